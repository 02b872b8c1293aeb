/**
 * The line to the server: one topic of a centre's feed, subprotocol moiso.v1. It comes back by
 * itself, with the position of what it has seen, so that no call-out is lost. No DOM.
 *
 * Syntax and interfaces are those of Chrome 63: hall displays are televisions.
 */

const PROTOCOL = "moiso.v1";
const SILENCE = 10000; // ms without a word after which the line is lost; the server speaks every 4 s
const TICKET_SILENCE = 50000; // on tickets it speaks every 20 s
const FIRST_PAUSE = 500; // ms; each pause is a random part of a bound that doubles
const LAST_PAUSE = 8000;
const REFUSED_PAUSE = 30000; // asking again soon would not help
const PROBE_AFTER = 3; // attempts that failed before the upgrade

const GOING_DOWN = 1001;
const BAD_REQUEST = 4400;
const NOT_ALLOWED = 4401;
const RESYNCHRONISE = 4410;

/**
 * @typedef {Object} Handlers What is thrown in them does not harm the line.
 * @property {(view: any, seq: number) => void} view the whole of what the topic shows now, and its position
 * @property {(callout: any, seq: number, late: boolean) => void} callout one call-out, in order and once; late: caught up
 *   with after the line was lost
 * @property {(up: boolean, since: number) => void} line whether the server is heard; since when: for a lost line, the
 *   moment (ms since 1970) at which it was last heard
 * @property {(at: string) => void} [alive] the server's time, RFC 3339, as often as it says that it is there
 *
 * @typedef {Object} World What the feed needs of the browser; tests bring their own.
 * @property {typeof WebSocket} WebSocket
 * @property {(f: () => void, ms: number) => number} setTimeout
 * @property {(id: number) => void} clearTimeout
 * @property {() => number} now ms since 1970
 * @property {() => number} random 0 ≤ n < 1
 * @property {(path: string) => Promise<number>} status the HTTP status of a GET
 * @property {(f: () => void) => () => void} awake calls back whenever the network or the page
 *   has come back; gives what ends that
 * @property {{getItem: (key: string) => string|null, setItem: (key: string, value: string) => void,
 *   removeItem: (key: string) => void}} storage
 * @property {{protocol: string, host: string}} location
 */

/** @returns {World} */
function browser() {
  return {
    WebSocket: self.WebSocket,
    setTimeout: (f, ms) => self.setTimeout(f, ms),
    clearTimeout: (id) => self.clearTimeout(id),
    now: () => Date.now(),
    random: Math.random,
    status: (path) => fetch(path, { credentials: "same-origin" }).then((answer) => answer.status),
    awake(f) {
      const shown = () => document.visibilityState === "visible" && f();
      self.addEventListener("online", f);
      document.addEventListener("visibilitychange", shown);
      return () => {
        self.removeEventListener("online", f);
        document.removeEventListener("visibilitychange", shown);
      };
    },
    get storage() {
      return self.sessionStorage;
    },
    location: self.location,
  };
}

export class Feed {
  /**
   * @param {string} path of the feed, "/api/v1/centres/ha-long/feed"
   * @param {string} topic "hall/a"
   * @param {Handlers} handlers
   * @param {{key?: string, world?: World}} [options] key: the name under which the position outlives a reload of
   *   the page; without one a reload begins anew
   */
  constructor(path, topic, handlers, options) {
    const { key = "", world = browser() } = options || {};
    this.path = path;
    this.topic = topic;
    this.handlers = handlers;
    this.key = key;
    this.world = world;
    this.silence = topic.startsWith("ticket/") ? TICKET_SILENCE : SILENCE;
    /** @type {{epoch: string, seq: number}|null} the last that was seen */
    this.position = this.recall();
    /** @type {WebSocket|null} */
    this.socket = null;
    this.opened = false;
    /** @type {boolean|null} null: nothing heard yet */
    this.up = null;
    this.heard = 0;
    this.greeted = 0; // when this connection said hello; 0: not yet
    this.catching = false; // between the hello of a resume and its first view
    this.attempts = 0; // pauses since a connection that held
    this.failures = 0; // attempts in a row that ended before the upgrade
    this.quiet = 0; // timers
    this.lost = 0;
    this.retry = 0;
    this.sleep = () => {};
  }

  /** Connects, and stays connected until close. */
  open() {
    if (this.opened) return;
    this.opened = true;
    this.sleep = this.world.awake(() => this.wake());
    this.heard = this.world.now();
    this.expect();
    this.connect();
  }

  /** Ends the line for good. */
  close() {
    this.opened = false;
    this.sleep();
    this.world.clearTimeout(this.lost);
    this.world.clearTimeout(this.retry);
    this.retry = 0;
    this.drop();
  }

  /**
   * Tells the server that a call-out was painted or spoken. Without a line it is not told.
   * @param {"shown"|"spoken"} kind
   * @param {number} seq
   */
  receipt(kind, seq) {
    if (this.socket && this.greeted) this.socket.send(JSON.stringify({ type: kind, seq }));
  }

