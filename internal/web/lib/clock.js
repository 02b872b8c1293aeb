/** The server's time. No DOM; syntax and interfaces are those of Chrome 63. */

/** The server tells whole seconds, and what it tells has been on the way: nearer than this the clock is right. */
const NEAR = 2000; // ms

/**
 * The server's time on a machine whose own clock may be wrong: counted from the moment that the server gave,
 * corrected by what it gives later.
 */
export class Clock {
  /**
   * @param {string} now the server's time, RFC 3339
   * @param {() => number} [elapsed] milliseconds that only grow
   */
  constructor(now, elapsed) {
    this.elapsed = elapsed || (() => performance.now());
    this.offset = Date.parse(now) - this.elapsed();
  }

  /** Moves the clock where it is wrong. @param {string} at the server's time, RFC 3339; anything else is passed over */
  set(at) {
    const moment = Date.parse(at);
    if (Math.abs(moment - this.now()) > NEAR) this.offset = moment - this.elapsed();
  }

  /** @returns {number} the server's time in milliseconds since 1970 */
  now() {
    return this.offset + this.elapsed();
  }
}
