import { element, fill, write } from "./element.js";
import { drawList } from "./list.js";
import { drawWelcome } from "./welcome.js";
import { hoursOf } from "./hours.js";
import { Panel } from "./panel.js";
import { Recent } from "./recent.js";
import { sign } from "./sign.js";
import { Stage } from "./stage.js";
import { Strip } from "./strip.js";
import { Ticker } from "./ticker.js";

const lateLimit = 30000; // a call-out older than this is not announced any more
const restAfter = 60000; // the last call gives way to the welcome when all is done
const shiftEvery = 60000; // against burn-in

/** @param {string} id */
const at = (id) => document.getElementById(id);

/**
 * The display of one hall: brings together what the feed says and what stands
 * where. Calls that a view brings are drawn silently; only call-outs announce.
 */
export class Board {
  /**
   * @param {{hall: string}} data
   * @param {string} lang
   * @param {(key: string, vars?: Object<string, string | number>) => string} t
   * @param {import("./clock.js").Clock} clock
   * @param {() => void} ring
   */
  constructor(data, lang, t, clock, ring) {
    this.data = data;
    this.lang = lang;
    this.t = t;
    this.clock = clock;
    this.ring = ring;
    /** @param {number[]} seqs call-outs that are on the screen now */
    this.painted = (seqs) => {};
    this.stage = new Stage();
    this.recent = new Recent();
    this.panel = new Panel(at("stage"), t);
    this.strip = new Strip(at("counters"), t);
    this.ticker = new Ticker(at("ticker"));
    this.centre = null; // the definition
    this.state = null; // the last view
    this.seq = 0; // of the last view
    this.lostSince = 0;
    this.timer = 0;
    this.rung = 0; // the last turn on the stage that was announced
    at("people").before(sign("people"));
    at("lost").prepend(sign("line"));
    at("muted").prepend(sign("bell"));
    setInterval(() => this.second(), 1000);
    setInterval(() => this.shift(), shiftEvery);
    this.second();
  }

  /** @param {Object} centre the definition */
  define(centre) {
    this.centre = centre;
    write(at("centre"), this.name(centre.name));
    centre.halls.filter((h) => h.id === this.data.hall).forEach((h) => {
      write(at("hall"), this.name(h.name));
      at("hall").classList.toggle("long", this.name(h.name).length > 16);
    });
    this.ticker.set((centre.ticker || []).map((text) => this.name(text)));
    this.draw();
  }

  /** @param {Object} view @param {number} seq */
  view(view, seq) {
    if (this.state && this.state.day !== view.day) {
      this.stage.clear();
    }
    this.state = view;
    this.seq = seq;
    this.recent.replace(view.calls, seq);
    if (!this.stage.busy()) {
      const open = view.calls.filter((c) => this.called(c));
      this.stage.seed(open.length > 0 ? open : view.calls.slice(0, 1), this.clock.now());
    }
    this.stage.settle((call) => call.seq > seq || this.awaited(call));
    this.draw();
  }

  /** @param {Object} callout @param {number} seq @param {boolean} late */
  callout(callout, seq, late) {
    const call = Object.assign({ seq }, callout);
    if (!late) {
      this.clock.set(callout.at);
    }
    this.recent.add(call);
    if (!late || this.clock.now() - Date.parse(callout.at) < lateLimit) {
      this.stage.arrive(call, this.clock.now());
    }
    this.draw();
  }

  /** @param {boolean} up @param {number} since when the server was last heard, by this machine's own clock */
  line(up, since) {
    this.lostSince = up ? 0 : this.clock.now() - (Date.now() - since);
    this.second();
  }

  /** Puts everything on the screen as it is now. */
  draw() {
    clearTimeout(this.timer);
    const frame = this.stage.at(this.clock.now());
    const turns = frame.calls.filter((c) => c.fresh).map((c) => c.turn);
    const mode = this.mode(frame.calls);
    at("screen").dataset.mode = mode;
    at("screen").classList.toggle("alone", this.recent.calls.length === 0);
    if (mode === "calls") {
      this.panel.draw(frame.calls, (id) => this.desk(id));
    } else {
      this.welcome(mode);
    }
    drawList(at("calls"), this.recent.calls, (id) => this.desk(id), (call) => this.called(call));
    this.counters();
    if (turns.some((turn) => turn > this.rung)) {
      this.rung = Math.max(...turns);
      this.ring();
    }
    this.receipt(frame.calls);
    if (frame.next !== Infinity) {
      this.timer = setTimeout(() => this.draw(), frame.next);
    }
  }

