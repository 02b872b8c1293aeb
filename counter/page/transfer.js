/** Sending the visitor on: to a service, to one counter, or both. */
import { fold } from "../lib/fold.js";
import { t } from "../lib/text.js";
import { byID, write } from "./element.js";
import { Picker } from "./picker.js";
import { Sheet } from "./sheet.js";

export class Transfer {
  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => import("./names.js").Names} names
   * @param {(action: string, body: Object) => Promise<void>} perform
   */
  constructor(desk, names, perform) {
    this.desk = desk;
    this.names = names;
    this.service = new Picker(byID("service-picker"), (id) => {
      this.counter.renew(this.counters());
      this.sum();
      if (id) byID("transfer-dialog").querySelector("[type=submit]").focus();
    });
    this.counter = new Picker(byID("counter-picker"), (id) => {
      this.sum();
      if (id) byID("transfer-dialog").querySelector("[type=submit]").focus();
    });
    this.sheet = new Sheet(byID("transfer-dialog"), async () => {
      const body = {};
      if (this.service.chosen) body.service = this.service.chosen;
      if (this.counter.chosen) body.counter = this.counter.chosen;
      if (!body.service && !body.counter) return t("counter.transfer.missing");
      await perform("transfer", body);
      return "";
    });
  }

  open() {
    write(byID("transfer-title"), t("counter.transfer.title", { number: this.number() }));
    this.service.open(this.services());
    this.counter.open(this.counters());
    this.sum();
    this.sheet.open("transfer");
    this.service.input.focus();
  }

  number() {
    return this.desk.view.ticket ? this.desk.view.ticket.number : "";
  }

  services() {
    const names = this.names();
    return names.definition.services.map((s) => {
      const field = names.fields[s.field];
      return { id: s.id, title: names.service(s.id), detail: field ? names.text(field.name) : "", words: names.serviceWords(s.id) };
    });
  }

  /** The counters that take the service come first. */
  counters() {
    const names = this.names();
    const service = this.service.chosen || (this.desk.view.ticket ? this.desk.view.ticket.service : "");
    const others = names.definition.counters.filter((c) => c.id !== this.desk.id);
    const option = (c, takes) => ({
      id: c.id,
      title: names.text(c.name),
      detail: takes ? t("counter.transfer.takes") : names.hall(c.hall),
      words: fold(`${names.text(c.name)} ${c.label || ""} ${names.hall(c.hall)}`),
    });
    const takes = (c) => c.services.includes(service);
    return others.filter(takes).map((c) => option(c, true)).concat(others.filter((c) => !takes(c)).map((c) => option(c, false)));
  }

  /** Says what pressing will do. */
  sum() {
    const names = this.names();
    const service = this.service.chosen ? names.service(this.service.chosen) : "";
    const counter = this.counter.chosen ? names.counter(this.counter.chosen) : "";
    const kind = service && counter ? "both" : service ? "to_service" : counter ? "to_counter" : "choose";
    write(byID("transfer-sum"), t(`counter.transfer.${kind}`, { number: this.number(), service, counter }));
  }
}
