/**
 * A search with a list below it: type, move with the arrows, Enter picks. The marks of
 * Vietnamese letters may be left out.
 */
import { t } from "../lib/text.js";
import { element, icon } from "./element.js";
import { matches } from "./search.js";

/**
 * @typedef {{id: string, title: string, detail?: string, aside?: string, words: string}} Option
 *   words: folded text that the search looks through
 */

export class Picker {
  /**
   * @param {HTMLElement} root with an input and a list
   * @param {(id: string) => void} picked called with the id, or "" when the choice was taken back
   */
  constructor(root, picked) {
    this.input = root.querySelector("input");
    this.list = root.querySelector("ul");
    this.picked = picked;
    /** @type {Option[]} */
    this.options = [];
    this.chosen = "";
    this.active = 0;
    this.input.addEventListener("input", () => {
      this.active = 0;
      this.show();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
      if (option) this.choose(/** @type {HTMLElement} */ (option).dataset.id);
    });
  }

  /**
   * Begins anew.
   * @param {Option[]} options
   * @param {string} [chosen]
   */
  open(options, chosen) {
    this.options = options;
    this.chosen = chosen || "";
    this.input.value = "";
    this.active = Math.max(0, options.findIndex((o) => o.id === this.chosen));
    this.show();
  }

  /** New options under the same search and choice. @param {Option[]} options */
  renew(options) {
    this.options = options;
    if (!options.some((o) => o.id === this.chosen)) this.chosen = "";
    this.show();
  }

  found() {
    return this.options.filter((o) => matches(o.words, this.input.value));
  }

  show() {
    const found = this.found();
    this.active = Math.min(this.active, Math.max(0, found.length - 1));
    this.list.textContent = "";
    found.forEach((option, i) => this.list.append(this.row(option, i)));
    if (found.length === 0) this.list.append(element("li", { class: "none" }, t("counter.nothing_found")));
    this.mark();
  }

  row(option, i) {
    const row = element("li", { role: "option", id: `${this.list.id}-${i}`, "data-id": option.id, "aria-selected": String(option.id === this.chosen) });
    row.append(element("span", { class: "tick" }, icon("done")), element("strong", {}, option.title));
    if (option.detail) row.append(element("span", { class: "detail", title: option.detail }, option.detail));
    if (option.aside) row.append(element("span", { class: "aside-text" }, option.aside));
    return row;
  }

  mark() {
    const rows = this.list.querySelectorAll("[role=option]");
    rows.forEach((row, i) => row.classList.toggle("active", i === this.active));
    if (rows.length === 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", rows[this.active].id);
    rows[this.active].scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const found = this.found();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = found.length ? (this.active + step + found.length) % found.length : 0;
      this.mark();
    } else if (event.key === "Enter" && found.length) {
      this.choose(found[this.active].id);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {string} id */
  choose(id) {
    this.chosen = this.chosen === id ? "" : id;
    this.active = Math.max(0, this.found().findIndex((o) => o.id === id));
    this.show();
    this.picked(this.chosen);
  }
}
