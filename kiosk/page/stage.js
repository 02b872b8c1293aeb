// Draws the scene into the page.

import { h, patch } from "./element.js";
import { priority, search, services, start } from "./screen/choosing.js";
import { footer, header, stillThere } from "./screen/frame.js";
import { confirm, done, lost, refused } from "./screen/taking.js";

/** @typedef {import("./screen/frame.js").Scene} Scene */

const SCREENS = { start, services, search, class: priority, confirm, done, refused };
const MOST = 8; // choices a page

/** One kiosk's screen. */
export class Stage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.shape = "";
    this.limit = MOST;
    this.shown = "";
  }

  /**
   * Shows the scene. The line is up, or what was taken is on the screen already.
   * @param {Omit<Scene, "limit">} scene
   * @param {boolean} line
   */
  draw(scene, line) {
    const { state } = scene;
    const cut = !line && state.step !== "done" && !state.pending;
    document.documentElement.lang = state.lang;
    document.documentElement.dataset.theme = state.contrast ? "contrast" : "light";
    document.documentElement.dataset.type = state.large ? "large" : "normal";
    // How many choices fit depends on all of this, and on nothing that changes
    // under a finger.
    const shape = [cut, state.step, state.field, state.query, state.from.join(), state.popular.join(), state.lang, state.large, innerWidth, innerHeight].join("|");
    if (shape !== this.shape) {
      this.shape = shape;
      this.limit = MOST;
      this.show(scene, cut);
      // Lying screens have two columns: a whole row goes at once.
      const row = innerWidth > innerHeight && state.step !== "search" ? 2 : 1;
      while (this.limit > row && this.overflows()) {
        this.limit -= row;
        this.show(scene, cut);
      }
    } else {
      this.show(scene, cut);
    }
    this.announce(cut ? "lost" : `${state.step} ${state.service} ${scene.rest.ask}`);
  }

  show(/** @type {Omit<Scene, "limit">} */ scene, /** @type {boolean} */ cut) {
    const full = { ...scene, limit: this.limit };
    const { state, rest } = full;
    const screen = cut ? lost(full) : SCREENS[state.step](full);
    const ways = {
      back: state.before !== null && !cut,
      home: state.step !== "start" && state.step !== "done" && !cut,
      busy: state.pending && !state.unsure,
    };
    patch(this.root, h("div", { id: "kiosk" },
      header(full),
      h("main", { class: "screen", "data-step": cut ? "lost" : state.step, "data-key": cut ? "lost" : state.step }, screen),
      footer(full, ways),
      rest.ask && !cut && stillThere(full)));
  }

  overflows() {
    const list = this.root.querySelector(".choices");
    return list !== null && list.scrollHeight > list.clientHeight;
  }

  /** A new screen begins at its heading, a question at its answer, for whoever has it read out. */
  announce(/** @type {string} */ name) {
    if (name === this.shown) return;
    this.shown = name;
    /** @type {HTMLElement|null} */ (this.root.querySelector(".ask button") || this.root.querySelector("h1"))?.focus();
  }
}
