// Finding a procedure by what people type: without tone marks, half a word,
// the colloquial name, the national code. No DOM, no network.

import { fold } from "../lib/fold.js";

/** Words that people add and catalogues lack: "làm khai sinh", "xin giấy độc thân". */
const FILLERS = new Set(["lam", "xin", "toi", "muon", "can", "di", "nop", "lay", "cho", "cai", "thu", "tuc", "get", "want", "the", "for", "to", "my"]);
const FILLER_WEIGHT = 0.25;
/** How much of the query's weight a procedure must answer to be listed. */
const ENOUGH = 0.7;

const NAME = 5;
const COLLOQUIAL = 5;
const CODE = 6;
/** What a word more in the name costs: the plain case comes before the special one. */
const BREVITY = 0.1;

/**
 * @param {string} text
 * @returns {string[]} the folded words of a text
 */
export function wordsOf(text) {
  return fold(text).split(/[^a-z0-9]+/).filter(Boolean);
}

/**
 * @typedef {{word: string, weight: number, place: number}} Token
 * @typedef {{id: string, tokens: Token[], phrases: string[], length: number}} Entry length: words of the name
 * @typedef {{id: string, code?: string, name: Object<string, string>, words?: string[]}} Service
 */

/**
 * Prepares services for find. Do it once for a catalogue: it costs more than a
 * search does.
 * @param {Service[]} services
 * @returns {Entry[]} in the order of the services
 */
export function index(services) {
  return services.map((service) => {
    /** @type {Token[]} */
    const tokens = [];
    const phrases = [];
    const add = (/** @type {string} */ text, /** @type {number} */ weight) => {
      const words = wordsOf(text);
      words.forEach((word, place) => tokens.push({ word, weight, place }));
      phrases.push(" " + words.join(" "));
    };
    for (const name of Object.values(service.name)) add(name, NAME);
    for (const word of service.words || []) add(word, COLLOQUIAL);
    if (service.code) {
      // 1.001193 is typed with its point, without it, or as its last digits.
      add(service.code, CODE);
      tokens.push({ word: service.code.replace(/\D/g, ""), weight: CODE, place: 0 });
    }
    return { id: service.id, tokens, phrases, length: wordsOf(service.name.vi).length };
  });
}

/**
 * The services that answer a query, best first; equals keep the catalogue's
 * order. A word of the query is answered by every word that begins with it.
 * @param {Entry[]} entries
 * @param {string} query
 * @returns {string[]} ids; empty for a query without letters or digits
 */
export function find(entries, query) {
  const asked = wordsOf(query).map((word) => ({ word, weight: FILLERS.has(word) ? FILLER_WEIGHT : 1 }));
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return [];
  const phrase = " " + asked.map(({ word }) => word).join(" ");
  const hits = [];
  for (const entry of entries) {
    let answered = 0;
    let score = 0;
    for (const { word, weight } of asked) {
      const best = bestOf(entry.tokens, word);
      if (best > 0) answered += weight;
      score += weight * best;
    }
    if (answered < total * ENOUGH) continue;
    score = score / total + 4 * (answered / total) + phraseScore(entry.phrases, phrase) - Math.min(entry.length, 30) * BREVITY;
    hits.push({ id: entry.id, score });
  }
  return hits.sort((a, b) => b.score - a.score).map(({ id }) => id);
}

/** How well the best of the tokens answers a word of the query; 0: none does. */
function bestOf(/** @type {Token[]} */ tokens, /** @type {string} */ asked) {
  let best = 0;
  for (const { word, weight, place } of tokens) {
    if (!word.startsWith(asked)) continue;
    // A whole word tells more than its beginning, an early one more than a late one.
    const value = weight * (word.length === asked.length ? 1.5 : 1) - Math.min(place, 20) * 0.05;
    if (value > best) best = value;
  }
  return best;
}

/** What it is worth that the words stand together, and all the more at the beginning. */
function phraseScore(/** @type {string[]} */ phrases, /** @type {string} */ phrase) {
  let best = 0;
  for (const text of phrases) {
    const at = text.indexOf(phrase);
    if (at < 0) continue;
    const rest = text.length - phrase.length;
    best = Math.max(best, (at === 0 ? 4 : 2) + (rest === 0 ? 4 : 0) - Math.min(rest, 100) * 0.02);
  }
  return best;
}
