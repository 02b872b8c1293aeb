/** The officer's page: joins what the desk knows, what the page shows and what the officer presses. */
import { api } from "../lib/api.js";
import { boot, t } from "../lib/text.js";
import { Actions, name } from "./actions.js";
import { refusal } from "./allowed.js";
import { Back } from "./back.js";
import { CallByNumber } from "./call.js";
import { showCurrent } from "./current.js";
import { Desk } from "./desk.js";
import { byID, write } from "./element.js";
import { Keys } from "./keys.js";
import { Names } from "./names.js";
import { hush, say } from "./notice.js";
import { Pause } from "./pause.js";
import { Profile } from "./profile.js";
import { Settings } from "./settings.js";
import { explain } from "./sheet.js";
import { clock, length, present } from "./time.js";
import { Transfer } from "./transfer.js";
import { WaitingList } from "./waiting.js";

/** The second press of a question comes this long after the first at least: a bounce is no answer. */
const BOUNCE_MS = 300;

/** Who waits longer than this for an answer is told so. */
const SLOW_MS = 800;

/** A change that shows this soon after a refusal is what the refusal spoke of. */
const EXPLAINED_MS = 2000;

const data = boot.data;
let version = data.version;
let fetching = false;
let names = new Names(data.definition, boot.lang);
let asking = ""; // the action that asks to be pressed again
let askedOf = ""; // the ticket that the question is about
let askedAt = 0;
let refusedAt = 0;

const keys = new Keys(localStorage);
const desk = new Desk(data.centre, data.counter, { changed: show, elsewhere, outdated, alive: (at) => clock.set(at) });
const actions = new Actions(keys, act);
const waiting = new WaitingList(() => names, act);
const pause = new Pause(perform);
const call = new CallByNumber(desk, () => names, perform);
const transfer = new Transfer(desk, () => names, perform);
const back = new Back(desk, () => names, perform);
const profile = new Profile(desk, () => names, perform);
const settings = new Settings(keys, show);
const sheets = [pause.sheet, call.sheet, transfer.sheet, back.sheet, profile.sheet, settings.sheet];
const hour = new Intl.DateTimeFormat("vi-VN", { timeZone: data.definition.zone || "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", hour12: false });

/** Does what a press asks for: at once, after a question, or through a dialog. */
function act(action, ticket) {
  const view = desk.view;
  if (!view || desk.busy) return;
  const why = desk.up ? refusal(action, view, names.rules) : null;
  if (why) {
    stopAsking();
    say("refused", t(why.key, why.vars));
    return;
  }
  if (action === "miss" || action === "close") {
    if (asking !== action) ask(action, view);
    else if (Date.now() - askedAt > BOUNCE_MS) send(action);
    return;
  }
  stopAsking();
  if (action === "pause") pause.open();
  else if (action === "call") call.open(ticket);
  else if (action === "transfer") transfer.open();
  else if ((action === "resume" || action === "reinstate") && !ticket) back.open(action);
  else send(action, ticket ? { ticket } : undefined);
}

function ask(action, view) {
  asking = action;
  askedOf = view.counter.ticket || "";
  askedAt = Date.now();
  const number = view.ticket ? view.ticket.number : "";
  const key = keys.label(action);
  say("asked", key ? t(`counter.ask.${action}`, { number, key }) : t(`counter.ask.${action}_press`, { number }));
  show();
}

function stopAsking() {
  if (!asking) return;
  asking = "";
  hush();
  show();
}

/** Performs, and says here what a dialog would say itself. */
async function send(action, body) {
  try {
    await perform(action, body);
  } catch (problem) {
    refusedAt = Date.now();
    say("refused", explain(problem));
  }
  if (document.activeElement === document.body) byID("main").focus();
}

async function perform(action, body) {
  asking = "";
  hush();
  const slow = setTimeout(() => say("told", t("counter.sending")), SLOW_MS);
  let answer;
  try {
    answer = await desk.ask(action, body);
  } finally {
    clearTimeout(slow);
  }
  if (!answer) return;
  const number = answer.ticket ? answer.ticket.number : "";
  if (action === "callNext" && !answer.ticket) say("told", t("counter.done.nobody"));
  else say("done", t(`counter.done.${name(action)}`, { number, counter: names.counter(desk.id) }));
}

