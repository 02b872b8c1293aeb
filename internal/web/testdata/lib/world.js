/** A browser for the feed whose time the test sets. */
export class World {
  constructor() {
    this.time = 1000000;
    /** @type {Map<number, {at: number, f: function(): void}>} */
    this.timers = new Map();
    this.last = 0;
    this.sockets = [];
    this.kept = {};
    this.asked = [];
    this.answer = Promise.reject(new Error("away"));
    this.answer.catch(() => {});
    this.chance = 0.5;
    this.woken = null;
    this.location = { protocol: "http:", host: "moiso.test:8080" };
    this.storage = {
      getItem: (key) => (key in this.kept ? this.kept[key] : null),
      setItem: (key, value) => (this.kept[key] = value),
      removeItem: (key) => delete this.kept[key],
    };
    const world = this;
    this.WebSocket = class {
      constructor(url, protocol) {
        this.url = url;
        this.protocol = protocol;
        this.sent = [];
        this.closed = false;
        world.sockets.push(this);
      }
      send(text) {
        this.sent.push(JSON.parse(text));
      }
      close() {
        this.closed = true;
      }
    };
  }
  setTimeout(f, ms) {
    const id = ++this.last;
    this.timers.set(id, { at: this.time + ms, f });
    return id;
  }
  clearTimeout(id) {
    this.timers.delete(id);
  }
  now() {
    return this.time;
  }
  random() {
    return this.chance;
  }
  status(path) {
    this.asked.push(path);
    return this.answer;
  }
  awake(f) {
    this.woken = f;
    return () => (this.woken = null);
  }

  /** Lets time pass. */
  pass(ms) {
    const end = this.time + ms;
    for (;;) {
      let next = null;
      for (const [id, timer] of this.timers) {
        if (timer.at <= end && (!next || timer.at < next.at)) next = { id, at: timer.at, f: timer.f };
      }
      if (!next) break;
      this.time = next.at;
      this.timers.delete(next.id);
      next.f();
    }
    this.time = end;
  }
  /** The newest connection. */
  get socket() {
    return this.sockets[this.sockets.length - 1];
  }
  /** Lets the server say something. */
  say(message) {
    this.socket.onmessage({ data: JSON.stringify(message) });
  }
  /** Upgrades the newest connection and greets. */
  greet(epoch, seq) {
    this.socket.onopen({});
    this.say({ type: "hello", version: 1, epoch, seq });
  }
  end(code) {
    this.socket.onclose({ code });
  }
}

export function equal(got, want, what) {
  const a = JSON.stringify(got);
  const b = JSON.stringify(want);
  if (a !== b) throw new Error(`${what}: ${a}, want ${b}`);
}
