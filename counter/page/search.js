import { fold } from "../lib/fold.js";

/**
 * Tells whether every word of the query is in the folded text.
 * @param {string} folded
 * @param {string} query as typed; marks may be left out
 */
export function matches(folded, query) {
  return fold(query)
    .split(" ")
    .every((word) => folded.includes(word));
}
