/**
 * What the page of a ticket says, from the ticket's view. Knows no page.
 *
 * @typedef {Object} Story
 * @property {string} state of the ticket
 * @property {string} title of the window
 * @property {string} lead the sentence
 * @property {string} big people ahead, or the counter
 * @property {string} size how long the big is: medium, long or nothing
 * @property {string} label above the number
 * @property {string} advice what to do
 * @property {string} direction of the counter
 * @property {string} way the direction in words
 * @property {string} then what follows
 * @property {boolean} mayCancel
 * @property {boolean} over nothing more can happen
 *
 * @param {{ticket: Object, hall?: string, counter_name?: string, direction?: string, calls: number}} view
 * @param {{halls: Object<string, string>, counters: Object<string, string>, services: Object<string, string>}} names
 * @param {(key: string, vars?: Object<string, string | number>) => string} t
 * @returns {Story}
 */
export function describe(view, names, t) {
  const ticket = view.ticket;
  const state = ticket.state;
  const counter = names.counters[ticket.counter] || view.counter_name || "";
  const then = (ticket.then || []).map((id) => names.services[id]).filter(Boolean);
  /** @type {Story} */
  const story = {
    state,
    title: ticket.number,
    lead: t(`follow.${state}`),
    label: t("follow.your_number"),
    big: "",
    size: "",
    advice: counter || state === "served" || state === "cancelled" || state === "expired"
      ? t(`follow.${state}_advice`, { counter }) : "",
    direction: "",
    way: "",
    then: then.length > 0 ? t("follow.then", { service: then.join(", ") }) : "",
    mayCancel: ["waiting", "called", "parked", "missed"].indexOf(state) >= 0,
    over: ["served", "cancelled", "expired"].indexOf(state) >= 0,
  };
  if (state === "waiting") {
    const hall = names.halls[view.hall];
    story.big = ticket.ahead > 0 ? String(ticket.ahead) : "";
    story.lead = t(ticket.ahead > 0 ? "follow.waiting" : "follow.waiting_next");
    story.advice = hall ? t("follow.waiting_advice", { hall }) : t("follow.waiting_advice_centre");
    story.title = `${ticket.number}: ${ticket.ahead} ${t("follow.waiting")}`;
  }
  if (state === "called") {
    story.big = counter;
    story.size = counter.length > 12 ? "long" : counter.length > 7 ? "medium" : "";
    story.direction = view.direction || "";
    story.way = view.direction ? t(`follow.${view.direction}`) : "";
    story.title = `${t("follow.called")} ${counter}`;
    if (view.calls > 1) {
      story.label = t("follow.called_again", { times: view.calls });
    }
  }
  return story;
}
