/** Calling one number out of turn: which, and why. */
import { t } from "../lib/text.js";
import { byID } from "./element.js";
import { Picker } from "./picker.js";
import { Reasons } from "./reasons.js";
import { Sheet } from "./sheet.js";
import { ticketOption } from "./waiting.js";

const USUAL = ["counter.call.back", "counter.call.priority", "counter.call.appointment", "counter.call.wrong"];

export class CallByNumber {
  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => import("./names.js").Names} names
   * @param {(action: string, body: Object) => Promise<void>} perform
   */
  constructor(desk, names, perform) {
    this.desk = desk;
    this.names = names;
    this.picker = new Picker(byID("call-picker"), (id) => id && this.reasons.focus());
    this.reasons = new Reasons(byID("call-reasons"), USUAL);
    this.sheet = new Sheet(byID("call-dialog"), async () => {
      if (!this.picker.chosen) return t("counter.call.missing");
      if (!this.reasons.value) return t("counter.reason.missing");
      await perform("call", { ticket: this.picker.chosen, reason: this.reasons.value });
      return "";
    });
  }

  /** @param {string} [ticket] picked already */
  async open(ticket) {
    const view = this.desk.view;
    this.reasons.open();
    this.picker.open(view.waiting.map((work) => ticketOption(work, this.names())), ticket);
    this.sheet.open("call");
    if (ticket) this.reasons.focus();
    else this.picker.input.focus();
    if (view.waiting_count <= view.waiting.length) return;
    try {
      const all = await this.desk.queue();
      this.picker.renew(all.map((one) => ticketOption(one, this.names())));
    } catch (problem) {
      // The first of them are listed; only the rest is out of reach for now.
      this.sheet.complain(t("counter.call.rest_unknown"));
    }
  }

  /** Keeps the list true while it is open. */
  renew() {
    const view = this.desk.view;
    if (this.sheet.isOpen && view.waiting_count <= view.waiting.length) {
      this.picker.renew(view.waiting.map((work) => ticketOption(work, this.names())));
    }
  }
}
