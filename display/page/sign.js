/** The signs of the displays, drawn as SVG: no font has to bring them. */

const shapes = {
  arrow: "M52 8 92 50 52 92 36 76 53 61H8V39h45L36 24z",
  people: "M34 14a15 15 0 1 1 0 30 15 15 0 0 1 0-30zM6 86V68c0-11 9-18 20-18h16c11 0 20 7 20 18v18zM66 18a13 13 0 1 1 0 26c-3 0-5-1-7-2a22 22 0 0 0 1-22c2-1 4-2 6-2zM70 86V68c0-7-2-13-7-18h11c11 0 20 7 20 18v18z",
  priority: "M50 6l13 28 31 4-23 21 6 31-27-15-27 15 6-31L6 38l31-4z",
  paused: "M26 16h16v68H26zM58 16h16v68H58z",
  line: "M50 10 96 90H4zM45 38v28h10V38zM45 72v10h10V72z",
  bell: "M50 8c5 0 8 3 8 8 15 4 22 15 22 30v18l10 12v6H10v-6l10-12V46c0-15 7-26 22-30 0-5 3-8 8-8zM38 86h24a12 12 0 0 1-24 0z",
};

/** @type {Object<string, number>} */
const turns = { right: 0, down: 90, left: 180, up: 270 };

/**
 * @param {string} shape arrow, people, priority, paused, line or bell
 * @param {string} [direction] where the arrow points: left, right, up, down
 * @returns {SVGElement} to be sized by the stylesheet; says nothing to a screen reader
 */
export function sign(shape, direction) {
  const space = "http://www.w3.org/2000/svg";
  const svg = /** @type {SVGElement} */ (document.createElementNS(space, "svg"));
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `sign sign-${shape}`);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", shapes[shape]);
  path.setAttribute("fill-rule", "evenodd");
  if (direction && turns[direction]) {
    path.setAttribute("transform", `rotate(${turns[direction]} 50 50)`);
  }
  svg.appendChild(path);
  return svg;
}
