/**
 * The calls that stand large on a hall's display: which, for how long, and who
 * gives way to whom. It knows no page and no clock; the time comes with every
 * question.
 *
 *  - A call stays at least as long as it takes to read (dwell), whatever comes
 *    after it. Those that find no room wait, in their order.
 *  - Several share the stage. After its dwell a call leaves when another needs
 *    the room, when its counter has gone on to something else, or when it has
 *    stood for long (stay).
 *  - The newest call stays while nothing newer comes.
 *  - A recall makes its number new again, wherever it stands.
 *
 * @typedef {{number: string, counter: string, seq: number, at: string, kind: string, times: number}} Call
 * @typedef {{call: Call, since: number, spent: boolean, turn: number, seqs: number[]}} Place
 * @typedef {{call: Call, fresh: boolean, turn: number, seqs: number[]}} Shown
 */
export class Stage {
  /** @param {{places?: number, dwell?: number, stay?: number}} [limits] times in milliseconds */
  constructor(limits) {
    const l = Object.assign({ places: 3, dwell: 8000, stay: 30000 }, limits);
    this.places = l.places;
    this.dwell = l.dwell;
    this.stay = l.stay;
    /** @type {Place[]} */
    this.standing = []; // newest first
    /** @type {Place[]} */
    this.waiting = []; // first come first
    this.turns = 0;
  }

  /**
   * Shows calls that were made before the page came up: silently, and only as
   * many as there is room for.
   * @param {Call[]} calls newest first
   * @param {number} now
   */
  seed(calls, now) {
    this.standing = calls.slice(0, this.places).map((call) => ({
      call, since: now - this.dwell, spent: false, turn: 0, seqs: [],
    }));
    this.waiting = [];
  }

  /** Whether anything stands here, or is about to. */
  busy() {
    return this.standing.length + this.waiting.length > 0;
  }

  /** Nothing is called any more: a new day. */
  clear() {
    this.standing = [];
    this.waiting = [];
  }

  /**
   * Takes a call-out.
   * @param {Call} call
   * @param {number} now
   */
  arrive(call, now) {
    const queued = this.waiting.filter((p) => p.call.number === call.number)[0];
    if (queued) {
      queued.call = call;
      queued.seqs.push(call.seq);
      return;
    }
    const standing = this.standing.filter((p) => p.call.number === call.number)[0];
    if (standing) {
      this.standing.splice(this.standing.indexOf(standing), 1);
      this.stand({ call, since: now, spent: false, turn: 0, seqs: standing.seqs.concat(call.seq) }, now);
      return;
    }
    this.waiting.push({ call, since: now, spent: false, turn: 0, seqs: [call.seq] });
  }

  /**
   * Learns which numbers are still being called or served; the others may leave.
   * @param {(call: Call) => boolean} alive
   */
  settle(alive) {
    this.standing.forEach((p) => { p.spent = !alive(p.call); });
  }

  /**
   * Moves on to the time now.
   * @param {number} now
   * @returns {{calls: Shown[], next: number}} the calls newest first; next: the
   *   milliseconds after which something may change by itself, Infinity for never
   */
  at(now) {
    this.standing = this.standing.filter((p, i) => {
      const age = now - p.since;
      return i === 0 || age < this.dwell || !(p.spent || age >= this.stay);
    });
    while (this.waiting.length > 0 && this.room(now)) {
      this.stand(this.waiting.shift(), now);
    }
    return {
      calls: this.standing.map((p) => ({
        call: p.call, fresh: now - p.since < this.dwell, turn: p.turn, seqs: p.seqs,
      })),
      next: this.next(now),
    };
  }

  /** @param {number[]} seqs the receipts that have been given */
  shown(seqs) {
    this.standing.forEach((p) => { p.seqs = p.seqs.filter((s) => seqs.indexOf(s) < 0); });
  }

  /** @param {Place} place @param {number} now */
  stand(place, now) {
    place.since = now;
    place.turn = ++this.turns;
    this.standing.unshift(place);
  }

  /** Makes room for one more, if somebody may go. @param {number} now */
  room(now) {
    if (this.standing.length < this.places) {
      return true;
    }
    const may = this.standing.filter((p) => now - p.since >= this.dwell);
    if (may.length === 0) {
      return false;
    }
    const spent = may.filter((p) => p.spent);
    const leaver = (spent.length > 0 ? spent : may).pop();
    this.standing.splice(this.standing.indexOf(leaver), 1);
    return true;
  }

  /** @param {number} now */
  next(now) {
    let next = Infinity;
    this.standing.forEach((p) => {
      [p.since + this.dwell, p.since + this.stay].forEach((moment) => {
        if (moment > now) {
          next = Math.min(next, moment - now);
        }
      });
    });
    return next;
  }
}
