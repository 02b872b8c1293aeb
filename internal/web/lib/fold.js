/** What a search compares. No DOM; syntax and interfaces are those of Chrome 63. */

/**
 * The text without capitals, diacritics and spare spaces: "Sổ  Đỏ" is "so do", "hoà" and "hòa" are the same.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/\s+/g, " ")
    .trim();
}
