import { element } from "./element.js";
import { tailed } from "./list.js";
import { sign } from "./sign.js";

/**
 * Draws the calls on the stage. A call that is new pulses once, all cards in
 * step, so that several together flash no faster than one.
 *
 * @typedef {import("./stage.js").Shown} Shown
 * @typedef {{label: string, name: string, direction: string}} Desk
 */
export class Panel {
  /**
   * @param {HTMLElement} node
   * @param {(key: string, vars?: Object<string, string | number>) => string} t
   */
  constructor(node, t) {
    this.node = node;
    this.t = t;
    /** @type {Map<string, HTMLElement>} */
    this.cards = new Map();
    const pulse = getComputedStyle(document.documentElement).getPropertyValue("--pulse");
    this.beat = parseFloat(pulse) || 0;
  }

  /**
   * @param {Shown[]} calls newest first
   * @param {(id: string) => Desk} desk
   */
  draw(calls, desk) {
    /** @type {Map<string, HTMLElement>} */
    const cards = new Map();
    calls.forEach((shown) => {
      const at = desk(shown.call.counter);
      const key = [shown.call.number, shown.turn, at.label, at.direction].join(" ");
      const card = this.cards.get(key) || this.card(shown, at);
      card.classList.toggle("fresh", shown.fresh);
      cards.set(key, card);
    });
    this.cards.forEach((card, key) => {
      if (!cards.has(key)) {
        card.remove();
      }
    });
    // A card that stays is not moved: put into the page again it would pulse again.
    let place = this.node.firstElementChild;
    cards.forEach((card) => {
      if (card === place) {
        place = place.nextElementSibling;
      } else {
        this.node.insertBefore(card, place);
      }
    });
    this.cards = cards;
    this.node.dataset.count = String(calls.length);
  }

  /** @param {Shown} shown @param {Desk} desk */
  card(shown, desk) {
    const call = shown.call;
    const number = element("b", "call-number", call.number);
    number.dataset.length = String(call.number.length);
    number.classList.toggle("tailed", tailed(call.number));
    const counter = element("b", "call-counter", desk.label);
    counter.dataset.length = desk.label.length > 3 ? "word" : String(desk.label.length);
    const invite = element("p", "call-invite", [this.caption("display.call"), this.again(call)]);
    const way = element("p", "call-way", desk.label === desk.name ? [] : [this.caption("display.to_counter")]);
    if (desk.direction) {
      way.append(sign("arrow", desk.direction));
    }
    const card = element("article", counter.dataset.length === "word" ? "call named" : "call", [invite, number, way, counter]);
    if (shown.fresh && this.beat > 0) {
      card.classList.add("arriving");
      card.style.animationDelay = `${this.beat - (performance.now() % this.beat)}ms`;
    }
    return card;
  }

  /** @param {string} key */
  caption(key) {
    return element("span", "caption", [
      element("span", "first", this.t(key)),
      element("small", "second", this.t(`${key}_second`)),
    ]);
  }

  /** @param {import("./stage.js").Call} call */
  again(call) {
    const text = call.times > 1 ? this.t("display.recall", { times: call.times }) : "";
    return element("span", "call-again", text);
  }
}
