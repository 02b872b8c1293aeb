/** How this machine looks and which keys its officer uses. */
import { t } from "../lib/text.js";
import { name } from "./actions.js";
import { byID, element } from "./element.js";
import { DEFAULTS } from "./keys.js";
import { Sheet } from "./sheet.js";

export class Settings {
  /**
   * @param {import("./keys.js").Keys} keys
   * @param {() => void} changed
   */
  constructor(keys, changed) {
    this.keys = keys;
    this.changed = changed;
    /** The action that waits for its new key, or "". */
    this.waiting = "";
    this.sheet = new Sheet(byID("settings-dialog"), async () => "");
    byID("settings").addEventListener("click", () => this.open());
    for (const radio of document.querySelectorAll("input[name=theme]")) {
      radio.addEventListener("change", () => this.theme(/** @type {HTMLInputElement} */ (radio).value));
    }
    byID("large").addEventListener("change", () => this.type(byID("large").checked));
    byID("keys-on").addEventListener("change", () => {
      keys.turn(byID("keys-on").checked);
      this.show();
    });
    byID("keys-reset").addEventListener("click", () => {
      keys.reset();
      this.show();
    });
    byID("bindings").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.wait(this.waiting === button.dataset.binding ? "" : button.dataset.binding);
    });
    byID("settings-dialog").addEventListener("keydown", (event) => this.key(event));
    byID("settings-dialog").addEventListener("close", () => this.wait(""));
  }

  open() {
    const root = document.documentElement.dataset;
    for (const radio of document.querySelectorAll("input[name=theme]")) {
      const input = /** @type {HTMLInputElement} */ (radio);
      input.checked = input.value === (root.theme || "light");
    }
    byID("large").checked = root.type === "large";
    this.show();
    this.sheet.open("");
  }

  show() {
    byID("keys-on").checked = this.keys.on;
    const list = byID("bindings");
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.binding : "";
    list.textContent = "";
    for (const action of Object.keys(DEFAULTS)) {
      const key = this.waiting === action ? t("counter.settings.press") : this.keys.map[action] || t("counter.settings.no_key");
      const button = element("button", { type: "button", class: "binding", "data-binding": action }, element("span", {}, t(`counter.do.${name(action)}`)), element("kbd", {}, key));
      button.classList.toggle("waiting", this.waiting === action);
      list.append(element("li", {}, button));
      if (focused === action) button.focus();
    }
    this.changed();
  }

  wait(action) {
    this.waiting = action;
    this.sheet.complain("");
    this.show();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.waiting || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const action = this.waiting;
    if (event.key === "Escape") {
      this.wait("");
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.keys.set(action, "");
      this.wait("");
    } else if (event.ctrlKey || event.altKey || event.metaKey || !this.keys.set(action, event.key)) {
      this.sheet.complain(t("counter.settings.refused"));
    } else {
      this.wait("");
    }
  }

  theme(theme) {
    if (theme === "light") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    keep("moiso.theme", theme);
    this.changed();
  }

  type(large) {
    if (large) document.documentElement.dataset.type = "large";
    else delete document.documentElement.dataset.type;
    keep("moiso.type", large ? "large" : "");
    this.changed();
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch (refused) {
    // Storage may be forbidden: the look holds until the page is left.
  }
}
