// The screens on which a service is chosen: start, services of a field, search,
// and the priority class.

import { h, icon } from "../element.js";
import { classChoice, fieldChoice, pager, serviceChoice } from "./choice.js";
import { heading } from "./frame.js";
import { keyboard } from "./keyboard.js";

/** @typedef {import("./frame.js").Scene} Scene */

const ROOMY = 5; // choices that leave room for larger buttons

/** Fields; before them, on the first page, what is asked for most today. @param {Scene} scene */
export function start(scene) {
  const { state, catalogue, t, limit } = scene;
  const first = state.from[state.from.length - 1];
  const popular = first > 0 ? [] : state.popular.map((id) => catalogue.service(id)).filter(Boolean).slice(0, Math.floor(limit / 2));
  const room = limit - popular.length;
  const fields = catalogue.fields.slice(first, first + room);
  return [
    heading(t("start.title")),
    h("div", { class: "choices" },
      popular.length > 0 && h("h2", { class: "part" }, icon("star"), t("start.popular")),
      popular.length > 0 && h("div", { class: "grid" }, popular.map((s) => serviceChoice(scene, s, { kind: "choice-popular" }))),
      popular.length > 0 && h("h2", { class: "part part-second" }, t("start.fields")),
      h("div", { class: "grid" }, fields.map((/** @type {any} */ f) => fieldChoice(scene, f)))),
    h("div", { class: "tools" },
      h("button", { class: "search-open", "data-do": "search" }, icon("search"), h("span", { class: "search-name" }, t("search.open")), h("span", { class: "search-example" }, t("search.example"))),
      pager(scene, fields.length, catalogue.fields.length)),
  ];
}

/** @param {Scene} scene */
export function services(scene) {
  const { state, catalogue, name, t, limit } = scene;
  const all = catalogue.servicesOf(state.field);
  const first = state.from[state.from.length - 1];
  const shown = all.slice(first, first + limit);
  return [
    heading(t("services.title"), name(catalogue.field(state.field).name)),
    h("div", { class: "choices" }, h("div", { class: "grid", "data-roomy": all.length <= ROOMY || null }, shown.map((/** @type {any} */ s) => serviceChoice(scene, s, { papers: true })))),
    pager(scene, shown.length, all.length),
  ];
}

/** @param {Scene} scene */
export function search(scene) {
  const { state, catalogue, t, limit } = scene;
  // Before the first letter: what is asked for most today.
  const all = state.query ? catalogue.find(state.query) : state.popular.map((id) => catalogue.service(id)).filter(Boolean);
  const first = state.from[state.from.length - 1];
  const shown = all.slice(first, first + limit);
  return [
    h("div", { class: "search-found" },
      heading(t("search.title")),
      h("div", { class: "search-field", role: "status", "aria-label": t("search.title") },
        icon("search"),
        h("span", { class: "search-query", "data-empty": !state.query || null }, state.query || t("search.hint")),
        h("button", { class: "search-clear", "data-do": "clear", "aria-label": t("search.clear"), hidden: !state.query }, icon("clear"))),
      h("div", { class: "choices" },
        !state.query && all.length > 0 && h("h2", { class: "part" }, icon("star"), t("start.popular")),
        state.query && all.length === 0
          ? h("div", { class: "nothing" }, h("p", { class: "nothing-title" }, t("search.none", { query: state.query })), h("p", {}, t("search.none_next")))
          : h("div", { class: "grid" }, shown.map((s) => serviceChoice(scene, s, { field: true })))),
      pager(scene, shown.length, all.length)),
    keyboard(t),
  ];
}

/** The priority classes; "no" is the largest and the easiest to reach. @param {Scene} scene */
export function priority({ catalogue, state, name, t }) {
  const [ordinary, ...others] = catalogue.classes;
  return [
    heading(t("class.title"), name(catalogue.service(state.service).name)),
    h("div", { class: "choices" },
      h("div", { class: "grid", "data-roomy": others.length <= ROOMY || null }, others.map((/** @type {any} */ c) => classChoice(c.id, name(c.name), "", ""))),
      h("div", { class: "grid grid-wide" }, classChoice(ordinary.id, t("class.none"), t("class.none_note"), "choice-main"))),
  ];
}
