import { Feed } from "../lib/feed.js";
import { World, equal } from "./world.js";

/** A feed in a world, and what it told. */
function start(topic, options) {
  const world = new World();
  const told = [];
  const feed = new Feed("/api/v1/centres/c/feed", topic || "hall/a", handlers(told), Object.assign({ world }, options));
  return { world, feed, told };
}

function handlers(told) {
  return {
    view: (view, seq) => told.push(["view", view, seq]),
    callout: (callout, seq, late) => told.push(["callout", callout.number, seq, late]),
    line: (up, since) => told.push(["line", up, since]),
  };
}

const callout = (number, seq) => ({ type: "callout", seq, callout: { number } });
const START = 1000000;

export const tests = {
  "asks for the topic with the protocol": () => {
    const { world, feed } = start("hall/a");
    feed.open();
    feed.open();
    equal(world.sockets.length, 1, "connections");
    equal(world.socket.url, "ws://moiso.test:8080/api/v1/centres/c/feed?topic=hall%2Fa", "address");
    equal(world.socket.protocol, "moiso.v1", "protocol");
  },

  "speaks TLS where the page does": () => {
    const { world, feed } = start("hall/a");
    world.location.protocol = "https:";
    feed.open();
    equal(world.socket.url.slice(0, 6), "wss://", "scheme");
  },

  "tells views and call-outs in order": () => {
    const { world, feed, told } = start();
    feed.open();
    world.greet("e", 5);
    world.say({ type: "view", seq: 5, view: { waiting: 1 } });
    world.say(callout("A001", 6));
    world.say({ type: "something new" });
    world.say({ type: "view", seq: 6, view: { waiting: 0 } });
    equal(told, [
      ["line", true, START],
      ["view", { waiting: 1 }, 5],
      ["callout", "A001", 6, false],
      ["view", { waiting: 0 }, 6],
    ], "told");
  },

  "hands on the server's time": () => {
    const world = new World();
    const times = [];
    const feed = new Feed("/feed", "hall/a", { view() {}, callout() {}, line() {}, alive: (at) => times.push(at) }, { world });
    feed.open();
    world.greet("e", 5);
    world.say({ type: "alive", seq: 5, at: "2026-11-22T07:05:04+07:00" });
    equal(times, ["2026-11-22T07:05:04+07:00"], "times");
  },

  "comes back with the last of whatever it received": () => {
    for (const [message, seq] of [
      [null, 5],
      [{ type: "view", seq: 7, view: {} }, 7],
      [callout("A001", 8), 8],
      [{ type: "alive", seq: 9, at: "" }, 9],
    ]) {
      const { world, feed } = start();
      feed.open();
      world.greet("e1", 5);
      if (message) world.say(message);
      world.end(1006);
      world.pass(500);
      equal(world.socket.url.split("?")[1], `topic=hall%2Fa&epoch=e1&seq=${seq}`, message ? message.type : "hello");
    }
  },

  "what it caught up with is late, until the first view": () => {
    const { world, feed, told } = start();
    feed.open();
    world.greet("e", 5);
    world.end(1006);
    world.pass(500);
    world.greet("e", 5);
    world.say(callout("A001", 6));
    world.say(callout("A002", 7));
    world.say({ type: "view", seq: 7, view: {} });
    world.say(callout("A003", 8));
    equal(told.slice(1), [
      ["callout", "A001", 6, true],
      ["callout", "A002", 7, true],
      ["view", {}, 7],
      ["callout", "A003", 8, false],
    ], "told");
  },

  "no call-out twice": () => {
    const { world, feed, told } = start();
    feed.open();
    world.greet("e", 5);
    world.say(callout("A001", 6));
    world.say(callout("A001", 6));
    world.end(1006);
    world.pass(500);
    world.greet("e", 4); // a server that has lost count
    world.say(callout("A000", 5));
    world.say(callout("A001", 6));
    world.say(callout("A002", 7));
    equal(told.slice(1), [["callout", "A001", 6, false], ["callout", "A002", 7, true]], "told");
  },

  "the line is lost ten seconds after the last word": () => {
    const { world, feed, told } = start();
    feed.open();
    world.greet("e", 5);
    world.pass(4000);
    world.say({ type: "alive", seq: 5, at: "" });
    world.pass(9999);
    equal(told, [["line", true, START]], "before");
    equal(world.sockets.length, 1, "connections before");
    world.pass(1);
    equal(told, [["line", true, START], ["line", false, START + 4000]], "after");
    equal(world.sockets[0].closed, true, "the silent connection is left");
    world.pass(250);
    equal(world.sockets.length, 2, "connections after");
    world.greet("e", 5);
    equal(told[2], ["line", true, START + 14250], "back");
  },

  "a short cut is no lost line": () => {
    const { world, feed, told } = start();
    feed.open();
    world.greet("e", 5);
    world.end(1006);
    world.pass(500);
    world.greet("e", 5);
    world.pass(5000);
    equal(told, [["line", true, START]], "told");
  },

  "a line that never came is lost": () => {
    const { world, feed, told } = start();
    feed.open();
    world.pass(10000);
    equal(told, [["line", false, START]], "told");
    world.pass(60000);
    equal(told.length, 1, "told once");
  },

  "tickets are quieter": () => {
    const { world, feed, told } = start("ticket/t");
    feed.open();
    world.greet("e", 5);
    world.pass(49999);
    equal(told.length, 1, "told before");
    world.pass(1);
    equal(told[1], ["line", false, START], "told after");
  },

  "what a connection says after it was left is not heard": () => {
    const { world, feed, told } = start();
    feed.open();
    world.greet("e", 5);
    const old = world.socket;
    world.pass(10500);
    old.onmessage({ data: JSON.stringify(callout("A001", 6)) });
    old.onclose({ code: 1006 });
    equal(told.length, 2, "told");
    equal([world.sockets.length, world.socket.closed], [2, false], "connections");
  },

  "pauses double up to eight seconds": () => {
    const { world, feed } = start();
    world.chance = 0.999;
    feed.open();
    const pauses = [];
    for (let i = 0; i < 7; i++) {
      world.end(1006);
      const from = world.time;
      const n = world.sockets.length;
      while (world.sockets.length === n) world.pass(10);
      pauses.push(Math.round((world.time - from) / 100) / 10);
    }
    equal(pauses, [0.5, 1, 2, 4, 8, 8, 8], "seconds");
  },

  "a connection that held starts the pauses anew": () => {
    const { world, feed } = start();
    feed.open();
    for (let i = 0; i < 6; i++) {
      world.end(1006);
      world.pass(8000);
    }
    world.greet("e", 5);
    for (let i = 0; i < 3; i++) {
      world.pass(4000);
      world.say({ type: "alive", seq: 5, at: "" });
    }
    const n = world.sockets.length;
    world.end(1006);
    world.pass(250);
    equal(world.sockets.length, n + 1, "connections");
  },

  "a connection that is cut at once does not": () => {
    const { world, feed } = start();
    feed.open();
    for (let i = 0; i < 6; i++) {
      world.greet("e", 5);
      world.end(4408);
      world.pass(8000);
    }
    const n = world.sockets.length;
    world.end(4408);
    world.pass(3999);
    equal(world.sockets.length, n, "connections");
  },

  "a server that goes down is given time": () => {
    const { world, feed } = start();
    feed.open();
    world.greet("e", 5);
    world.end(1001);
    world.pass(999);
    equal(world.sockets.length, 1, "before");
    world.pass(1);
    equal(world.sockets.length, 2, "after");
    equal(world.socket.url.endsWith("&epoch=e&seq=5"), true, "with the position");
  },

  "resync forgets the position": () => {
    for (const says of [true, false]) {
      const { world, feed, told } = start();
      feed.open();
      world.greet("e", 5);
      if (says) world.say({ type: "resync" });
      world.end(4410);
      world.pass(500);
      equal(world.socket.url.split("?")[1], "topic=hall%2Fa", "address");
      world.greet("f", 2);
      world.say(callout("A001", 3));
      equal(told[1], ["callout", "A001", 3, false], "told");
    }
  },

  "too slow keeps the position": () => {
    const { world, feed } = start();
    feed.open();
    world.greet("e", 5);
    world.end(4408);
    world.pass(500);
    equal(world.socket.url.endsWith("&epoch=e&seq=5"), true, world.socket.url);
  },

  "what is refused is asked for rarely": () => {
    for (const code of [4400, 4401]) {
      const { world, feed } = start();
      feed.open();
      world.greet("e", 5);
      world.end(code);
      world.pass(29999);
      equal(world.sockets.length, 1, `${code}: before`);
      world.pass(1);
      equal(world.sockets.length, 2, `${code}: after`);
    }
  },

  "a topic that does not exist is asked for rarely": async () => {
    const { world, feed } = start();
    world.answer = Promise.resolve(404);
    feed.open();
    for (let i = 0; i < 3; i++) {
      world.end(1006);
      if (i < 2) world.pass(8000);
    }
    equal(world.asked, ["/api/v1/centres/c/feed?topic=hall%2Fa"], "probes");
    await world.answer;
    await null;
    const n = world.sockets.length;
    world.pass(29999);
    equal(world.sockets.length, n, "before");
    world.pass(1);
    equal(world.sockets.length, n + 1, "after");
  },

  "a refusal that comes when the feed was closed": async () => {
    const { world, feed } = start();
    world.answer = Promise.resolve(404);
    feed.open();
    for (let i = 0; i < 3; i++) {
      world.end(1006);
      if (i < 2) world.pass(8000);
    }
    feed.close();
    await world.answer;
    await null;
    equal(world.timers.size, 0, "timers");
  },

  "a server that is away is not refusing": async () => {
    const { world, feed } = start();
    feed.open();
    for (let i = 0; i < 3; i++) {
      world.end(1006);
      if (i < 2) world.pass(8000);
    }
    await world.answer.catch(() => {});
    await null;
    const n = world.sockets.length;
    world.pass(8000);
    equal(world.sockets.length > n, true, "it goes on");
  },

  "network or page back: at once": () => {
    const { world, feed } = start();
    feed.open();
    for (let i = 0; i < 5; i++) {
      world.end(1006);
      world.pass(8000);
    }
    world.end(1006);
    const n = world.sockets.length;
    world.woken();
    world.pass(0);
    equal(world.sockets.length, n + 1, "connections");
    world.woken();
    world.pass(0);
    equal(world.sockets.length, n + 1, "one at a time");
  },

  "receipts go while there is a line": () => {
    const { world, feed } = start();
    feed.open();
    feed.receipt("shown", 1);
    world.greet("e", 5);
    feed.receipt("shown", 6);
    feed.receipt("spoken", 6);
    equal(world.socket.sent, [{ type: "shown", seq: 6 }, { type: "spoken", seq: 6 }], "sent");
    const first = world.socket;
    world.end(1006);
    feed.receipt("spoken", 7);
    equal(first.sent.length, 2, "sent to a dead line");
  },

  "close is for good": () => {
    const { world, feed, told } = start();
    feed.open();
    world.greet("e", 5);
    feed.close();
    equal(world.socket.closed, true, "closed");
    equal(world.timers.size, 0, "timers");
    equal(world.woken, null, "listener");
    world.pass(60000);
    equal(world.sockets.length, 1, "connections");
    equal(told.length, 1, "told");
  },

  "close while it waits to come back": () => {
    const { world, feed } = start();
    feed.open();
    world.end(1006);
    feed.close();
    world.pass(60000);
    equal(world.sockets.length, 1, "connections");
  },

  "the position outlives a reload under a key": () => {
    const { world, feed } = start("hall/a", { key: "position" });
    feed.open();
    world.greet("e", 5);
    world.say(callout("A001", 6));
    const after = new World();
    after.kept = world.kept;
    const told = [];
    const reloaded = new Feed("/api/v1/centres/c/feed", "hall/a", handlers(told), { key: "position", world: after });
    reloaded.open();
    equal(after.socket.url.endsWith("&epoch=e&seq=6"), true, after.socket.url);
    after.greet("e", 6);
    after.say(callout("A002", 7));
    equal(told[1], ["callout", "A002", 7, true], "told");
    after.end(4410);
    equal(after.kept, {}, "kept after resync");
  },

  "a browser without storage still has a line": () => {
    const world = new World();
    Object.defineProperty(world, "storage", {
      get() {
        throw new Error("SecurityError");
      },
    });
    const told = [];
    const feed = new Feed("/f", "hall/a", handlers(told), { key: "position", world });
    feed.open();
    world.greet("e", 5);
    equal(told.length, 1, "told");
  },

  "a page that fails does not lose its place": () => {
    const { world, feed, told } = start();
    feed.handlers.callout = () => {
      throw new Error("of the page");
    };
    feed.open();
    world.greet("e", 5);
    try {
      world.say(callout("A001", 6));
    } catch (_) {
      told.push("thrown");
    }
    world.end(1006);
    world.pass(500);
    equal(world.socket.url.endsWith("&seq=6"), true, world.socket.url);
    equal(told[1], "thrown", "the browser reports it");
  },
};
