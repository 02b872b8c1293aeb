import { boot, format, t } from "../lib/text.js";
import { equal } from "./world.js";

export const tests = {
  "boot data": () => equal([boot.lang, boot.data], ["en", { centre: "Hạ Long </script>" }], "boot"),

  texts: () => {
    equal(t("state.called"), "called", "text");
    equal(t("web.internal", { request: "<7>" }).includes("<7>"), true, "placeholder");
    equal(t("web.internal").includes("{request}"), true, "placeholder without values");
    equal(t("web.internal", { other: 1 }).includes("{request}"), true, "placeholder without a value");
    equal([t("no.such.key"), t("toString")], ["no.such.key", "toString"], "gaps");
  },

  format: () => {
    equal(format.time("2026-11-22T07:05:09+07:00"), "07:05", "time");
    equal(format.date("2026-11-02T07:05:09+07:00"), "02/11/2026", "date of a time");
    equal(format.date("2026-11-02"), "02/11/2026", "date");
    equal([0, 1, 60, 61, -5].map(format.minutes), [0, 1, 1, 2, 0], "minutes");
  },
};
