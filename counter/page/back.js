/** Bringing back who was set aside (resume) or did not come (reinstate). */
import { t } from "../lib/text.js";
import { byID, write } from "./element.js";
import { Picker } from "./picker.js";
import { Sheet } from "./sheet.js";
import { ticketOption } from "./waiting.js";

export class Back {
  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => import("./names.js").Names} names
   * @param {(action: string, body: Object) => Promise<void>} perform
   */
  constructor(desk, names, perform) {
    this.desk = desk;
    this.names = names;
    this.action = "";
    this.picker = new Picker(byID("back-picker"), (id) => id && byID("back-dialog").querySelector("[type=submit]").focus());
    this.sheet = new Sheet(byID("back-dialog"), async () => {
      if (!this.picker.chosen) return t("counter.call.missing");
      await perform(this.action, { ticket: this.picker.chosen });
      return "";
    });
  }

  /** @param {"resume"|"reinstate"} action */
  open(action) {
    this.action = action;
    write(byID("back-title"), t(`counter.back.${action}`));
    write(byID("back-submit"), t(`counter.back.${action}_submit`));
    const options = this.options();
    this.picker.open(options, options.length === 1 ? options[0].id : "");
    this.sheet.open(action);
    if (options.length === 1) byID("back-dialog").querySelector("[type=submit]").focus();
    else this.picker.input.focus();
  }

  options() {
    const view = this.desk.view;
    return (this.action === "resume" ? view.parked : view.missed).map((work) => ticketOption(work, this.names()));
  }

  /** Keeps the list true while it is open. */
  renew() {
    if (this.sheet.isOpen) this.picker.renew(this.options());
  }
}