  /**
   * Says that call-outs were painted, in the frame after the one that drew them.
   * @param {import("./stage.js").Shown[]} calls
   */
  receipt(calls) {
    const seqs = calls.reduce((all, c) => all.concat(c.seqs), []);
    if (seqs.length === 0) {
      return;
    }
    this.stage.shown(seqs);
    requestAnimationFrame(() => requestAnimationFrame(() => this.painted(seqs)));
  }

  /** @param {import("./stage.js").Shown[]} calls @returns {string} calls, wait or welcome */
  mode(calls) {
    const state = this.state;
    const quiet = !state || (state.waiting === 0 && !this.plates().some((p) => p.number));
    if (calls.length === 0) {
      return quiet ? "welcome" : "wait";
    }
    const age = this.clock.now() - Date.parse(calls[0].call.at);
    return quiet && !calls[0].fresh && age > restAfter ? "welcome" : "calls";
  }

  /** @param {string} mode */
  welcome(mode) {
    const today = this.clock.read();
    const hours = this.centre ? hoursOf(this.centre, this.data.hall, today.key, today.iso) : [];
    const named = hours.map((h) => ({ names: h.names.map((n) => this.name(n)), sessions: h.sessions }));
    const closed = this.state && !this.state.open;
    if (mode === "wait") {
      drawWelcome(at("welcome"), this.t, "display.wait", "display.wait_advice", []);
    } else {
      drawWelcome(at("welcome"), this.t, "display.welcome", closed ? "display.day_closed" : "display.welcome_advice", named);
    }
  }

  counters() {
    const state = this.state;
    if (!state) {
      return;
    }
    this.strip.draw(state.counters);
    write(at("people"), String(state.waiting));
    const noticed = state.counters.some((p) => p.notice && p.serving);
    const badge = at("priority");
    if (badge.hidden === noticed) {
      badge.hidden = !noticed;
      fill(badge, [sign("priority"), element("span", "", this.t("display.priority"))]);
    }
  }

  /** What changes by itself: the clock and the age of the data. */
  second() {
    const now = this.clock.read();
    write(at("time"), now.time);
    write(at("weekday"), now.weekday);
    write(at("day"), now.date);
    at("lost").hidden = !this.lostSince;
    at("ticker").hidden = Boolean(this.lostSince);
    at("waiting").hidden = Boolean(this.lostSince);
    if (this.lostSince) {
      write(at("lost-age"), this.t("display.line_age", {
        time: this.clock.read(this.lostSince).time, age: this.age(this.clock.now() - this.lostSince),
      }));
    }
  }

  /** @param {number} age in milliseconds */
  age(age) {
    const seconds = Math.max(0, Math.round(age / 1000));
    if (seconds < 60) {
      return this.t("display.age_seconds", { n: seconds });
    }
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? this.t("display.age_minutes", { n: minutes }) : this.t("display.age_hours", { n: Math.floor(minutes / 60) });
  }

  /** Moves the picture by a few pixels, round and round. */
  shift() {
    const step = Math.floor(this.clock.now() / shiftEvery) % 8;
    const x = [0, 1, 2, 2, 2, 1, 0, 0][step] - 1;
    const y = [0, 0, 0, 1, 2, 2, 2, 1][step] - 1;
    at("screen").style.transform = `translate(${x * 0.2}rem, ${y * 0.2}rem)`;
  }

  /**
   * Where a counter is and what it is called, in the page's language.
   * @param {string} id
   */
  desk(id) {
    const plate = this.plates().filter((p) => p.id === id)[0];
    const defined = (this.centre ? this.centre.counters : []).filter((c) => c.id === id)[0];
    const name = defined ? this.name(defined.name) : plate ? plate.name : id;
    const label = plate && plate.label !== plate.name ? plate.label : name;
    return { name, label, direction: (plate && plate.direction) || "" };
  }

  /** Whether a number is at its counter or on its way. @param {{number: string, counter: string}} call */
  awaited(call) {
    return this.plates().some((p) => p.id === call.counter && p.number === call.number);
  }

  /** Whether the visitor has not come yet. @param {{number: string, counter: string, seq: number}} call */
  called(call) {
    return call.seq > this.seq || this.plates().some((p) => p.id === call.counter && p.number === call.number && !p.serving);
  }

  /** The counters of the last view. @returns {Object[]} */
  plates() {
    return this.state ? this.state.counters : [];
  }

  /** @param {Object<string, string>} text */
  name(text) {
    return text[this.lang] || text.vi;
  }
}
