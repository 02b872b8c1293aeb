import { Clock as ServerClock } from "../lib/clock.js";

/** The server's time, and how the hall reads it. */
export class Clock extends ServerClock {
  /**
   * @param {string} now the server's time, RFC 3339
   * @param {string} zone the centre's, IANA
   * @param {string} lang
   * @param {() => number} [elapsed] milliseconds that only grow
   */
  constructor(now, zone, lang, elapsed) {
    super(now, elapsed);
    this.parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hour12: false, weekday: "short",
      year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit",
    });
    this.weekday = new Intl.DateTimeFormat(lang === "vi" ? "vi-VN" : "en-GB", { timeZone: zone, weekday: "long" });
  }

  /**
   * @param {number} [moment]
   * @returns {{time: string, date: string, weekday: string, key: string, iso: string}}
   *   09:41, 22/11/2026, Chủ nhật, the calendar's word "sun", 2026-11-22
   */
  read(moment) {
    const at = new Date(moment === undefined ? this.now() : moment);
    /** @type {Object<string, string>} */
    const part = {};
    this.parts.formatToParts(at).forEach((p) => { part[p.type] = p.value; });
    // Some engines write midnight as 24.
    const hour = part.hour === "24" ? "00" : part.hour;
    const weekday = this.weekday.format(at);
    return {
      time: `${hour}:${part.minute}`,
      date: `${part.day}/${part.month}/${part.year}`,
      weekday: weekday.charAt(0).toUpperCase() + weekday.slice(1),
      key: part.weekday.toLowerCase(),
      iso: `${part.year}-${part.month}-${part.day}`,
    };
  }
}
