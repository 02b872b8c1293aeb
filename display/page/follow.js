import { boot, t } from "../lib/text.js";
import { api, newKey } from "../lib/api.js";
import { Feed } from "../lib/feed.js";
import { describe } from "./story.js";
import { fill, write, element } from "./element.js";
import { sign } from "./sign.js";

const data = boot.data;
const path = `/api/v1/centres/${data.centre}/tickets/${data.ticket.id}`;

/** @param {string} id */
const at = (id) => document.getElementById(id);

/** @param {Object} view of the ticket */
function show(view) {
  const story = describe(view, data, t);
  document.body.dataset.state = story.state;
  document.title = `${story.title} – ${t("follow.title")}`;
  write(at("label"), story.label);
  write(at("number"), view.ticket.number);
  at("number").classList.toggle("long", view.ticket.number.length > 4);
  write(at("lead"), story.lead);
  const big = at("big");
  big.className = story.size;
  write(big, story.big);
  fill(at("advice"), story.way
    ? [element("span", "way", [sign("arrow", story.direction), element("span", "", story.way)]), element("span", "", story.advice)]
    : [element("span", "", story.advice)]);
  write(at("then"), story.then);
  write(at("service"), data.services[view.ticket.service] || "");
  at("cancel").hidden = !story.mayCancel;
  write(at("question"), t("follow.cancel_ask", { number: view.ticket.number }));
  if (story.over) {
    feed.close();
    at("lost").hidden = true;
  }
}

/** The arrival of a call: the page pulses, the phone shakes. */
function alarm() {
  document.body.classList.remove("arriving");
  requestAnimationFrame(() => document.body.classList.add("arriving"));
  if (navigator.vibrate) {
    navigator.vibrate([400, 200, 400, 200, 400]);
  }
}

const feed = new Feed(`/api/v1/centres/${data.centre}/feed`, `ticket/${data.ticket.id}`, {
  view(view) {
    show(view);
  },
  callout(callout, seq, late) {
    alarm();
  },
  line(up) {
    at("lost").hidden = up;
    if (!up) {
      // A ticket of the past is not told of any more.
      api("GET", path, null, { tries: 1 }).then(
        (ticket) => show({ ticket, calls: 0 }),
        (problem) => {
          if (problem.kind === "not_found") {
            show({ ticket: Object.assign({}, data.ticket, { state: "expired" }), calls: 0 });
          }
        },
      );
    }
  },
});

/** @param {boolean} asking */
function ask(asking) {
  at("ask").hidden = asking;
  at("sure").hidden = !asking;
  write(at("refused"), "");
  at(asking ? "keep" : "ask").focus();
}

at("ask").addEventListener("click", () => ask(true));
at("keep").addEventListener("click", () => ask(false));

/** One key for the page: pressed twice, it is given up once. */
const key = newKey();
at("give").addEventListener("click", () => {
  api("POST", `${path}/cancel`, null, { key }).then(
    (ticket) => show({ ticket, calls: 0 }),
    (problem) => write(at("refused"), problem.detail),
  );
});

show({ ticket: data.ticket, calls: 0 });
feed.open();
