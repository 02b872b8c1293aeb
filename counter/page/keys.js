/**
 * The officer's keys: which key does what, whether keys work at all (WCAG 2.1.4), kept on
 * this machine. No DOM.
 */

const STORE = "moiso.counter.keys";

/** In the order in which the settings list them. "" is no key. */
export const DEFAULTS = {
  callNext: "F2",
  recall: "F3",
  start: "F4",
  finish: "F6",
  miss: "F7",
  transfer: "F8",
  park: "F9",
  undo: "F10",
  call: "/",
  resume: "",
  reinstate: "",
  open: "",
  pause: "",
  close: "",
};

/** Keys that belong to the browser, to moving about the page and to typing. */
const RESERVED = ["Tab", "Enter", "Escape", " ", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "Process", "Unidentified", "F5", "F11", "F12"];

export class Keys {
  /** @param {Storage} storage */
  constructor(storage) {
    this.storage = storage;
    this.on = true;
    /** @type {{[action: string]: string}} */
    this.map = Object.assign({}, DEFAULTS);
    try {
      const kept = JSON.parse(storage.getItem(STORE) || "{}");
      this.on = kept.on !== false;
      for (const action of Object.keys(DEFAULTS)) {
        if (kept.map && typeof kept.map[action] === "string") this.map[action] = kept.map[action];
      }
    } catch (unreadable) {
      // Whatever was kept is of no use: the defaults are.
      this.map = Object.assign({}, DEFAULTS);
    }
  }

  /** The action of a key press, or "". Chords are the browser's.
   * @param {KeyboardEvent} event */
  action(event) {
    if (!this.on || event.ctrlKey || event.altKey || event.metaKey) return "";
    const key = name(event.key);
    return Object.keys(this.map).find((action) => this.map[action] !== "" && this.map[action] === key) || "";
  }

  /** How the key of an action is written on its button; "" when it has none or keys are off.
   * @param {string} action */
  label(action) {
    return this.on ? this.map[action] || "" : "";
  }

  /**
   * Gives an action a key; whoever had that key loses it.
   * @param {string} action
   * @param {string} key of a KeyboardEvent, or "" for none
   * @returns {boolean} false: that key cannot be used
   */
  set(action, key) {
    if (RESERVED.includes(key)) return false;
    const wanted = name(key);
    for (const other of Object.keys(this.map)) {
      if (wanted !== "" && this.map[other] === wanted) this.map[other] = "";
    }
    this.map[action] = wanted;
    this.keep();
    return true;
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on;
    this.keep();
  }

  reset() {
    this.map = Object.assign({}, DEFAULTS);
    this.keep();
  }

  keep() {
    try {
      this.storage.setItem(STORE, JSON.stringify({ on: this.on, map: this.map }));
    } catch (full) {
      // The keys hold until the page is left; there is nowhere to keep them.
    }
  }
}

/** Letters are shown, and work, whatever the case. @param {string} key */
function name(key) {
  return key.length === 1 ? key.toUpperCase() : key;
}
