// Wide buttons to choose from, and the pages of a list of them.

import { fieldStatus, queueStatus } from "../catalogue.js";
import { h, icon } from "../element.js";
import { count } from "../words.js";

/** @typedef {import("./frame.js").Scene} Scene */

/**
 * @param {{do: string, value: string, title: string, note?: (Node|string|null|false)[], waiting?: Node|null, quiet?: boolean, kind?: string}} choice
 */
function choice({ do: event, value, title, note = [], waiting = null, quiet = false, kind = "" }) {
  const notes = note.filter(Boolean);
  return h("button", { class: `choice ${kind}`.trim(), "data-do": event, "data-value": value, "data-key": `${event} ${value}`, "data-quiet": quiet || null },
    h("span", { class: "choice-text" },
      h("span", { class: "choice-title" }, title),
      notes.map((n) => h("span", { class: "choice-note" }, n))),
    waiting,
    icon("next"));
}

function people(/** @type {Scene} */ { t }, /** @type {number} */ n) {
  return h("span", { class: "choice-waiting", "aria-label": count(t, "waiting", n) }, icon("people"), h("b", {}, n));
}

/** Why a field gives no number now, in a few words. @param {Scene} scene @param {any} status */
export function closedNote({ t }, status) {
  const hours = status.hours ? t("hours", { hours: status.hours }) : "";
  return [t(`closed.${status.reason || "field_closed"}`), hours].filter(Boolean).join(" · ");
}

/** @param {Scene} scene @param {any} field */
export function fieldChoice(scene, field) {
  const status = fieldStatus(scene.view, field.id);
  return choice({
    do: "field", value: field.id, title: scene.name(field.name), quiet: !status.open,
    note: [!status.open && closedNote(scene, status)],
    waiting: status.open ? people(scene, status.waiting) : null,
  });
}

/**
 * @param {Scene} scene
 * @param {any} service
 * @param {{papers?: boolean, field?: boolean, kind?: string}} show
 */
export function serviceChoice(scene, service, { papers = false, field = false, kind = "" } = {}) {
  const { view, t, name, catalogue } = scene;
  const status = fieldStatus(view, service.field);
  const queue = queueStatus(view, service.id);
  const used = queue.left === 0;
  const list = (service.papers || []).map(name).join("; ");
  return choice({
    do: "service", value: service.id, title: name(service.name), quiet: used || !status.open, kind,
    note: [
      !status.open ? closedNote(scene, status) : used && t("closed.quota_used"),
      status.open && queue.left !== null && queue.left > 0 && queue.left <= 10 && t("left", { n: queue.left }),
      field && name(catalogue.field(service.field).name),
      papers && list && t("bring", { papers: list }),
    ],
    waiting: status.open && !used ? people(scene, queue.waiting) : null,
  });
}

/** @param {string} id @param {string} title @param {string} note @param {string} kind */
export function classChoice(id, title, note, kind) {
  return choice({ do: "class", value: id, title, note: [note], kind });
}

/**
 * Previous and next page of a list; always there while the list has more than
 * one page, so that nothing else moves.
 * @param {Scene} scene
 * @param {number} shown items on this page
 * @param {number} total items of the list
 */
export function pager({ state, t }, shown, total) {
  const first = state.from[state.from.length - 1];
  const end = Math.min(first + shown, total);
  if (first === 0 && end >= total) return null;
  return h("nav", { class: "pager", "aria-label": t("pages.label") },
    h("button", { class: "pager-button", "data-do": "less", disabled: first === 0 }, icon("less"), t("pages.less")),
    h("p", { class: "pager-place" }, t("pages.place", { first: first + 1, last: end, total })),
    h("button", { class: "pager-button", "data-do": "more", "data-value": end, disabled: end >= total }, t("pages.more"), icon("next")));
}
