/**
 * Makes an element with a class and a text or children.
 * @param {string} tag
 * @param {string} [name] its class
 * @param {string | Node[]} [content]
 * @returns {HTMLElement}
 */
export function element(tag, name, content) {
  const made = document.createElement(tag);
  if (name) {
    made.className = name;
  }
  if (typeof content === "string") {
    made.textContent = content;
  } else if (content) {
    made.append(...content);
  }
  return made;
}

/**
 * Puts children in the place of those that a node has.
 * @param {Element} node
 * @param {Node[]} children
 */
export function fill(node, children) {
  node.textContent = "";
  node.append(...children);
}

/**
 * Writes a text only where it differs, so that nothing is drawn again in vain.
 * @param {Element} node
 * @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
