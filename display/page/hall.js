import { boot, t } from "../lib/text.js";
import { api } from "../lib/api.js";
import { Feed } from "../lib/feed.js";
import { Chime } from "./chime.js";
import { Clock } from "./clock.js";
import { Board } from "./board.js";

const data = boot.data;
const clock = new Clock(data.now, data.zone, boot.lang);
const muted = document.getElementById("muted");
const chime = data.chime ? new Chime((blocked) => { muted.hidden = !blocked; }) : null;
const board = new Board(data, boot.lang, t, clock, () => { if (chime) { chime.ring(); } });

/** The definition's version that the board has, and the one being fetched. */
let asked = 0;

/** @param {number} version */
function learn(version) {
  if (version === asked) {
    return;
  }
  asked = version;
  api("GET", `/api/v1/centres/${data.centre}/definition`).then(
    (answer) => board.define(answer.centre),
    // The next view asks again; until then the view's own words stand.
    () => { asked = 0; },
  );
}

const feed = new Feed(`/api/v1/centres/${data.centre}/feed`, `hall/${data.hall}`, {
  view(view, seq) {
    learn(view.version);
    board.view(view, seq);
  },
  callout(callout, seq, late) {
    board.callout(callout, seq, late);
  },
  line(up, since) {
    board.line(up, since);
  },
  alive(at) {
    clock.set(at);
  },
}, { key: `display/${data.centre}/${data.hall}` });
board.painted = (seqs) => seqs.forEach((seq) => feed.receipt("shown", seq));
feed.open();
