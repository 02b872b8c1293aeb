// The kiosk's page: joins the live view, the flow of screens, the desk that
// takes numbers, and the clock that ends a visit.

import { api, newKey, setLanguage } from "../lib/api.js";
import { Clock } from "../lib/clock.js";
import { Feed } from "../lib/feed.js";
import { boot } from "../lib/text.js";
import { Catalogue } from "./catalogue.js";
import { Desk } from "./desk.js";
import { answer, fresh, rest, touch } from "./flow.js";
import { print } from "./printer.js";
import { Stage } from "./stage.js";
import { words } from "./words.js";

const { centre, kiosk, texts, paper, follow, now } = boot.data;
const HOME_LANGUAGE = boot.lang;
const PREVIEW_AGAIN = 3_000; // ms; people ahead follow the queue, but not each step of it

const clock = new Clock(now); // what people read; a visit is timed by the machine itself
const stage = new Stage(/** @type {HTMLElement} */ (document.getElementById("kiosk")));
const desk = new Desk(api, centre, kiosk, (ms) => new Promise((resolve) => setTimeout(resolve, ms)));

/** @type {Catalogue|null} */
let catalogue = null;
/** @type {Catalogue|null} */
let newer = null; // waits until the visitor has gone
let version = -1; // of the newest definition asked for
/** @type {any} */
let view = null;
let line = false;
let previewed = 0;
let state = fresh(Date.now(), [], HOME_LANGUAGE);

function draw() {
  if (!catalogue || !view) return;
  const lang = state.lang;
  stage.draw({
    state, catalogue, view,
    code: follow && state.ticket ? `/api/v1/centres/${centre}/tickets/${state.ticket.id}/follow.svg` : "",
    now: clock.now(),
    t: words(texts, lang),
    name: (text) => (text ? text[lang] || text.vi || "" : ""),
    rest: rest(state, Date.now()),
  }, line);
}

/** Takes the next state, and does what it asks for. @param {import("./flow.js").State} next */
function become(next) {
  const last = state;
  state = next;
  if (newer && (next.step === "start" || !catalogue)) {
    catalogue = newer;
    newer = null;
  }
  if (next.lang !== last.lang) setLanguage(next.lang);
  if (next.step === "confirm" && next.key !== last.key) preview();
  if (next.pending && !last.pending) take();
  if (next.step === "done" && last.step !== "done" && paper) {
    print(`/api/v1/centres/${centre}/tickets/${next.ticket.id}/slip.html?lang=${next.lang}`);
  }
  draw();
}

async function preview() {
  const { key } = state;
  previewed = Date.now();
  try {
    const ahead = await desk.preview(state);
    become(answer(state, { do: "previewed", key, value: ahead, at: Date.now() }));
  } catch (problem) {
    if (!state.pending) become(answer(state, { do: "refused", key, value: problem, at: Date.now() }));
  }
}

async function take() {
  const { key } = state;
  const event = await desk.take(state, key, {
    wanted: () => state.key === key && state.step === "confirm",
    unsure: () => become(answer(state, { do: "unsure", key, at: Date.now() })),
  }).then(
    (ticket) => ({ do: "issued", value: ticket }),
    (problem) => ({ do: "refused", value: problem }),
  );
  if (event.value) become(answer(state, { ...event, key, at: Date.now() }));
}

function restart() {
  become(fresh(Date.now(), (view && view.popular) || [], HOME_LANGUAGE));
}

/** Brings the definition to the version that the view was made with. */
async function define(/** @type {number} */ wanted) {
  if (wanted === version) return;
  version = wanted;
  try {
    const definition = await api("GET", `/api/v1/centres/${centre}/definition`);
    version = definition.version;
    newer = new Catalogue(definition.centre, kiosk);
    if (state.step === "start") restart();
  } catch {
    version = -1; // asked again with the next second
  }
}

const feed = new Feed(`/api/v1/centres/${centre}/feed`, `kiosk/${kiosk}`, {
  view(/** @type {any} */ next) {
    view = next;
    define(next.version);
    if (state.step === "confirm" && !state.pending && Date.now() - previewed > PREVIEW_AGAIN) preview();
    draw();
  },
  callout() {},
  line(/** @type {boolean} */ up) {
    line = up;
    draw();
  },
  alive: (/** @type {string} */ at) => clock.set(at),
});

document.addEventListener("click", ({ target }) => {
  if (!catalogue || !view) return;
  const button = target instanceof Element ? target.closest("button") : null;
  // A touch beside the buttons tells that somebody is there.
  const { do: event = "stay", value } = button && !button.disabled ? button.dataset : {};
  become(touch(state, { do: event, value, at: Date.now() }, { catalogue, view, newKey }));
});

// A kiosk has no menu, and nothing to mark or to drag.
for (const event of ["contextmenu", "selectstart", "dragstart"]) {
  document.addEventListener(event, (e) => e.preventDefault());
}
document.addEventListener("wheel", (e) => e.ctrlKey && e.preventDefault(), { passive: false });
document.addEventListener("touchmove", (e) => e.touches.length > 1 && e.preventDefault(), { passive: false });
addEventListener("resize", draw);

setInterval(() => {
  if (view) define(view.version);
  if (rest(state, Date.now()).over) restart();
  else draw();
}, 1_000);

feed.open();
