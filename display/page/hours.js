/**
 * The opening hours of a hall on a day, from the centre's definition. Knows no
 * page.
 *
 * @param {Object} centre the definition
 * @param {string} hall
 * @param {string} weekday mon … sun
 * @param {string} date yyyy-mm-dd
 * @returns {{names: Object<string, string>[], sessions: {from: string, to: string}[]}[]}
 *   one entry for each calendar that the hall's fields keep, with the names of
 *   those fields; no session: closed that day; none at all: open at any hour
 */
export function hoursOf(centre, hall, weekday, date) {
  /** @type {Object<string, boolean>} */
  const served = {};
  centre.counters.filter((c) => c.hall === hall).forEach((c) => {
    c.services.forEach((id) => { served[id] = true; });
  });
  /** @type {Object<string, boolean>} */
  const fields = {};
  centre.services.forEach((s) => {
    if (served[s.id]) {
      fields[s.field] = true;
    }
  });
  return (centre.calendars || []).map((calendar) => ({
    names: centre.fields.filter((f) => fields[f.id] && f.calendar === calendar.id).map((f) => f.name),
    sessions: (calendar.days && calendar.days[date]) || calendar.week[weekday] || [],
  })).filter((entry) => entry.names.length > 0);
}
