/** Who waits for the counter, who was set aside, who did not come. */
import { fold } from "../lib/fold.js";
import { format, t } from "../lib/text.js";
import { because } from "./allowed.js";
import { showBar } from "./current.js";
import { byID, element, write } from "./element.js";
import { minutes, seconds } from "./time.js";

/** As many chips as stand on one line of the panel; the rest is behind "all". */
const CHIPS = 3;

export class WaitingList {
  /**
   * @param {() => import("./names.js").Names} names
   * @param {(action: string, ticket?: string) => void} act asks for an action, on a ticket
   */
  constructor(names, act) {
    this.names = names;
    /** @type {import("./types.js").CounterView|null} */
    this.view = null;
    this.shown = "";
    for (const list of ["rows", "parked", "missed"]) {
      byID(list).addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button) act(button.dataset.act, button.dataset.ticket);
      });
    }
    byID("more").addEventListener("click", () => act("call"));
    addEventListener("resize", () => this.show(this.view));
  }

  /** @param {import("./types.js").CounterView|null} view */
  show(view) {
    if (!view) return;
    this.view = view;
    write(byID("waiting-count"), String(view.waiting_count));
    byID("nobody").hidden = view.waiting.length > 0;
    byID("rows").hidden = view.waiting.length === 0;
    this.showAside("parked", view.parked, "resume");
    this.showAside("missed", view.missed, "reinstate");
    this.showRows(view);
    this.tick();
  }

  /** Rows that fit whole, no half rows. */
  showRows(view) {
    const rows = byID("rows");
    const height = parseFloat(getComputedStyle(rows).getPropertyValue("--row")) * parseFloat(getComputedStyle(document.documentElement).fontSize);
    byID("more").hidden = false;
    byID("why").hidden = view.waiting.length === 0;
    const room = Math.max(1, Math.floor(rows.clientHeight / height));
    const some = view.waiting.slice(0, room);
    const left = view.waiting_count - some.length;
    byID("more").hidden = left <= 0;
    write(byID("more"), t("counter.waiting.more", { n: left }));
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.ticket : undefined;
    rows.textContent = "";
    rows.append(...some.map((work) => this.row(work)));
    if (focused) for (const row of rows.querySelectorAll("button")) if (row.dataset.ticket === focused) row.focus();
  }

  row(work) {
    const names = this.names();
    const service = names.service(work.service);
    const button = element("button", { type: "button", class: "row", "data-act": "call", "data-ticket": work.id, title: t("counter.waiting.call", { number: work.number }) });
    const head = element("span", { class: "row-head" }, element("strong", {}, work.number));
    if (work.class !== names.ordinary) head.append(element("span", { class: "badge special" }, names.class(work.class)));
    if (work.counter) head.append(element("span", { class: "badge" }, t("counter.waiting.only")));
    head.append(element("span", { class: "row-time" }));
    button.append(head, element("span", { class: "row-service", title: service }, service), element("span", { class: "bar" }, element("span", {})));
    return element("li", {}, button);
  }

  showAside(part, tickets, action) {
    byID(`${part}-part`).hidden = tickets.length === 0;
    write(byID(`${part}-count`), tickets.length ? String(tickets.length) : "");
    const list = byID(part);
    list.textContent = "";
    for (const work of tickets.slice(0, CHIPS)) {
      const label = t(`counter.${part}.back`, { number: work.number });
      list.append(element("li", {}, element("button", { type: "button", class: "chip-button", "data-act": action, "data-ticket": work.id, "aria-label": label, title: label }, work.number)));
    }
    if (tickets.length > CHIPS) {
      list.append(element("li", {}, element("button", { type: "button", class: "chip-button all", "data-act": action }, t("counter.all", { n: tickets.length }))));
    }
  }

  /** Every second: the waits grow. */
  tick() {
    if (!this.view) return;
    const rows = byID("rows").children;
    for (let i = 0; i < rows.length && i < this.view.waiting.length; i++) {
      const work = this.view.waiting[i];
      const waited = seconds(work.since);
      const over = minutes(waited - work.promise_seconds);
      const key = over > 0 ? "counter.waiting.over" : "counter.waiting.of";
      const vars = { n: waited < 60 ? "<1" : minutes(waited), promise: minutes(work.promise_seconds), over };
      const time = rows[i].querySelector(".row-time");
      write(time, t(key, vars));
      time.classList.toggle("late", over > 0);
      showBar(rows[i].querySelector(".bar"), waited, work.promise_seconds);
    }
    if (this.view.waiting.length) {
      const { key, vars } = because(candidate(this.view.waiting[0]), candidate(this.view.waiting[1]));
      write(byID("why"), t("counter.why.first", { because: t(key, vars) }));
    }
  }
}

/** @param {import("./types.js").Work} [work] */
function candidate(work) {
  return work && { number: work.number, waited_seconds: seconds(work.since), promise_seconds: work.promise_seconds };
}

/** A line that tells tickets apart in a list to pick from.
 * @param {import("./types.js").Ticket} ticket
 * @param {import("./names.js").Names} names */
export function ticketOption(ticket, names) {
  return {
    id: ticket.id,
    title: ticket.number,
    detail: names.service(ticket.service),
    aside: t("counter.issued_at", { time: format.time(ticket.issued_at) }),
    words: `${fold(ticket.number)} ${names.serviceWords(ticket.service)}`,
  };
}
