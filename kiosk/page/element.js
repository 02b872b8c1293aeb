// Building the page's elements, and bringing what is shown to what should be
// shown without replacing what stays: a button that were replaced under a
// finger would lose its click.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Object<string, string|number|boolean|null|undefined>} attributes false, null and undefined are left out
 * @param {...(Node|string|number|null|undefined|false|any[])} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes, ...children) {
  return /** @type {HTMLElement} */ (fill(document.createElement(tag), attributes, children));
}

/**
 * A sign of 24 by 24, drawn with lines in the colour of the text.
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  const svg = document.createElementNS(SVG, "svg");
  return /** @type {SVGElement} */ (fill(svg, { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" }, [path]));
}

/** @type {Object<string, string>} */
const PATHS = {
  people: "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M2.5 20v-1a6.5 6.5 0 0 1 13 0v1M16 4.3a3.5 3.5 0 0 1 0 6.5M18.5 14a6.5 6.5 0 0 1 3 5v1",
  back: "M19 12H5M11 6l-6 6 6 6",
  next: "M9 5l7 7-7 7",
  less: "M15 5l-7 7 7 7",
  home: "M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13a6.5 6.5 0 1 0 0 13M15.5 15.5L21 21",
  clock: "M12 21a9 9 0 1 0 0-18a9 9 0 1 0 0 18M12 7v5l3.5 2",
  warning: "M12 4L2.5 20h19zM12 10v5M12 17.4v.2",
  lost: "M3 3l18 18M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 4.3-2.5M2 9.3a15 15 0 0 1 4-2.6M19 12.9a10 10 0 0 0-3.2-2.1M22 9.3a15 15 0 0 0-11-4.2M12 19.8v.2",
  paper: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  place: "M12 21c-4.5-5-7-8.4-7-11.5a7 7 0 0 1 14 0c0 3.1-2.5 6.5-7 11.5zM12 12a2.5 2.5 0 1 0 0-5a2.5 2.5 0 1 0 0 5",
  done: "M4 12.5l5.5 5.5L20 6.5",
  erase: "M9 5h12v14H9l-6.5-7zM12 9.5l5 5M17 9.5l-5 5",
  clear: "M6 6l12 12M18 6L6 18",
  globe: "M12 21a9 9 0 1 0 0-18a9 9 0 1 0 0 18M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9",
  contrast: "M12 21a9 9 0 1 0 0-18a9 9 0 1 0 0 18M12 3v18M12 6.5h4M12 9.5h6M12 12.5h6.5M12 15.5h5.5M12 18.5h3",
  star: "M12 4l2.5 5.2 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8z",
};

/** @param {Element} element @param {Object<string, any>} attributes @param {any[]} children */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/**
 * Makes now look like next, which is used up. Elements with different data-key
 * are different things and are replaced.
 * @param {Element} now
 * @param {Element} next
 */
export function patch(now, next) {
  for (const { name } of [...now.attributes]) {
    if (!next.hasAttribute(name)) now.removeAttribute(name);
  }
  for (const { name, value } of [...next.attributes]) {
    if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  }
  const wanted = [...next.childNodes];
  while (now.childNodes.length > wanted.length) now.lastChild?.remove();
  wanted.forEach((child, i) => {
    const present = now.childNodes[i];
    if (!present) now.append(child);
    else if (!same(present, child)) present.replaceWith(child);
    else if (child instanceof Element) patch(/** @type {Element} */ (present), child);
    else if (present.nodeValue !== child.nodeValue) present.nodeValue = child.nodeValue;
  });
}

/** @param {Node} a @param {Node} b */
function same(a, b) {
  if (a.nodeName !== b.nodeName) return false;
  if (!(a instanceof Element && b instanceof Element)) return true;
  return a.getAttribute("data-key") === b.getAttribute("data-key");
}
