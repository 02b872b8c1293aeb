/** A choice of usual reasons by number key, and one in the officer's own words. */
import { t } from "../lib/text.js";
import { element } from "./element.js";

export class Reasons {
  /**
   * @param {HTMLElement} fieldset
   * @param {string[]} keys of the texts of the usual reasons
   */
  constructor(fieldset, keys) {
    const name = fieldset.id;
    /** @type {HTMLInputElement[]} */
    this.radios = [];
    keys.concat("counter.reason.other").forEach((key, i) => {
      const radio = /** @type {HTMLInputElement} */ (element("input", { type: "radio", name, value: key === "counter.reason.other" ? "" : t(key) }));
      this.radios.push(radio);
      fieldset.append(element("label", {}, element("kbd", {}, String(i + 1)), radio, element("span", {}, t(key))));
    });
    this.own = /** @type {HTMLInputElement} */ (element("input", { type: "text", class: "own", maxlength: "200", "aria-label": t("counter.reason.own"), placeholder: t("counter.reason.own") }));
    fieldset.append(this.own);
    this.own.addEventListener("input", () => {
      this.radios[this.radios.length - 1].checked = true;
    });
    this.radios[this.radios.length - 1].addEventListener("click", () => this.own.focus());
    fieldset.closest("dialog").addEventListener("keydown", (event) => this.number(event));
  }

  open() {
    for (const radio of this.radios) radio.checked = false;
    this.own.value = "";
  }

  focus() {
    (this.radios.find((radio) => radio.checked) || this.radios[0]).focus();
  }

  /** The reason, or "" while there is none. */
  get value() {
    const radio = this.radios.find((one) => one.checked);
    return radio ? radio.value || this.own.value.trim() : "";
  }

  /** @param {KeyboardEvent} event */
  number(event) {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
    const radio = this.radios[Number(event.key) - 1];
    if (typing || !radio || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    radio.click();
    if (radio.value) radio.focus();
  }
}
