import { Clock } from "../lib/clock.js";
import { equal } from "./world.js";

const START = Date.parse("2026-11-22T07:05:00.500+07:00");

export const tests = {
  "counts from what the server gave": () => {
    let elapsed = 5000;
    const clock = new Clock("2026-11-22T07:05:00.500+07:00", () => elapsed);
    equal(clock.now(), START, "at once");
    elapsed += 90000;
    equal(clock.now(), START + 90000, "later");
  },

  "is moved where it is wrong": () => {
    const clock = new Clock("2026-11-22T07:05:00.500+07:00", () => 0);
    clock.set("2026-11-22T07:05:00+07:00"); // whole seconds
    equal(clock.now(), START, "nearly the same");
    clock.set("nonsense");
    equal(clock.now(), START, "nonsense");
    clock.set("2026-11-22T07:04:00+07:00");
    equal(clock.now(), START - 60500, "earlier");
    clock.set("2026-11-22T08:04:00+07:00");
    equal(clock.now(), START - 60500 + 3600000, "later");
  },
};
