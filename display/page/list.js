import { element, fill } from "./element.js";

const rows = 6;

/**
 * Whether a number reaches below the line, where digits and most capitals do not.
 * @param {string} number
 */
export function tailed(number) {
  return /[JQ]/.test(number);
}

/**
 * Draws the last calls, newest first, number and counter in columns.
 * @param {HTMLElement} node
 * @param {import("./stage.js").Call[]} calls newest first
 * @param {(id: string) => {label: string}} desk
 * @param {(call: import("./stage.js").Call) => boolean} called whether the visitor is still awaited
 */
export function drawList(node, calls, desk, called) {
  fill(node, calls.slice(0, rows).map((call) => {
    const label = desk(call.counter).label;
    const counter = element("span", "row-counter", label);
    counter.dataset.length = label.length > 3 ? "word" : String(label.length);
    const row = element("li", "row", [element("span", "row-number", call.number), counter]);
    row.dataset.length = String(call.number.length);
    row.classList.toggle("tailed", tailed(call.number));
    row.classList.toggle("called", called(call));
    return row;
  }));
}
