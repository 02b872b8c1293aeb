/** The buttons: what each does now, its key, and why it cannot. */
import { t } from "../lib/text.js";
import { mainAction, refusal, undoable } from "./allowed.js";
import { byID, write } from "./element.js";
import { present } from "./time.js";

/** A press that follows a change of the large button's meaning this soon was meant for the old one. */
const CHANGED_MS = 500;

export class Actions {
  /**
   * @param {import("./keys.js").Keys} keys
   * @param {(action: string) => void} act
   */
  constructor(keys, act) {
    this.keys = keys;
    this.main = "";
    this.changedAt = 0;
    for (const button of document.querySelectorAll("[data-action]")) {
      button.addEventListener("click", () => act(/** @type {HTMLElement} */ (button).dataset.action));
    }
    byID("main").addEventListener("click", () => {
      if (Date.now() - this.changedAt > CHANGED_MS) act(this.main);
    });
  }

  /**
   * @param {import("./types.js").CounterView} view
   * @param {import("./names.js").Names} names
   * @param {boolean} up with the line lost nothing is greyed: the server decides
   * @param {string} busy the action whose answer is awaited
   * @param {string} asking the action that asks to be pressed again
   */
  show(view, names, up, busy, asking) {
    const main = mainAction(view);
    if (main !== this.main) {
      this.main = main;
      this.changedAt = Date.now();
    }
    write(byID("main-words"), t(main === "open" && view.counter.state === "paused" ? "counter.do.go_on" : `counter.do.${name(main)}`));
    this.dress(byID("main"), main, view, names, up, busy, asking);
    for (const button of document.querySelectorAll("[data-action]")) {
      this.dress(button, /** @type {HTMLElement} */ (button).dataset.action, view, names, up, busy, asking);
    }
    const left = undoable(view) ? Math.ceil((Date.parse(view.undo.until) - present()) / 1000) : 0;
    write(byID("undo-what"), left > 0 ? t(`counter.undo.${view.undo.step}`, { number: view.undo.number, seconds: left }) : "");
  }

  dress(button, action, view, names, up, busy, asking) {
    const why = up ? refusal(action, view, names.rules) : null;
    button.setAttribute("aria-disabled", String(Boolean(why)));
    button.setAttribute("aria-busy", String(busy === action));
    button.classList.toggle("asking", asking === action);
    button.title = why ? t(why.key, why.vars) : "";
    const key = this.keys.label(action);
    const shown = button.querySelector("kbd");
    shown.hidden = key === "";
    write(shown, key);
    if (key) button.setAttribute("aria-keyshortcuts", key);
    else button.removeAttribute("aria-keyshortcuts");
  }
}

/** The catalogue's name of an action. @param {string} action */
export function name(action) {
  return action === "callNext" ? "call_next" : action;
}
