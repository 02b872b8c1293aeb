// The texts of both languages are on the page, so that switching needs no
// server. No DOM.

/**
 * @typedef {(key: string, vars?: Object<string, string|number>) => string} Words
 */

/**
 * The texts of a language. A key without a text stays a key, so that a gap is
 * seen; "one" and "none" variants are chosen by count.
 * @param {Object<string, Object<string, string>>} texts by language, by full key
 * @param {string} lang
 * @returns {Words} takes the key without its "kiosk."
 */
export function words(texts, lang) {
  const own = texts[lang] || texts.vi;
  return (key, vars = {}) =>
    (own["kiosk." + key] ?? texts.vi["kiosk." + key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(vars[name] ?? whole));
}

/**
 * A sentence that depends on a number: key_none, key_one or key_many.
 * @param {Words} t
 * @param {string} key
 * @param {number} n
 */
export function count(t, key, n) {
  return t(`${key}_${n === 0 ? "none" : n === 1 ? "one" : "many"}`, { n });
}

/**
 * Time and date in the centre's zone.
 * @param {number} at ms
 * @param {string} zone IANA
 * @param {string} lang
 * @returns {{time: string, date: string}} "08:05"; "Thứ Hai, 23/11/2026"
 */
export function clock(at, zone, lang) {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
  const date = new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric" }).format(at);
  const day = new Intl.DateTimeFormat(lang, { timeZone: zone, weekday: "long" }).format(at);
  return { time, date: `${day}, ${date}` };
}
