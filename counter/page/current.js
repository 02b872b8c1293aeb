/** The visitor at the counter, or what the counter does without one. */
import { t } from "../lib/text.js";
import { because } from "./allowed.js";
import { byID, write } from "./element.js";
import { length, minutes, seconds, stopwatch } from "./time.js";

/**
 * Shows the counter's present; called for every view and every second.
 * @param {import("./types.js").CounterView} view
 * @param {import("./names.js").Names} names
 */
export function showCurrent(view, names) {
  const ticket = view.ticket;
  byID("current").dataset.doing = doing(view);
  byID("visitor").hidden = byID("facts").hidden = !ticket;
  byID("rest").hidden = Boolean(ticket);
  byID("because").hidden = !ticket || !ticket.why;
  byID("current-top").classList.toggle("visually-hidden", !ticket);
  byID("priority").hidden = !ticket || !names.notice(ticket.class);
  write(byID("doing"), t(`counter.doing.${doing(view)}`));
  if (ticket) {
    showVisitor(ticket, names);
    showFacts(ticket);
  } else {
    showRest(view, names);
  }
}

/** @param {import("./types.js").CounterView} view */
function doing(view) {
  if (view.ticket) return view.ticket.state === "serving" ? "serving" : "called";
  return view.counter.state === "open" ? "free" : view.counter.state;
}

function showVisitor(ticket, names) {
  write(byID("number"), ticket.number);
  byID("number").classList.toggle("long", ticket.number.length > 4);
  byID("number").classList.toggle("tailed", /[JQ]/.test(ticket.number));
  if (ticket.why) write(byID("because"), reason(ticket.why));
  write(byID("service"), names.service(ticket.service));
  byID("service").classList.toggle("long", names.service(ticket.service).length > 60);
  byID("service").title = names.service(ticket.service);
  write(byID("class"), names.class(ticket.class));
  byID("class").classList.toggle("special", ticket.class !== names.ordinary);
  byID("dossier-badge").hidden = !ticket.dossier;
  write(byID("dossier"), ticket.dossier || "");
  const then = ticket.then || [];
  byID("then").hidden = then.length === 0;
  write(byID("then"), t("counter.then", { services: then.map((id) => names.service(id)).join(" · ") }));
}

function reason(why) {
  if (why.rule === "out-of-turn") return t("counter.why.out_of_turn", { reason: why.reason || "" });
  const { key, vars } = because(why.winner, why.over);
  return t("counter.why.called", { because: t(key, vars) });
}

function showFacts(ticket) {
  // What it had waited when it was called; a later recall moves called_at.
  const waited = ticket.why ? ticket.why.winner.waited_seconds : seconds(ticket.since, Date.parse(ticket.called_at));
  write(byID("waited"), length(waited));
  write(byID("promise"), ticket.promise_seconds ? t("counter.of_promise", { n: minutes(ticket.promise_seconds) }) : "");
  showBar(byID("waited-bar"), waited, ticket.promise_seconds);
  write(byID("calls"), String(ticket.calls));
  const serving = ticket.state === "serving";
  const spent = seconds(serving ? ticket.started_at : ticket.called_at);
  write(byID("timer-name"), t(serving ? "counter.fact.serving" : "counter.fact.since_call"));
  write(byID("timer"), stopwatch(spent));
  byID("timer-bar").hidden = !serving;
  const over = serving && ticket.usual_seconds > 0 && spent > ticket.usual_seconds;
  const usual = over ? "counter.over_usual" : "counter.of_usual";
  write(byID("usual"), serving && ticket.usual_seconds ? t(usual, { n: minutes(ticket.usual_seconds) }) : "");
  showBar(byID("timer-bar"), spent, ticket.usual_seconds);
}

function showRest(view, names) {
  const state = view.counter.state;
  write(byID("rest-title"), t(view.open ? `counter.rest.${doing(view)}` : "counter.rest.day"));
  let text = "";
  if (state === "paused") text = t("counter.rest.reason", { reason: view.counter.reason || "" });
  else if (state === "closed") text = t("counter.rest.open_it");
  else if (view.waiting.length === 0) text = t("counter.rest.nobody");
  else text = t("counter.rest.next", { number: view.waiting[0].number, service: names.service(view.waiting[0].service) });
  write(byID("rest-text"), view.open || state === "paused" ? text : t("counter.rest.day_text"));
}

/**
 * How much of something is used: full is all of it, over is beyond.
 * @param {HTMLElement} bar with one child
 * @param {number} used
 * @param {number} whole
 */
export function showBar(bar, used, whole) {
  const share = whole > 0 ? used / whole : 0;
  /** @type {HTMLElement} */ (bar.firstElementChild).style.width = `${Math.min(100, Math.round(share * 100))}%`;
  bar.dataset.level = share > 1 ? "over" : share > 0.75 ? "near" : "well";
}
