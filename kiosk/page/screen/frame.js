// What surrounds every screen: centre and clock on top, the way back and the
// settings at the bottom, always at the same place.

import { h, icon } from "../element.js";
import { clock } from "../words.js";

/**
 * @typedef {object} Scene what the screens draw from
 * @property {import("../flow.js").State} state
 * @property {import("../catalogue.js").Catalogue} catalogue
 * @property {any} view KioskView
 * @property {import("../words.js").Words} t
 * @property {(text: Object<string, string>|undefined) => string} name a text of the definition in the visitor's language
 * @property {string} code address of the picture that leads a phone to the ticket; empty: there is none
 * @property {number} now ms, by the server's clock
 * @property {{seconds: number, ask: boolean, over: boolean}} rest
 * @property {number} limit choices a page
 */

/** The band on top: nothing in it needs to be reached. @param {Scene} scene */
export function header({ catalogue, state, name, now }) {
  const { time, date } = clock(now, catalogue.zone, state.lang);
  return h("header", { class: "band" },
    h("div", { class: "band-place" },
      h("p", { class: "band-centre" }, name(catalogue.centre.name)),
      h("p", { class: "band-hall" }, name(catalogue.hallName))),
    h("div", { class: "band-clock" },
      h("p", { class: "band-time" }, time),
      h("p", { class: "band-date" }, date)));
}

/** The bar at the bottom. @param {Scene} scene @param {{back: boolean, home: boolean, busy: boolean}} ways */
export function footer({ state, t }, { back, home, busy }) {
  const other = state.lang === "vi" ? "en" : "vi";
  return h("footer", { class: "bar" },
    h("div", { class: "bar-ways" },
      h("button", { class: "bar-button", "data-do": "back", disabled: busy, hidden: !back }, icon("back"), t("back")),
      h("button", { class: "bar-button", "data-do": "home", disabled: busy, hidden: !home }, icon("home"), t("home")),
      h("p", { class: "bar-help", hidden: back || home }, t("help"))),
    h("div", { class: "bar-settings" },
      h("button", { class: "bar-button", "data-do": "lang", "data-value": other, lang: other }, icon("globe"), t("other_language")),
      h("button", { class: "bar-button bar-type", "data-do": "large", "aria-pressed": String(state.large), "aria-label": t("large") },
        h("span", { class: "aa", "aria-hidden": "true" }, "A", h("b", {}, "A"))),
      h("button", { class: "bar-button", "data-do": "contrast", "aria-pressed": String(state.contrast), "aria-label": t("contrast") }, icon("contrast"))));
}

/** The question before a visit ends by itself. @param {Scene} scene */
export function stillThere({ t, rest }) {
  return h("div", { class: "ask", role: "alertdialog", "aria-modal": "true", "aria-label": t("idle.title") },
    h("div", { class: "ask-box" },
      h("h2", {}, t("idle.title")),
      h("p", { class: "ask-seconds", "aria-hidden": "true" }, rest.seconds),
      h("p", {}, t("idle.text", { seconds: rest.seconds })),
      h("button", { class: "main-button", "data-do": "stay" }, t("idle.stay"))));
}

/** A screen's heading. @param {string} title @param {string} [note] */
export function heading(title, note) {
  return h("div", { class: "heading" },
    h("h1", { tabindex: "-1" }, title),
    note ? h("p", { class: "heading-note" }, note) : null);
}
