/**
 * Sees to it that a missing font is not overlooked: a page loads this module, and says in words when the font has not
 * come. Other fonts draw Vietnamese marks apart or not at all. Syntax and interfaces are those of Chrome 63.
 */
import { t } from "./text.js";

const FONT = "16px 'Noto Sans'";
const LETTERS = "AẾ"; // one of each file

/** Whether the font is here, every file of it. @returns {Promise<boolean>} */
export function loaded() {
  return document.fonts.load(FONT, LETTERS).then(
    (faces) => faces.length > 0 && faces.every((face) => face.status === "loaded") && document.fonts.check(FONT, LETTERS),
    () => false,
  );
}

/** Tells the people before the screen, and whoever looks after it. */
function complain() {
  console.error(`the font is missing: no ${FONT} for ${LETTERS}; is the folder lib/fonts served?`);
  const notice = document.createElement("p");
  notice.className = "font-missing";
  notice.setAttribute("role", "status");
  notice.textContent = t("web.font_missing");
  document.body.append(notice);
}

loaded().then((here) => here || complain());
