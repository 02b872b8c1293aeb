// The kiosk as a state machine: which screen comes after which touch. Pure: no
// DOM, no clock, no network; what it needs comes with the event or the world.

import { fieldStatus, queueStatus } from "./catalogue.js";

export const IDLE = 60_000; // without a touch, back to the start
export const ASK = 15_000; // the last of it asks "are you still there?"
export const DONE = 8_000; // the number stays this long
export const KEEP = 30_000; // or this long, when the visitor asks
export const GUARD = 350; // after a screen changed: the second tap of a double tap
export const DONE_GUARD = 1_500; // and between two tickets
const QUERY_LENGTH = 40;

/**
 * @typedef {"start"|"services"|"search"|"class"|"confirm"|"done"|"refused"} Step
 * @typedef {object} State
 * @property {Step} step
 * @property {State|null} before the screen that Back leads to
 * @property {string[]} popular service ids, fixed while a visitor is here: nothing moves under a finger
 * @property {number[]} from first items of the pages of a list seen so far; the last is shown
 * @property {string} query
 * @property {string} field
 * @property {string} service
 * @property {string} class empty: ordinary
 * @property {string} key names the order of this visit to the confirm screen
 * @property {number|null} ahead null: not known yet
 * @property {boolean} pending the order is on its way
 * @property {boolean} unsure the line was cut while it was
 * @property {any} ticket
 * @property {any} problem
 * @property {number} since when the screen came, ms
 * @property {number} until when the visit ends by itself, ms
 * @property {string} lang
 * @property {boolean} large
 * @property {boolean} contrast
 *
 * @typedef {object} World
 * @property {import("./catalogue.js").Catalogue} catalogue
 * @property {any} view KioskView
 * @property {() => string} newKey
 *
 * @typedef {{do: string, value?: any, key?: string, at: number}} Event
 */

/**
 * The start screen as a new visitor finds it.
 * @param {number} at ms
 * @param {string[]} popular
 * @param {string} lang
 * @returns {State}
 */
export function fresh(at, popular, lang) {
  return {
    step: "start", before: null, popular, from: [0], query: "", field: "", service: "", class: "",
    key: "", ahead: null, pending: false, unsure: false, ticket: null, problem: null,
    since: at, until: at + IDLE, lang, large: false, contrast: false,
  };
}

/**
 * The state after an event of a visitor's touch. What makes no sense on the
 * present screen, or comes too soon after the last screen, changes nothing.
 * @param {State} state
 * @param {Event} event
 * @param {World} world
 * @returns {State}
 */
export function touch(state, event, world) {
  const { at, value } = event;
  const changed = settings(state, event);
  if (changed) return { ...changed, until: state.step === "done" ? state.until : at + IDLE };
  if (event.do === "stay") return state.step === "done" ? state : { ...state, until: at + IDLE };
  if (state.pending && !state.unsure) return state;
  if (at < state.since + (state.step === "done" ? DONE_GUARD : GUARD)) return state;

  const awake = { ...state, until: at + IDLE };
  switch (event.do) {
    case "home":
      return { ...fresh(at, world.view.popular || [], state.lang), large: state.large, contrast: state.contrast };
    case "back":
      return state.before ? { ...state.before, ...look(state), since: at, until: at + IDLE } : awake;
    case "keep":
      return state.step === "done" ? { ...state, until: at + KEEP } : state;
    case "more":
      return { ...awake, from: [...state.from, Number(value)] };
    case "less":
      return { ...awake, from: state.from.length > 1 ? state.from.slice(0, -1) : state.from };
    case "search":
      return enter(awake, "search", at, { query: "", from: [0] });
    case "letter":
      return { ...awake, query: (state.query + value).slice(0, QUERY_LENGTH), from: [0] };
    case "erase":
      return { ...awake, query: state.query.slice(0, -1), from: [0] };
    case "clear":
      return { ...awake, query: "", from: [0] };
    case "field":
      return chooseField(awake, value, at, world);
    case "service":
      return chooseService(awake, value, at, world);
    case "class":
      return confirm({ ...awake, class: value }, state, at, world);
    case "take":
      return state.step === "confirm" && state.ahead !== null ? { ...awake, pending: true } : state;
  }
  return state;
}

/**
 * The state after an answer of the server. An answer to an order that the
 * visitor has left is not for this screen.
 * @param {State} state
 * @param {Event} event key: of the order that is answered
 * @returns {State}
 */
export function answer(state, event) {
  if (state.step !== "confirm" || event.key !== state.key) return state;
  switch (event.do) {
    case "previewed":
      return { ...state, ahead: event.value };
    case "unsure":
      return { ...state, unsure: true };
    case "issued":
      return { ...state, step: "done", ticket: event.value, before: null, pending: false, unsure: false, since: event.at, until: event.at + DONE };
    case "refused":
      return { ...state, step: "refused", problem: event.value, before: state.before, pending: false, unsure: false, since: event.at, until: event.at + IDLE };
  }
  return state;
}

/**
 * How long the visit goes on without a touch.
 * @param {State} state
 * @param {number} at ms
 * @returns {{seconds: number, ask: boolean, over: boolean}} ask: the visitor is asked to stay
 */
export function rest(state, at) {
  const left = state.until - at;
  return {
    seconds: Math.max(0, Math.ceil(left / 1000)),
    ask: left <= ASK && state.step !== "done" && state.step !== "start",
    over: left <= 0,
  };
}

/** Language, type size and contrast: allowed at any moment. */
function settings(/** @type {State} */ state, /** @type {Event} */ event) {
  switch (event.do) {
    case "lang": return { ...state, lang: event.value };
    case "large": return { ...state, large: !state.large };
    case "contrast": return { ...state, contrast: !state.contrast };
  }
  return null;
}

function look(/** @type {State} */ { lang, large, contrast }) {
  return { lang, large, contrast };
}

/** Another screen, from which Back leads here. */
function enter(/** @type {State} */ state, /** @type {Step} */ step, /** @type {number} */ at, /** @type {object} */ change = {}) {
  return /** @type {State} */ ({ ...state, ...change, step, before: state, since: at, until: at + IDLE });
}

function chooseField(/** @type {State} */ state, /** @type {string} */ id, /** @type {number} */ at, /** @type {World} */ world) {
  const services = world.catalogue.servicesOf(id);
  if (services.length === 0) return state;
  const status = fieldStatus(world.view, id);
  if (!status.open) return enter(state, "refused", at, { field: id, problem: { kind: "closed", reason: status.reason } });
  if (services.length === 1) return chooseService(state, services[0].id, at, world);
  return enter(state, "services", at, { field: id, from: [0] });
}

function chooseService(/** @type {State} */ state, /** @type {string} */ id, /** @type {number} */ at, /** @type {World} */ world) {
  const service = world.catalogue.service(id);
  if (!service) return state;
  const chosen = { field: service.field, service: id, class: "" };
  const status = fieldStatus(world.view, service.field);
  if (!status.open) return enter(state, "refused", at, { ...chosen, problem: { kind: "closed", reason: status.reason } });
  if (queueStatus(world.view, id).left === 0) {
    return enter(state, "refused", at, { ...chosen, problem: { kind: "quota", reason: "quota_used" } });
  }
  if (world.catalogue.classes.length > 1) return enter(state, "class", at, { ...chosen, from: [0] });
  return confirm({ ...state, ...chosen }, state, at, world);
}

function confirm(/** @type {State} */ state, /** @type {State} */ before, /** @type {number} */ at, /** @type {World} */ world) {
  return { ...enter(state, "confirm", at, { key: world.newKey(), ahead: null, pending: false, unsure: false }), before };
}
