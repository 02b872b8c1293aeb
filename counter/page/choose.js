/** Choosing the counter: what each is doing now, and which one this machine was last. */
import { Feed } from "../lib/feed.js";
import { boot, t } from "../lib/text.js";
import { byID, write } from "./element.js";

const data = boot.data;

/** @param {{counters: {id: string, state: string, number?: string}[]}} view */
function show(view) {
  for (const plate of view.counters) {
    const card = document.querySelector(`[data-counter="${plate.id}"]`);
    if (!card) continue;
    /** @type {HTMLElement} */ (card).dataset.state = plate.state;
    const words = plate.number ? t("counter.choose.busy", { number: plate.number }) : t(`counter.state.${plate.state}`);
    write(card.querySelector(".state"), words);
  }
}

function line(up) {
  write(byID("lost"), up ? "" : t("counter.line.lost"));
}

byID("lang").addEventListener("click", () => {
  document.cookie = `lang=${byID("lang").dataset.lang}; path=/; max-age=31536000; samesite=lax`;
  location.assign(location.pathname); // a ?lang= in the address would win over the cookie
});

let last = "";
try {
  last = localStorage.getItem("moiso.counter") || "";
} catch (refused) {
  // Nothing is remembered where storage is forbidden.
}
const [centre, counter] = last.split("/");
const mine = centre === data.centre && document.querySelector(`[data-counter="${counter}"]`);
if (mine) {
  mine.classList.add("mine");
  mine.querySelector(".words").prepend(Object.assign(document.createElement("span"), { className: "last", textContent: t("counter.choose.last") }));
  /** @type {HTMLElement} */ (mine).focus();
}

new Feed(`/api/v1/centres/${data.centre}/feed`, "centre", { view: show, callout() {}, line }).open();
