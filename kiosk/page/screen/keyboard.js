// The keyboard on the screen: letters without marks, digits, space, backspace.
// The search needs no more.

import { h, icon } from "../element.js";

const ROWS = ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];

/** @param {import("../words.js").Words} t */
export function keyboard(t) {
  const letter = (/** @type {string} */ c) => h("button", { class: "key", "data-do": "letter", "data-value": c.toLowerCase() }, c);
  const last = ROWS.length - 1;
  return h("div", { class: "keyboard", "aria-label": t("keyboard.label"), role: "group" },
    ROWS.map((row, i) => h("div", { class: "keys" },
      [...row].map(letter),
      i === last && h("button", { class: "key key-erase", "data-do": "erase", "aria-label": t("keyboard.erase") }, icon("erase")))),
    h("div", { class: "keys" },
      h("button", { class: "key key-space", "data-do": "letter", "data-value": " " }, t("keyboard.space"))));
}
