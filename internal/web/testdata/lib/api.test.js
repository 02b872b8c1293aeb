import { Problem, api, newKey, setLanguage } from "../lib/api.js";
import { equal } from "./world.js";

/**
 * Runs f with a network that gives the answers in turn ([status, body], "cut", "silence") and a clock that is always
 * there already, except for the wait on silence. Gives the requests.
 */
async function network(answers, f) {
  const asked = [];
  const { fetch, setTimeout } = self;
  const pauses = [];
  let silent = false;
  self.fetch = (path, request) => {
    asked.push({ path, method: request.method, headers: request.headers, body: request.body });
    const answer = answers.shift();
    silent = answer === "silence";
    if (silent) return new Promise(() => {});
    if (answer === "cut") return Promise.reject(new TypeError("Failed to fetch"));
    return Promise.resolve(new Response(answer[0] === 204 ? null : answer[1], { status: answer[0] }));
  };
  self.setTimeout = (g, ms) => {
    const wait = ms === 5000;
    if (!wait) pauses.push(ms);
    // The wait for an answer ends only when none comes.
    return setTimeout.call(self, () => (!wait || silent) && g(), 0);
  };
  try {
    await f();
  } finally {
    self.fetch = fetch;
    self.setTimeout = setTimeout;
  }
  return { asked, pauses };
}

async function caught(f) {
  try {
    await f();
  } catch (problem) {
    return problem;
  }
  throw new Error("nothing was thrown");
}

const refusal = (status, kind) => [status, JSON.stringify({ status, kind, detail: "Xin lỗi", field: "service", vars: { n: "1" } })];

export const tests = {
  "asks in the page's language": async () => {
    setLanguage("en");
    const { asked } = await network([[200, '{"ahead": 3}']], async () => equal(await api("GET", "/x"), { ahead: 3 }, "answer"));
    setLanguage("vi");
    equal(asked[0].headers, { Accept: "application/json", "Accept-Language": "en" }, "headers");
    equal(asked[0].body, undefined, "body");
  },

  "an answer without a body": async () => {
    await network([[204, ""]], async () => equal(await api("GET", "/x"), null, "answer"));
  },

  "a write is repeated with its key": async () => {
    const { asked } = await network(["cut", "silence", [201, '{"id":"t"}']], async () => {
      equal(await api("POST", "/x", { service: "a" }, { key: "k" }), { id: "t" }, "answer");
    });
    equal(asked.map((a) => [a.headers["Idempotency-Key"], a.body]), Array(3).fill(["k", '{"service":"a"}']), "asked");
  },

  "a write without a key is asked once": async () => {
    const { asked } = await network(["cut"], async () => {
      const problem = await caught(() => api("POST", "/x", {}));
      equal([problem instanceof Problem, problem.kind, problem.status], [true, "unreachable", 0], "problem");
    });
    equal(asked.length, 1, "asked");
  },

  "gives up after the tries": async () => {
    setLanguage("vi", "Chưa kết nối được");
    const { asked } = await network(["cut", "cut"], async () => {
      const problem = await caught(() => api("GET", "/x", null, { tries: 2 }));
      equal([problem.kind, problem.detail], ["unreachable", "Chưa kết nối được"], "problem");
    });
    equal(asked.length, 2, "asked");
  },

  "waits when the server is busy": async () => {
    const { asked, pauses } = await network([refusal(503, "busy"), [200, "{}"]], () => api("POST", "/x", {}, { key: "k" }));
    equal(asked.length, 2, "asked");
    equal(pauses.length === 1 && pauses[0] >= 1000, true, `pauses ${pauses}`);
  },

  "a refusal is a refusal": async () => {
    const { asked } = await network([refusal(409, "quota")], async () => {
      const p = await caught(() => api("POST", "/x", {}, { key: "k" }));
      equal([p.status, p.kind, p.reason, p.detail, p.field, p.vars], [409, "quota", "", "Xin lỗi", "service", { n: "1" }], "problem");
    });
    equal(asked.length, 1, "asked");
  },

  "what is not ours is no answer": async () => {
    for (const strange of [[502, "<html>Bad Gateway"], [504, '{"error":"timeout"}'], [200, "<html>Sign in to the network"]]) {
      const { asked } = await network([strange, [200, "{}"]], () => api("POST", "/x", {}, { key: "k" }));
      equal(asked.length, 2, `asked after ${strange}`);
    }
  },

  "keys are new": () => {
    const keys = new Set(Array.from({ length: 100 }, newKey));
    equal(keys.size, 100, "different keys");
    keys.forEach((key) => equal(/^[0-9a-f]{32}$/.test(key), true, key));
  },
};
