/** What just happened, in one line above the actions, for eyes and for screen readers. */
import { byID, element, icon } from "./element.js";

const parts = { done: "told", told: "told", asked: "refused", refused: "refused" };
const signs = { done: "done", told: "told", asked: "refused", refused: "refused" };

/**
 * @param {"done"|"told"|"asked"|"refused"} kind done: it worked; told: news; asked: a question that waits for
 *   its answer; refused: it did not work
 * @param {string} text
 */
export function say(kind, text) {
  hush();
  const box = byID("notice");
  box.dataset.kind = kind;
  byID(parts[kind]).append(icon(signs[kind]), element("span", {}, text));
}

/** Takes back what was said. */
export function hush() {
  delete byID("notice").dataset.kind;
  byID("told").textContent = "";
  byID("refused").textContent = "";
}
