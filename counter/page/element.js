/**
 * Makes an element: text stays text.
 * @param {string} tag
 * @param {{[attribute: string]: string}} attributes
 * @param {...(Node|string)} children
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes)) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
}

/** A sign of the page's own set (the symbols in the HTML), said by the words beside it.
 * @param {string} name */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** The element of the page with the id. @param {string} id @returns {any} */
export function byID(id) {
  return document.getElementById(id);
}

/** Writes a text if it is another one: what has not changed is not announced, nor painted.
 * @param {Element} node @param {string} text */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