function elsewhere() {
  if (Date.now() - refusedAt < EXPLAINED_MS) return;
  const view = desk.view;
  const what = view.ticket ? view.ticket.state : view.counter.state === "open" ? "free" : view.counter.state;
  say("told", t(`counter.elsewhere.${what}`, { number: view.ticket ? view.ticket.number : "" }));
}

async function outdated(newest) {
  if (newest === version || fetching) return;
  fetching = true;
  try {
    const answer = await api("GET", `/api/v1/centres/${data.centre}/definition`);
    names = new Names(answer.centre, boot.lang);
    version = answer.version;
    show();
  } catch (problem) {
    // The next view asks again; until then ids stand for what is new.
  } finally {
    fetching = false;
  }
}

function show() {
  const view = desk.view;
  showLine();
  if (!view) return;
  if (asking && (view.counter.ticket || "") !== askedOf) {
    asking = "";
    hush();
  }
  showTop(view);
  showCurrent(view, names);
  waiting.show(view);
  actions.show(view, names, desk.up, desk.busy, asking);
  call.renew();
  back.renew();
}

function showTop(view) {
  const state = byID("state");
  state.hidden = false;
  state.dataset.state = view.counter.state;
  write(state, t(`counter.state.${view.counter.state}`));
  write(byID("label"), view.label);
  write(byID("name"), names.counter(desk.id));
  write(byID("today-called"), String(view.today.called));
  write(byID("today-served"), String(view.today.served));
  write(byID("today-missed"), String(view.today.missed));
  write(byID("today-mean"), view.today.mean_seconds ? length(view.today.mean_seconds) : "–");
  const head = view.ticket ? view.ticket.number : `(${view.waiting_count})`;
  document.title = `${head} ${names.counter(desk.id)} – ${t("counter.title")}`;
}

function showLine() {
  const lost = !desk.up;
  byID("line").dataset.line = lost ? "lost" : desk.view ? "up" : "connecting";
  write(byID("line-text"), t(lost ? "counter.line.lost" : desk.view ? "counter.line.up" : "counter.line.connecting"));
  byID("lost").hidden = !lost;
  // The time of the loss, not its length: an alert that changes each second is read each second.
  if (lost) write(byID("lost"), t("counter.line.lost_since", { time: hour.format(present() - (Date.now() - desk.lostSince)) }));
}

function tick() {
  write(byID("clock"), hour.format(present()));
  const view = desk.view;
  if (!view) return;
  showCurrent(view, names);
  waiting.tick();
  actions.show(view, names, desk.up, desk.busy, asking);
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  // A key held down presses its button once.
  if (event.repeat && (event.key === "Enter" || event.key === " ") && target.tagName === "BUTTON") event.preventDefault();
  if (event.key === "Escape") stopAsking();
  const action = event.isComposing ? "" : keys.action(event);
  const typing = target instanceof HTMLInputElement && target.type === "text";
  if (!action || (typing && event.key.length === 1)) return;
  event.preventDefault();
  if (event.repeat) return;
  const open = sheets.find((sheet) => sheet.isOpen);
  if (!open) act(action);
  else if (open.action === action) open.send();
});

byID("profile").addEventListener("click", () => {
  if (!desk.view) return;
  settings.sheet.dialog.close();
  profile.open();
});

byID("lang").addEventListener("click", () => {
  document.cookie = `lang=${byID("lang").dataset.lang}; path=/; max-age=31536000; samesite=lax`;
  location.assign(location.pathname); // a ?lang= in the address would win over the cookie
});

try {
  localStorage.setItem("moiso.counter", `${data.centre}/${data.counter}`);
} catch (refused) {
  // Only the choice of the counter would have used it.
}
desk.open();
tick();
setInterval(tick, 1000);
document.addEventListener("visibilitychange", tick);
byID("main").focus();
