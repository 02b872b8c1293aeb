import * as api from "./api.test.js";
import * as clock from "./clock.test.js";
import * as feed from "./feed.test.js";
import * as fold from "./fold.test.js";
import * as text from "./text.test.js";

const suites = { api, clock, feed, fold, text };

/** What a test has to say; empty: nothing. */
self.run = async (suite, name) => {
  try {
    await suites[suite].tests[name]();
    return "";
  } catch (error) {
    return String((error && error.stack) || error);
  }
};

self.names = Object.keys(suites).reduce(
  (all, suite) => all.concat(Object.keys(suites[suite].tests).map((name) => ({ suite, name }))),
  [],
);
