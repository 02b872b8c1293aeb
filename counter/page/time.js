/** Time as the server has it, and lengths of time as people read them. No DOM. */
import { Clock } from "../lib/clock.js";
import { boot, t } from "../lib/text.js";

/** The server's clock. */
export const clock = new Clock(boot.data.now);

/** The present, in ms since 1970, by the server's clock. */
export function present() {
  return clock.now();
}

/**
 * Whole seconds from a time to another, never below 0: a clock that is a little
 * off must not show a negative wait.
 * @param {string|undefined} from RFC 3339
 * @param {number} [to] ms
 */
export function seconds(from, to) {
  if (!from) return 0;
  return Math.max(0, Math.floor(((to === undefined ? present() : to) - Date.parse(from)) / 1000));
}

/** Whole minutes, as promises are counted. @param {number} s seconds */
export function minutes(s) {
  return Math.floor(s / 60);
}

/** A wait in words: "dưới 1 phút", "12 phút". @param {number} s seconds */
export function wait(s) {
  return minutes(s) < 1 ? t("counter.time.under_minute") : length(s);
}

/** "3:07", "1:02:45". @param {number} s seconds */
export function stopwatch(s) {
  const hours = Math.floor(s / 3600);
  const rest = `${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  return hours ? `${hours}:${rest}` : rest.replace(/^0/, "");
}

/** "42 giây", "12 phút", "1 giờ 5 phút". @param {number} s seconds */
export function length(s) {
  const m = minutes(s);
  if (m < 1) return t("counter.time.seconds", { n: Math.floor(s) });
  if (m < 60) return t("counter.time.minutes", { n: m });
  if (m % 60 === 0) return t("counter.time.hours", { h: m / 60 });
  return t("counter.time.hours_minutes", { h: Math.floor(m / 60), m: m % 60 });
}

/** @param {number} n */
function two(n) {
  return String(n).padStart(2, "0");
}
