/**
 * The words of a page: what the server put into it, and how values are written. Syntax and interfaces are those of
 * Chrome 63.
 */
import { setLanguage } from "./api.js";

/** What the page starts with: the language, the texts by key, and what its handler gave it.
 * @type {{lang: string, messages: Object<string, string>, data: any}} */
export const boot = read();

setLanguage(boot.lang, t("web.unreachable"));

function read() {
  const element = document.getElementById("boot");
  if (!element) throw new Error('the page has no <script type="application/json" id="boot">');
  return JSON.parse(element.textContent || "");
}

/**
 * The text of a key with {name} replaced by vars.name. A key without a text is given back, and a placeholder without
 * a value stays, so that a gap is seen.
 * @param {string} key
 * @param {Object<string, string|number>} [vars]
 * @returns {string}
 */
export function t(key, vars) {
  const text = Object.prototype.hasOwnProperty.call(boot.messages, key) ? boot.messages[key] : key;
  if (!vars) return text;
  return text.replace(/\{([a-z][a-z0-9_]*)\}/g, (whole, name) => (name in vars ? String(vars[name]) : whole));
}

/** How values are written. Times are RFC 3339 with the centre's offset and are written as the centre's clock shows
 * them, whatever zone the machine is set to. */
export const format = {
  /** "2026-11-22T07:05:09+07:00" is 07:05. @param {string} at @returns {string} */
  time: (at) => at.slice(11, 16),
  /** "2026-11-22", or a time, is 22/11/2026. @param {string} at @returns {string} */
  date: (at) => `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`,
  /** Whole minutes, as many as it takes: 61 seconds are 2. @param {number} seconds @returns {number} */
  minutes: (seconds) => Math.ceil(Math.max(seconds, 0) / 60),
};
