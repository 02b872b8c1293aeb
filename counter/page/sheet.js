/** A dialog that asks for the rest of an action and says in place why it was refused. */
import { t } from "../lib/text.js";

export class Sheet {
  /**
   * @param {HTMLDialogElement} dialog with a form, a .wrong and, to leave, [data-cancel]
   * @param {() => Promise<string>} submit does it; answers with a text of what is still missing, or ""
   */
  constructor(dialog, submit) {
    this.dialog = dialog;
    this.submit = submit;
    this.action = "";
    this.wrong = dialog.querySelector(".wrong");
    this.form = dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    const cancel = dialog.querySelector("[data-cancel]");
    if (cancel) cancel.addEventListener("click", () => dialog.close());
  }

  /** @param {string} action whose key, pressed again, submits */
  open(action) {
    this.action = action;
    this.complain("");
    if (!this.dialog.open) this.dialog.showModal();
  }

  get isOpen() {
    return this.dialog.open;
  }

  async send() {
    this.complain("");
    try {
      const missing = await this.submit();
      if (missing) this.complain(missing);
      else this.dialog.close();
    } catch (problem) {
      this.complain(explain(problem));
    }
  }

  /** @param {string} text */
  complain(text) {
    this.wrong.textContent = text;
  }
}

/** A problem in words that say what to do next.
 * @param {any} problem */
export function explain(problem) {
  if (problem.kind === "unreachable") return t("counter.unreachable");
  return problem.detail || t("counter.failed");
}
