/** Pausing: with a reason. */
import { t } from "../lib/text.js";
import { byID } from "./element.js";
import { Reasons } from "./reasons.js";
import { Sheet } from "./sheet.js";

const USUAL = ["counter.pause.rest", "counter.pause.meeting", "counter.pause.help", "counter.pause.dossier", "counter.pause.fault"];

export class Pause {
  /** @param {(action: string, body: Object) => Promise<void>} perform */
  constructor(perform) {
    this.reasons = new Reasons(byID("pause-reasons"), USUAL);
    this.sheet = new Sheet(byID("pause-dialog"), async () => {
      const reason = this.reasons.value;
      if (!reason) return t("counter.reason.missing");
      await perform("pause", { reason });
      return "";
    });
  }

  open() {
    this.reasons.open();
    this.sheet.open("pause");
    this.reasons.focus();
  }
}
