/**
 * The list of the last calls: what the view says, and the call-outs that came
 * after it. Knows no page.
 *
 * @typedef {import("./stage.js").Call} Call
 */
export class Recent {
  constructor() {
    /** @type {Call[]} */
    this.calls = []; // newest first, each number once
  }

  /** @param {Call} call a call-out, newer than all before */
  add(call) {
    this.calls = [call].concat(this.calls.filter((c) => c.number !== call.number));
  }

  /**
   * @param {Call[]} calls of a view, newest first
   * @param {number} seq the view's: it knows all calls up to there
   */
  replace(calls, seq) {
    this.calls = this.calls.filter((c) => c.seq > seq).concat(calls);
  }
}
