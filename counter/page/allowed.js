/** What the state of the counter allows, by the contract's table of verbs. No DOM. */
import { minutes, present, seconds, wait } from "./time.js";

/**
 * @typedef {{key: string, vars?: {[name: string]: string|number}}} Why a text that says why not
 */

/** The one thing to do next: what the large button does.
 * @param {import("./types.js").CounterView} view */
export function mainAction(view) {
  if (view.counter.state !== "open") return "open";
  if (!view.ticket) return "callNext";
  return view.ticket.state === "serving" ? "finish" : "start";
}

/**
 * Why an action is not allowed now; null when it is.
 * @param {string} action
 * @param {import("./types.js").CounterView} view
 * @param {{miss_calls?: number, miss_seconds?: number, auto_finish?: boolean}} rules of the centre
 * @returns {Why|null}
 */
export function refusal(action, view, rules) {
  const ticket = view.ticket;
  const open = view.counter.state === "open";
  const free = !open ? no("not_open") : ticket ? no("busy", { number: ticket.number }) : null;
  const called = !ticket ? no("nobody") : ticket.state !== "called" ? no("started", { number: ticket.number }) : null;
  switch (action) {
    case "open":
      return open ? no("open_already") : null;
    case "pause":
      return !open ? no("not_open") : free;
    case "close":
      return view.counter.state === "closed" ? no("closed_already") : ticket ? no("busy", { number: ticket.number }) : null;
    case "callNext":
      return open && ticket && rules.auto_finish ? null : free;
    case "call":
      return free || (view.waiting_count === 0 ? no("nobody_waiting") : null);
    case "recall":
    case "start":
      return called;
    case "miss":
      return called || missRefusal(ticket, rules);
    case "finish":
      return !ticket ? no("nobody") : ticket.state !== "serving" ? no("not_started", { number: ticket.number }) : null;
    case "park":
    case "transfer":
      return ticket ? null : no("nobody");
    case "resume":
      return free || (view.parked.length === 0 ? no("nobody_parked") : null);
    case "reinstate":
      return !open ? no("not_open") : view.missed.length === 0 ? no("nobody_missed") : null;
    case "undo":
      return !undoable(view) ? no("nothing_to_undo") : ticket ? no("busy", { number: ticket.number }) : null;
  }
  return null;
}

/** Tells whether the counter's last step can still be taken back.
 * @param {import("./types.js").CounterView} view */
export function undoable(view) {
  return Boolean(view.undo) && Date.parse(view.undo.until) > present();
}

/** Why the first of the waiting comes before the second: what both have waited, and were promised in minutes.
 * @param {import("./types.js").Candidate} winner
 * @param {import("./types.js").Candidate} [over]
 * @returns {Why} */
export function because(winner, over) {
  const vars = { number: winner.number, waited: wait(winner.waited_seconds), promise: minutes(winner.promise_seconds) };
  if (!over) return { key: "counter.why.only", vars };
  return {
    key: "counter.why.over",
    vars: Object.assign(vars, {
      other: over.number,
      other_waited: wait(over.waited_seconds),
      other_promise: minutes(over.promise_seconds),
    }),
  };
}

function missRefusal(ticket, rules) {
  const needed = rules.miss_calls || 1;
  if (ticket.calls < needed) return no("miss_too_few", { number: ticket.number, calls: ticket.calls, needed });
  const left = (rules.miss_seconds || 0) - seconds(ticket.called_at);
  return left > 0 ? no("miss_too_soon", { number: ticket.number, seconds: left }) : null;
}

/**
 * @param {string} reason
 * @param {{[name: string]: string|number}} [vars]
 * @returns {Why}
 */
function no(reason, vars) {
  return { key: `counter.not.${reason}`, vars };
}
