// Package forecast tells how long a visitor will wait, in half and in nine of ten
// cases, and measures how good that is.
//
// It works in three steps. It simulates: the house as it is now is played forward many
// times, with services, pauses and hang-ups drawn from those seen lately. It
// regresses: the logarithm of the wait is put together linearly from the simulated
// quantiles and from what else can be seen, fitted each night to the last 20 days by
// the pinball loss. It calibrates: each estimate is multiplied by what the last 400
// were off by.
//
// [Evaluate] runs this, and the simple rules that it has to beat, over a file of calls
// in the order of time. Nothing is said about a call from what came after it: an
// estimate is made when the call joins the queue, and its wait is learned when its
// service begins.
//
// All randomness comes from the seed; the clock is that of the data. Nothing here is
// safe for use by several goroutines at once.
package forecast
