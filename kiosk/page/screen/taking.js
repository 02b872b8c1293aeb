// The screens around the number itself: confirm before paper, done, refused,
// line lost.

import { fieldStatus, queueStatus } from "../catalogue.js";
import { h, icon } from "../element.js";
import { clock, count } from "../words.js";
import { heading } from "./frame.js";

/** @typedef {import("./frame.js").Scene} Scene */

const COUNTERS_NAMED = 6;

/** @param {Scene} scene */
export function confirm(scene) {
  const { state, catalogue, view, name, t } = scene;
  const service = catalogue.service(state.service);
  const priority = catalogue.priority(state.class);
  const known = state.ahead !== null;
  const idle = queueStatus(view, service.id).counters === 0;
  return [
    heading(t("confirm.title")),
    h("div", { class: "sheet" },
      h("section", { class: "card" },
        h("p", { class: "card-service" }, name(service.name)),
        priority && h("p", { class: "badge" }, icon("star"), t("confirm.class", { class: name(priority.name) })),
        h("div", { class: "ahead", "aria-live": "polite" },
          h("p", { class: "ahead-number", "data-wait": !known || null }, !known ? "…" : state.ahead === 0 ? icon("done") : state.ahead),
          h("p", { class: "ahead-text" }, known ? count(t, "confirm.ahead", state.ahead || 0) : t("confirm.asking"))),
        places(scene, service.id)),
      warnings(scene, service, idle),
      papers(scene, service)),
    h("div", { class: "take" },
      state.unsure && h("p", { class: "note note-wait", role: "alert" }, icon("lost"), h("span", {}, t("confirm.unsure"))),
      h("button", { class: "main-button take-button", "data-do": "take", disabled: !known || state.pending },
        state.pending ? t("confirm.pending") : t("confirm.take"))),
  ];
}

/** Which counters, in which hall. */
function places(/** @type {Scene} */ { catalogue, name, t }, /** @type {string} */ service) {
  return h("ul", { class: "places" }, catalogue.places(service).map(({ hall, counters }) => {
    const where = counters.length <= COUNTERS_NAMED
      ? counters.map((k) => name(k.name).replaceAll(" ", "\u00a0")).join(", ")
      : t("confirm.counters", { n: counters.length });
    return h("li", {}, icon("place"), h("span", {}, h("b", {}, name(hall.name)), " · ", where));
  }));
}

function warnings(/** @type {Scene} */ { catalogue, now, name, t }, /** @type {any} */ service, /** @type {boolean} */ idle) {
  const late = service.warn_at && service.warning && clock(now, catalogue.zone, "vi").time >= service.warn_at;
  return [
    late && h("p", { class: "note note-wait" }, icon("warning"), h("span", {}, name(service.warning))),
    idle && h("p", { class: "note" }, icon("clock"), h("span", {}, t("confirm.no_counter"))),
  ];
}

function papers(/** @type {Scene} */ { name, t }, /** @type {any} */ service) {
  if (!service.papers || service.papers.length === 0) return null;
  return h("section", { class: "papers" },
    h("h2", { class: "part" }, icon("paper"), t("confirm.papers")),
    h("ul", {}, service.papers.map((/** @type {any} */ p) => h("li", {}, name(p)))));
}

/** The number. @param {Scene} scene */
export function done({ state, catalogue, name, t, rest, code }) {
  const { ticket } = state;
  const halls = catalogue.places(ticket.service).map(({ hall }) => name(hall.name));
  return [
    h("div", { class: "done" },
      h("p", { class: "done-lead" }, icon("done"), t("done.lead")),
      h("h1", { class: "done-number", tabindex: "-1", "data-long": ticket.number.length > 5 || null, "data-tailed": /[JQ]/.test(ticket.number) || null }, ticket.number),
      h("p", { class: "done-service" }, name(catalogue.service(ticket.service)?.name)),
      h("p", { class: "done-ahead" }, count(t, "done.ahead", ticket.ahead)),
      h("p", { class: "done-wait" }, halls.length > 0 ? t("done.wait_in", { hall: halls.join(", ") }) : t("done.wait")),
      h("div", { class: "done-more" },
        code && h("img", { class: "done-code", src: code, alt: t("done.code"), width: 33, height: 33 }),
        h("div", { class: "done-notes" },
          code && h("p", { class: "done-follow" }, t("done.follow")),
          h("p", { class: "done-paper" }, t("done.no_paper"))))),
    h("div", { class: "take take-two" },
      h("button", { class: "second-button", "data-do": "keep" }, icon("clock"), t("done.keep")),
      h("button", { class: "main-button", "data-do": "home" }, t("done.home", { seconds: rest.seconds }))),
  ];
}

/** Why there is no number, and what to do. @param {Scene} scene */
export function refused({ state, catalogue, view, name, t }) {
  const { problem } = state;
  const field = catalogue.field(state.field);
  const service = catalogue.service(state.service);
  const status = field ? fieldStatus(view, field.id) : { hours: "" };
  const reason = problem.reason || "";
  const known = ["field_closed", "field_closed_today", "last_number", "day_not_open", "quota_used", "series_used"].includes(reason);
  const key = known ? reason : problem.kind === "unreachable" || problem.kind === "busy" ? "busy" : "other";
  return [
    h("div", { class: "refused", role: "alert" },
      icon(problem.kind === "closed" ? "clock" : "warning"),
      h("h1", { tabindex: "-1" }, t(`refused.${key}.title`)),
      h("p", { class: "refused-what" }, name(service ? service.name : field && field.name)),
      problem.kind === "closed" && status.hours && h("p", { class: "refused-hours" }, t("hours_today", { hours: status.hours })),
      h("p", {}, key === "other" && problem.detail ? problem.detail : t(`refused.${key}.next`))),
    h("div", { class: "take" },
      h("button", { class: "main-button", "data-do": "home" }, t("refused.home"))),
  ];
}

/** The server cannot be reached: nothing can be issued now. @param {Scene} scene */
export function lost({ t }) {
  return [
    h("div", { class: "refused", role: "alert" },
      icon("lost"),
      h("h1", { tabindex: "-1" }, t("lost.title")),
      h("p", { class: "refused-what" }, t("lost.text")),
      h("p", {}, t("lost.next"))),
  ];
}
