// Package sim makes visitors and officers: demand as it comes to a centre on a
// day, and people who act it out at the kiosks and counters of a running one.
//
// A plan is a pure function of a demand and a seed: who comes when, for what,
// how long it takes at the counter and whether they stay until they are called.
// People play a plan against the faces, at any multiple of real time.
//
// Where the figures come from: the spread of a day's visits, the day factors,
// absence and the times between steps are estimates for Vietnamese centres;
// service times are log-normal around the usual minutes of each service.
package sim
