// Asking the server: people ahead, a number. No DOM.

const AGAIN = 2_000; // ms between tries on a cut line
const AGAIN_KINDS = new Set(["unreachable", "busy"]);
const SETTLE = 30 * 60_000; // how long an order that its visitor left is looked after

/**
 * @typedef {{service: string, class: string}} Order
 * @typedef {(method: string, path: string, body?: any, options?: {key?: string}) => Promise<any>} Api
 */

/** The desk of one kiosk. */
export class Desk {
  /**
   * @param {Api} api throws {kind: "unreachable"} when the line is cut
   * @param {string} centre
   * @param {string} kiosk
   * @param {(ms: number) => Promise<void>} sleep
   */
  constructor(api, centre, kiosk, sleep) {
    this.api = api;
    this.path = `/api/v1/centres/${centre}`;
    this.kiosk = kiosk;
    this.sleep = sleep;
  }

  /**
   * People ahead of a number taken now; throws the refusal.
   * @param {Order} order
   * @returns {Promise<number>}
   */
  async preview(order) {
    const query = new URLSearchParams({ service: order.service, class: order.class });
    return (await this.api("GET", `${this.path}/preview?${query}`)).ahead;
  }

  /**
   * Takes a number. On a cut line the outcome is unknown, and when the server is
   * busy an earlier try may have had one; the same key is asked again until the
   * server has answered, so that there is one ticket at most.
   * When the visitor has left meanwhile, the ticket is given up again: nobody
   * holds its paper, and nobody would come when it is called.
   * @param {Order} order
   * @param {string} key
   * @param {{wanted: () => boolean, unsure: () => void}} visitor
   * @returns {Promise<any>} the Ticket; null when it is not wanted any more
   */
  async take(order, key, visitor) {
    const body = { service: order.service, class: order.class, kiosk: this.kiosk };
    for (let spent = 0; spent < SETTLE; spent += AGAIN) {
      try {
        const ticket = await this.api("POST", `${this.path}/tickets`, body, { key });
        if (visitor.wanted()) return ticket;
        await this.api("POST", `${this.path}/tickets/${ticket.id}/cancel`, {}, { key });
        return null;
      } catch (problem) {
        if (!AGAIN_KINDS.has(/** @type {any} */ (problem).kind)) {
          if (visitor.wanted()) throw problem;
          return null;
        }
        visitor.unsure();
        await this.sleep(AGAIN);
      }
    }
    return null;
  }
}
