/**
 * What a counter knows and may ask: the newest view, the line, one command at a time. What is
 * shown comes from here, and here only from what the server committed. No DOM.
 */
import { Feed } from "../lib/feed.js";
import { api, newKey } from "../lib/api.js";

/** The verbs of the API by action. */
const VERBS = { callNext: "call-next" };

export class Desk {
  /**
   * @param {string} centre
   * @param {string} counter
   * @param {{changed: () => void, elsewhere: () => void, outdated: (version: number) => void,
   *   alive: (at: string) => void}} listener
   *   changed: view, line or business; elsewhere: the counter's ticket or state changed and this page had not
   *   asked for it; outdated: the view speaks of another version of the definition; alive: the server's time
   */
  constructor(centre, counter, listener) {
    this.path = `/api/v1/centres/${centre}`;
    this.id = counter;
    this.listener = listener;
    /** @type {import("./types.js").CounterView|null} */
    this.view = null;
    this.up = true;
    this.lostSince = 0; // ms since 1970, by this machine's own clock
    /** The action whose answer is awaited, or "". */
    this.busy = "";
    /** @type {{what: string, key: string}|null} a command whose fate is unknown */
    this.unsure = null;
    this.expected = "";
    this.feed = new Feed(`${this.path}/feed`, `counter/${counter}`, {
      view: (view) => this.show(view),
      callout: () => {}, // the hall's, not ours
      line: (up, since) => this.line(up, since),
      alive: listener.alive,
    });
  }

  open() {
    this.feed.open();
  }

  /**
   * Asks for one thing. Answers with what was committed, or throws a Problem.
   * @param {string} action
   * @param {Object} [body]
   * @returns {Promise<import("./types.js").Answer|null>} null: another command is still under way
   */
  async ask(action, body) {
    if (this.busy) return null;
    const what = JSON.stringify([action, body]);
    // Pressed again because nobody answered: the same key, so that it happens once.
    const key = this.unsure && this.unsure.what === what ? this.unsure.key : newKey();
    this.busy = action;
    this.listener.changed();
    try {
      const answer = await api("POST", `${this.path}/counters/${this.id}/${VERBS[action] || action}`, body || {}, { key });
      this.unsure = null;
      const now = gist(answer.counter, answer.ticket);
      // Where the view came before the answer, there is nothing left to expect.
      this.expected = this.view && gist(this.view.counter, this.view.ticket) === now ? "" : now;
      if (!this.up) this.take(answer);
      return answer;
    } catch (problem) {
      if (problem.kind === "unreachable") this.unsure = { what, key };
      throw problem;
    } finally {
      this.busy = "";
      this.listener.changed();
    }
  }

  /** Everybody who waits for this counter, also beyond what the view lists.
   * @returns {Promise<import("./types.js").Ticket[]>} */
  async queue() {
    return (await api("GET", `${this.path}/queue?counter=${this.id}`)).waiting;
  }

  show(view) {
    const before = this.view;
    this.view = view;
    this.unsure = null;
    const now = gist(view.counter, view.ticket);
    const surprise = before && !this.busy && now !== gist(before.counter, before.ticket) && now !== this.expected;
    if (now === this.expected) this.expected = "";
    this.listener.changed();
    if (surprise) this.listener.elsewhere();
    this.listener.outdated(view.version);
  }

  line(up, since) {
    this.up = up;
    this.lostSince = up ? 0 : since;
    this.listener.changed();
  }

  /** With the feed away, an answer is the newest that is known of the counter.
   * @param {import("./types.js").Answer} answer */
  take(answer) {
    if (!this.view) return;
    const id = answer.counter.ticket;
    let ticket = null;
    if (id && answer.ticket && answer.ticket.id === id) {
      const known = [this.view.ticket].concat(this.view.waiting, this.view.parked).find((one) => one && one.id === id);
      ticket = Object.assign({ since: answer.ticket.issued_at, promise_seconds: 0, usual_seconds: 0, calls: 1 }, known, answer.ticket);
    }
    this.view = Object.assign({}, this.view, { counter: answer.counter, ticket, undo: undefined });
  }
}

/** What a counter is doing, as one word to compare.
 * @param {import("./types.js").Counter} counter
 * @param {import("./types.js").Ticket|null} ticket */
function gist(counter, ticket) {
  const here = ticket && ticket.id === counter.ticket ? `${ticket.id} ${ticket.state}` : "";
  return `${counter.state} ${here}`;
}
