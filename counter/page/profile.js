/** What the counter takes: the services of its profile, until the next change or the next day. */
import { fold } from "../lib/fold.js";
import { t } from "../lib/text.js";
import { byID, element, write } from "./element.js";
import { matches } from "./search.js";
import { Sheet } from "./sheet.js";

export class Profile {
  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => import("./names.js").Names} names
   * @param {(action: string, body: Object) => Promise<void>} perform
   */
  constructor(desk, names, perform) {
    this.desk = desk;
    this.names = names;
    /** @type {Set<string>} the services that are ticked */
    this.chosen = new Set();
    this.list = byID("profile-list");
    this.input = byID("profile-search");
    this.sheet = new Sheet(byID("profile-dialog"), async () => {
      if (this.chosen.size === 0) return t("counter.profile.missing");
      const services = names().definition.services.map((s) => s.id).filter((id) => this.chosen.has(id));
      await perform("profile", { services });
      return "";
    });
    this.input.addEventListener("input", () => this.find());
    // Enter in the search leads to what was found; it does not save.
    this.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = this.list.querySelector("label:not([hidden]) input");
      if (first) first.focus();
    });
    this.list.addEventListener("change", (/** @type {any} */ event) => this.tick(event.target));
    byID("profile-morning").addEventListener("click", () => {
      const own = names().definition.counters.find((c) => c.id === desk.id);
      this.choose(own ? own.services : []);
    });
  }

  open() {
    this.list.textContent = "";
    const names = this.names();
    for (const field of names.definition.fields) {
      const services = names.definition.services.filter((s) => s.field === field.id);
      if (services.length) this.list.append(this.group(field, services));
    }
    this.input.value = "";
    this.choose(this.desk.view.counter.services);
    this.find();
    this.sheet.open("profile");
    this.input.focus();
  }

  /** A field with a tick for all of it, and its services. */
  group(field, services) {
    const names = this.names();
    const title = names.text(field.name);
    const part = element("fieldset", { "data-field": field.id });
    part.append(element("legend", {}, option("field", field.id, title)));
    for (const s of services) {
      const row = option("service", s.id, names.service(s.id));
      row.dataset.words = names.serviceWords(s.id);
      part.append(row);
    }
    part.dataset.words = fold(title);
    return part;
  }

  /** @param {string[]} services */
  choose(services) {
    this.chosen = new Set(services);
    this.draw();
  }

  /** @param {HTMLInputElement} box */
  tick(box) {
    const part = box.closest("fieldset");
    const boxes = box.name === "field" ? Array.from(part.querySelectorAll("input[name=service]")) : [box];
    for (const { value } of /** @type {HTMLInputElement[]} */ (boxes)) {
      if (box.checked) this.chosen.add(value);
      else this.chosen.delete(value);
    }
    this.draw();
  }

  draw() {
    let fields = 0;
    for (const part of this.list.querySelectorAll("fieldset")) {
      const boxes = /** @type {HTMLInputElement[]} */ (Array.from(part.querySelectorAll("input[name=service]")));
      for (const box of boxes) box.checked = this.chosen.has(box.value);
      const ticked = boxes.filter((box) => box.checked).length;
      const whole = part.querySelector("input[name=field]");
      whole.checked = ticked === boxes.length;
      whole.indeterminate = ticked > 0 && ticked < boxes.length;
      if (ticked) fields++;
    }
    write(byID("profile-sum"), t("counter.profile.sum", { services: this.chosen.size, fields }));
  }

  /** Shows what the search names; a field that it names, whole. */
  find() {
    let found = false;
    for (const part of this.list.querySelectorAll("fieldset")) {
      const whole = matches(part.dataset.words, this.input.value);
      let any = whole;
      for (const row of part.querySelectorAll("label[data-words]")) {
        row.hidden = !whole && !matches(row.dataset.words, this.input.value);
        any = any || !row.hidden;
      }
      part.hidden = !any;
      found = found || any;
    }
    byID("profile-none").hidden = found;
  }
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} words
 */
function option(name, value, words) {
  return element("label", {}, element("input", { type: "checkbox", name, value }), element("span", {}, words));
}
