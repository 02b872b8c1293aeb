/**
 * Calls of the HTTP API. No DOM; syntax and interfaces are those of Chrome 63.
 */

const TRIES = 3;
const TIMEOUT = 5000; // ms for one try
const PAUSE = 300; // ms; each pause is a random part of a bound that doubles
const BUSY_PAUSE = 1000; // what the server asks for when it is busy

let language = "vi";
let unreachable = "";

/**
 * @param {string} lang of the details of problems
 * @param {string} [noAnswer] what to tell people when the server does not answer
 */
export function setLanguage(lang, noAnswer) {
  language = lang;
  if (noAnswer) unreachable = noAnswer;
}

/** A refusal of the server, or, of kind "unreachable", no answer: what was asked for may have happened. */
export class Problem extends Error {
  /** @param {{status: number, kind: string, reason?: string, detail?: string, field?: string,
   *   vars?: Object<string, string>}} body */
  constructor(body) {
    super(body.detail || body.kind);
    this.name = "Problem";
    this.status = body.status;
    this.kind = body.kind;
    this.reason = body.reason || "";
    this.detail = body.detail || "";
    this.field = body.field || "";
    this.vars = body.vars || {};
  }
}

/** A name for a write that nobody has used: the same key asks for the same thing. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

/**
 * Asks, and gives the JSON of the answer (null when it has none). Throws a Problem. A GET, and a write that has a
 * key, is asked again when no answer comes or the server is busy; a write without a key is asked once.
 * @param {string} method
 * @param {string} path
 * @param {any} [body]
 * @param {{key?: string, tries?: number, timeout?: number}} [options] timeout: ms for one try
 * @returns {Promise<any>}
 */
export async function api(method, path, body, options) {
  const { key = "", tries = TRIES, timeout = TIMEOUT } = options || {};
  const last = key || method === "GET" ? tries : 1;
  for (let n = 1; ; n++) {
    try {
      return await ask(method, path, body, key, timeout);
    } catch (problem) {
      const again = problem.kind === "unreachable" || problem.kind === "busy";
      if (!again || n >= last) throw problem;
      const bound = PAUSE * Math.pow(2, n - 1);
      await sleep(bound * Math.random() + (problem.kind === "busy" ? BUSY_PAUSE : 0));
    }
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {any} body
 * @param {string} key
 * @param {number} timeout
 */
async function ask(method, path, body, key, timeout) {
  /** @type {Object<string, string>} */
  const headers = { Accept: "application/json", "Accept-Language": language };
  if (key) headers["Idempotency-Key"] = key;
  /** @type {RequestInit} */
  const request = { method, headers, credentials: "same-origin" };
  if (body !== undefined && body !== null) {
    headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  const answer = await within(timeout, path, request);
  if (answer.ok) return answer.content;
  // What is no problem of ours comes from something in between: nobody knows whether we were reached.
  if (!answer.content || !answer.content.kind) throw silent();
  throw new Problem(Object.assign({}, answer.content, { status: answer.status }));
}

/**
 * One exchange, headers and body, in the time.
 * @param {number} timeout
 * @param {string} path
 * @param {RequestInit} request
 * @returns {Promise<{ok: boolean, status: number, content: any}>}
 */
async function within(timeout, path, request) {
  // Chrome has AbortController from 66 on; before, the late answer is dropped.
  const controller = typeof AbortController === "function" ? new AbortController() : null;
  if (controller) request.signal = controller.signal;
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = self.setTimeout(() => {
      reject(silent());
      if (controller) controller.abort();
    }, timeout);
  });
  try {
    return await Promise.race([exchange(path, request), late]);
  } finally {
    self.clearTimeout(timer);
  }
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function exchange(path, request) {
  try {
    const answer = await fetch(path, request);
    const text = await answer.text();
    return { ok: answer.ok, status: answer.status, content: text ? JSON.parse(text) : null };
  } catch (_) {
    // Cut on the way there or back, or not in our language: no answer.
    throw silent();
  }
}

function silent() {
  return new Problem({ status: 0, kind: "unreachable", detail: unreachable });
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise((done) => self.setTimeout(done, ms));
}
