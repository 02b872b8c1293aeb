// What this kiosk offers: the centre's definition and the kiosk's live view,
// joined by id. No DOM.

import { find, index } from "./search.js";

/** The definition, with the look-ups that the screens need. */
export class Catalogue {
  /**
   * @param {any} centre queue.Centre as JSON
   * @param {string} kiosk its id; what it does not offer is left out
   */
  constructor(centre, kiosk) {
    this.centre = centre;
    const self = (centre.kiosks || []).find((/** @type {any} */ k) => k.id === kiosk);
    const offered = self && self.fields && self.fields.length > 0 ? new Set(self.fields) : null;
    this.fields = centre.fields.filter((/** @type {any} */ f) => !offered || offered.has(f.id));
    const ids = new Set(this.fields.map((/** @type {any} */ f) => f.id));
    this.services = centre.services.filter((/** @type {any} */ s) => ids.has(s.field));
    // A field without services would lead to an empty page.
    this.fields = this.fields.filter((/** @type {any} */ f) => this.servicesOf(f.id).length > 0);
    this.entries = index(this.services);
    this.zone = centre.zone || "Asia/Ho_Chi_Minh";
    this.hall = self && self.hall;
  }

  /** @param {string} id */
  field(id) {
    return this.fields.find((/** @type {any} */ f) => f.id === id);
  }

  /** @param {string} id */
  service(id) {
    return this.services.find((/** @type {any} */ s) => s.id === id);
  }

  /** @param {string} field */
  servicesOf(field) {
    return this.services.filter((/** @type {any} */ s) => s.field === field);
  }

  /** The classes, the ordinary one first. */
  get classes() {
    return this.centre.classes;
  }

  /** The class, or undefined when it is the ordinary one. @param {string} id */
  priority(id) {
    return this.centre.classes.slice(1).find((/** @type {any} */ c) => c.id === id);
  }

  /** Services that answer a query, best first. @param {string} query */
  find(query) {
    return find(this.entries, query).map((id) => this.service(id));
  }

  /**
   * Where a service is given, by hall, in the definition's order.
   * @param {string} service
   * @returns {{hall: any, counters: any[]}[]}
   */
  places(service) {
    const places = [];
    for (const hall of this.centre.halls) {
      const counters = this.centre.counters.filter(
        (/** @type {any} */ k) => k.hall === hall.id && (k.services || []).includes(service),
      );
      if (counters.length > 0) places.push({ hall, counters });
    }
    return places;
  }

  /** Name of this kiosk's hall, or undefined. */
  get hallName() {
    const hall = this.centre.halls.find((/** @type {any} */ h) => h.id === this.hall);
    return hall && hall.name;
  }
}

/**
 * Whether a field gives numbers now, as the last view said.
 * @param {any} view KioskView
 * @param {string} field
 * @returns {{open: boolean, reason?: string, hours?: string, waiting: number}}
 */
export function fieldStatus(view, field) {
  return view.fields.find((/** @type {any} */ f) => f.id === field) || { open: true, waiting: 0 };
}

/**
 * How a service stands, as the last view said. left is null without a quota.
 * @param {any} view KioskView
 * @param {string} service
 * @returns {{waiting: number, counters: number, left: number|null}}
 */
export function queueStatus(view, service) {
  const found = view.services.find((/** @type {any} */ s) => s.id === service);
  return found ? { left: null, ...found } : { waiting: 0, counters: 0, left: null };
}
