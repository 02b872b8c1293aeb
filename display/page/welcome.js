import { element, fill } from "./element.js";

/**
 * Draws what stands on the stage while nobody is called: a welcome and the
 * opening hours, or the wish to wait.
 * @param {HTMLElement} node
 * @param {(key: string) => string} t
 * @param {string} title key of the sentence
 * @param {string} advice key of what to do
 * @param {{names: string[], sessions: {from: string, to: string}[]}[]} hours
 */
export function drawWelcome(node, t, title, advice, hours) {
  const parts = [
    element("h2", "welcome-title", t(title)),
    element("p", "welcome-advice", t(advice)),
  ];
  if (hours.length > 0) {
    const lines = hours.slice(0, 3).map((entry) => {
      const times = entry.sessions.map((s) => `${s.from} – ${s.to}`).join("   ");
      const line = element("li", "", [element("b", "", times || t("display.closed_today"))]);
      if (hours.length > 1) {
        line.append(element("span", "", entry.names.join(", ")));
      }
      return line;
    });
    parts.push(element("div", "welcome-hours", [element("h3", "", t("display.hours")), element("ul", "", lines)]));
  }
  fill(node, parts);
}
