/**
 * Folds a text for search: no case, no Vietnamese marks, so that "ho tich" finds "Hộ tịch".
 * @param {string} text
 */
export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/đ/g, "d");
}

/**
 * Tells whether every word of the query is in the folded text.
 * @param {string} folded
 * @param {string} query as typed
 */
export function matches(folded, query) {
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
