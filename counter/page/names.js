/** Names by id, in the language of the page, from the centre's definition. */
import { fold } from "../lib/fold.js";

export class Names {
  /**
   * @param {import("./types.js").Definition} definition
   * @param {string} lang
   */
  constructor(definition, lang) {
    this.lang = lang;
    this.definition = definition;
    /** @type {{[id: string]: any}} */
    this.services = index(definition.services);
    this.classes = index(definition.classes);
    this.counters = index(definition.counters);
    this.fields = index(definition.fields);
    this.halls = index(definition.halls);
    this.ordinary = definition.classes.length ? definition.classes[0].id : "";
    this.rules = definition.rules || {};
  }

  /** @param {import("./types.js").Text} [text] */
  text(text) {
    return text ? text[this.lang] || text.vi || "" : "";
  }

  /** An id that the definition no longer has stands for itself.
   * @param {string} id */
  service(id) {
    return this.services[id] ? this.text(this.services[id].name) : id;
  }

  /** @param {string} id */
  class(id) {
    return this.classes[id] ? this.text(this.classes[id].name) : id;
  }

  /** @param {string} id */
  counter(id) {
    return this.counters[id] ? this.text(this.counters[id].name) : id;
  }

  /** @param {string} id */
  hall(id) {
    return this.halls[id] ? this.text(this.halls[id].name) : "";
  }

  /** Tells whether a counter must say that it serves a priority visitor.
   * @param {string} id of a class */
  notice(id) {
    return Boolean(this.classes[id] && this.classes[id].notice);
  }

  /** What a search for the service may name: its name, code, field and the words people use.
   * @param {string} id */
  serviceWords(id) {
    const s = this.services[id];
    if (!s) return fold(id);
    const field = this.fields[s.field];
    return fold([this.text(s.name), s.code || "", field ? this.text(field.name) : ""].concat(s.words || []).join(" "));
  }
}

/** @param {{id: string}[]} list */
function index(list) {
  /** @type {{[id: string]: any}} */
  const byID = {};
  for (const one of list || []) byID[one.id] = one;
  return byID;
}
