import { element, fill } from "./element.js";
import { sign } from "./sign.js";

const perRow = 8;
const perPage = 24;
const turnEvery = 8000;

/**
 * Draws the counters and what they do: one tile each, in one to three rows. A
 * hall with more counters than that turns them over page by page.
 */
export class Strip {
  /**
   * @param {HTMLElement} node with a list
   * @param {(key: string) => string} t
   */
  constructor(node, t) {
    this.node = node;
    this.list = node.firstElementChild;
    this.t = t;
    /** @type {Object[]} */
    this.plates = [];
    this.page = 0;
    setInterval(() => {
      if (this.plates.length > perPage) {
        this.page++;
        this.paint();
      }
    }, turnEvery);
  }

  /** @param {{id: string, label: string, state: string, number?: string, serving?: boolean, notice?: boolean}[]} plates */
  draw(plates) {
    this.plates = plates;
    this.paint();
  }

  paint() {
    const pages = Math.max(1, Math.ceil(this.plates.length / perPage));
    const from = (this.page % pages) * perPage;
    const plates = this.plates.slice(from, from + perPage);
    const lines = Math.ceil(plates.length / perRow);
    this.node.hidden = plates.length === 0;
    this.node.dataset.lines = String(lines);
    // The same number of tiles in every line, so that the columns line up.
    this.node.style.setProperty("--columns", String(Math.ceil(plates.length / Math.max(1, lines))));
    fill(this.list, plates.map((plate) => this.tile(plate)));
  }

  /** @param {{label: string, state: string, number?: string, serving?: boolean, notice?: boolean}} plate */
  tile(plate) {
    const tile = element("li", `tile ${plate.state}`, [element("b", "tile-label", plate.label)]);
    tile.classList.toggle("named", plate.label.length > 3);
    if (plate.number) {
      tile.classList.add(plate.serving ? "serving" : "called");
      tile.append(element("span", "tile-number", plate.number));
    } else {
      tile.append(element("span", "tile-state", this.t(`display.counter_${plate.state}`)));
    }
    if (plate.state === "paused") {
      tile.append(sign("paused"));
    }
    if (plate.notice && plate.serving) {
      tile.classList.add("notice");
      tile.append(sign("priority"));
    }
    return tile;
  }
}
