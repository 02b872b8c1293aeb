import { write } from "./element.js";

const rest = 9000; // milliseconds that a sentence stands when it need not move
const speed = 5.5; // rem a second: read with ease from the last row

/**
 * Runs sentences along a line, one after the other. A sentence that fits stands
 * still. Where motion is not wanted, long ones are shown part by part.
 */
export class Ticker {
  /** @param {HTMLElement} node the line; it holds one element that moves */
  constructor(node) {
    this.node = node;
    this.text = /** @type {HTMLElement} */ (node.firstElementChild);
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
    /** @type {string[]} */
    this.sentences = [];
    /** @type {string[]} */
    this.parts = []; // of the sentence, still to be shown
    this.turn = 0;
    this.running = false;
  }

  /** @param {string[]} sentences */
  set(sentences) {
    if (sentences.join("\n") === this.sentences.join("\n")) {
      return;
    }
    this.sentences = sentences;
    this.parts = [];
    if (!this.running) {
      this.next();
    }
  }

  next() {
    this.running = this.sentences.length > 0;
    if (!this.running) {
      write(this.text, "");
      return;
    }
    if (this.parts.length === 0) {
      const sentence = this.sentences[this.turn++ % this.sentences.length];
      this.parts = this.still.matches ? this.split(sentence) : [sentence];
    }
    write(this.text, this.parts.shift());
    const room = this.node.clientWidth;
    const length = this.text.scrollWidth;
    if (length <= room) {
      setTimeout(() => this.next(), rest);
      return;
    }
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const run = this.text.animate(
      [{ transform: `translateX(${room}px)` }, { transform: `translateX(${-length}px)` }],
      { duration: ((room + length) / (speed * rem)) * 1000 },
    );
    run.onfinish = () => this.next();
  }

  /**
   * Cuts a sentence between words into parts that fit.
   * @param {string} sentence
   */
  split(sentence) {
    /** @type {string[]} */
    const parts = [];
    let part = "";
    sentence.split(" ").forEach((word) => {
      const longer = part ? `${part} ${word}` : word;
      write(this.text, longer);
      if (part && this.text.scrollWidth > this.node.clientWidth) {
        parts.push(part);
        part = word;
      } else {
        part = longer;
      }
    });
    return parts.concat(part);
  }
}