  connect() {
    const { world } = this;
    const scheme = world.location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new world.WebSocket(`${scheme}//${world.location.host}${this.address()}`, PROTOCOL);
    this.socket = socket;
    this.greeted = 0;
    this.catching = false;
    let upgraded = false;
    socket.onopen = () => {
      upgraded = true;
    };
    socket.onmessage = (event) => {
      if (socket === this.socket) this.take(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      if (socket === this.socket) this.closed(event.code, upgraded);
    };
    this.watch(SILENCE);
  }

  /** The path with the topic and the position. */
  address() {
    let query = `?topic=${encodeURIComponent(this.topic)}`;
    if (this.position) query += `&epoch=${encodeURIComponent(this.position.epoch)}&seq=${this.position.seq}`;
    return this.path + query;
  }

  /** @param {any} message */
  take(message) {
    this.hear();
    switch (message.type) {
      case "hello":
        this.catching = this.position !== null;
        this.greeted = this.world.now();
        this.failures = 0;
        if (this.position && this.position.epoch === message.epoch) this.see(message.seq);
        else this.remember(message.epoch, message.seq);
        break;
      case "view":
        this.catching = false;
        this.see(message.seq);
        this.handlers.view(message.view, message.seq);
        break;
      case "callout":
        if (!this.position || message.seq <= this.position.seq) break; // seen already
        this.see(message.seq);
        this.handlers.callout(message.callout, message.seq, this.catching);
        break;
      case "alive":
        this.see(message.seq);
        if (this.handlers.alive) this.handlers.alive(message.at);
        break;
      case "resync":
        this.forget(); // the server closes now
        break;
      default: // of a later version: nothing that we need
    }
  }

  /** The server was heard. */
  hear() {
    const { world } = this;
    this.heard = world.now();
    this.expect();
    this.watch(this.silence);
    if (this.up === true) return;
    this.up = true;
    this.tell();
  }

  /** The line is lost when nothing is heard from now on, whatever becomes of the connection. */
  expect() {
    this.world.clearTimeout(this.lost);
    this.lost = this.world.setTimeout(() => {
      this.up = false;
      this.tell();
    }, this.silence);
  }

  tell() {
    this.handlers.line(this.up === true, this.heard);
  }

  /** A connection on which nothing comes is given up. @param {number} ms */
  watch(ms) {
    this.world.clearTimeout(this.quiet);
    this.quiet = this.world.setTimeout(() => {
      this.drop();
      this.pause();
    }, ms);
  }

  /** Leaves the connection, if there is one; what it still says is not heard. */
  drop() {
    this.world.clearTimeout(this.quiet);
    const { socket } = this;
    this.settle();
    this.socket = null;
    if (socket) socket.close();
  }

  /** A connection that held starts the pauses anew. */
  settle() {
    if (this.greeted && this.world.now() - this.greeted >= SILENCE) this.attempts = 0;
    this.greeted = 0;
  }

  /**
   * @param {number} code
   * @param {boolean} upgraded
   */
  closed(code, upgraded) {
    this.drop();
    if (!upgraded) this.failures++;
    switch (code) {
      case RESYNCHRONISE:
        this.forget();
        break;
      case GOING_DOWN: // everybody comes back at once: not in the first half second
        this.attempts = Math.max(this.attempts, 2);
        break;
      case BAD_REQUEST:
      case NOT_ALLOWED:
        this.again(REFUSED_PAUSE);
        return;
      default: // too slow, cut: with the position
    }
    this.pause();
    if (this.failures && this.failures % PROBE_AFTER === 0) this.probe();
  }

  /** The browser hides why an upgrade failed; a plain request tells a refusal from a server that is away. */
  probe() {
    this.world.status(this.address()).then(
      (status) => {
        if (this.retry && (status === 401 || status === 403 || status === 404)) this.again(REFUSED_PAUSE);
      },
      () => {}, // away: the pauses go on
    );
  }

  /** Comes back after a pause: a random part of a bound that doubles. */
  pause() {
    const bound = Math.min(FIRST_PAUSE * Math.pow(2, this.attempts), LAST_PAUSE);
    this.attempts++;
    this.again(bound * this.world.random());
  }

  /** @param {number} ms */
  again(ms) {
    this.world.clearTimeout(this.retry);
    this.retry = this.world.setTimeout(() => {
      this.retry = 0;
      this.connect();
    }, ms);
  }

  /** The network or the page is back: no reason to wait any longer. */
  wake() {
    if (this.retry) this.again(0);
  }

  /** @param {number} seq */
  see(seq) {
    if (this.position && seq > this.position.seq) this.remember(this.position.epoch, seq);
  }

  /**
   * @param {string} epoch
   * @param {number} seq
   */
  remember(epoch, seq) {
    this.position = { epoch, seq };
    if (this.key) this.keep((storage) => storage.setItem(this.key, JSON.stringify(this.position)));
  }

  forget() {
    this.position = null;
    if (this.key) this.keep((storage) => storage.removeItem(this.key));
  }

  /** @returns {{epoch: string, seq: number}|null} */
  recall() {
    let kept = null;
    if (this.key) {
      this.keep((storage) => {
        kept = JSON.parse(storage.getItem(this.key) || "null");
      });
    }
    return kept;
  }

  /** A browser may forbid storage: the position then lives as long as the page. @param {(storage: any) => void} f */
  keep(f) {
    try {
      f(this.world.storage);
    } catch (_) {
      this.key = "";
    }
  }
}
