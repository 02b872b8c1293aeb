package office

import "math/bits"

// Claim is all that the rule knows of a ticket. Times are milliseconds.
type Claim struct {
	Ref     int64 // from which the wait counts
	Order   int64 // of issue; two tickets never have the same
	Promise int64 // 1 … 24 hours' worth
	Usual   int64 // mean time at the counter of its service, 0 … 24 hours' worth
	Lead    int64 // 0 … Promise, see Lead
}

// evenness is added to the usual time where long and short errands are weighed
// against each other: the smaller, the more a short one is favoured.
const evenness = 20 * minute

// Before tells whether a is called before b at the moment now. At one moment it
// orders all tickets totally.
//
// A ticket is pressing once its wait and its lead together reach its promise.
// Who presses is called before who does not. Of two that press, the one whose
// wait and lead are the greater part of promise × (usual + 20 minutes) goes
// first; of two that do not, the one that will press first. Ties go to the
// earlier reference, then to the earlier issue.
//
// Promises are kept as long as they can be by the earliest date; once they
// cannot be, by sharing the delay in proportion to the promises, a little less
// to those who are quickly done, since that is what empties the hall.
func Before(a, b Claim, now int64) bool {
	aDate, bDate := a.date(), b.date()
	switch aPresses, bPresses := now >= aDate, now >= bDate; {
	case aPresses != bPresses:
		return aPresses
	case aPresses:
		ah, al := bits.Mul64(uint64(now-a.Ref+a.Lead), b.span())
		bh, bl := bits.Mul64(uint64(now-b.Ref+b.Lead), a.span())
		if ah != bh {
			return ah > bh
		}
		if al != bl {
			return al > bl
		}
	case aDate != bDate:
		return aDate < bDate
	}
	if a.Ref != b.Ref {
		return a.Ref < b.Ref
	}
	return a.Order < b.Order
}

// date is when the ticket begins to press.
func (c Claim) date() int64 { return c.Ref - c.Lead + c.Promise }

// span is what delay is shared in proportion to, in square milliseconds.
func (c Claim) span() uint64 { return uint64(c.Promise) * uint64(c.Usual+evenness) }

// Lead is how much sooner than its promise a ticket presses: its head start and
// twice the mean time until one of the counters that take it becomes free, for a
// ticket with few counters and long errands before it cannot wait for the last
// moment. It is at most the promise. Usuals is the sum over these counters of
// the mean time of their errands; counters is how many they are.
func Lead(promise, headStart, usuals, counters int64) int64 {
	if counters == 0 {
		return promise
	}
	return min(promise, headStart+2*usuals/(counters*counters))
}

// Reach bounds overtaking, however the leads change while a ticket waits. The
// rule calls j before i, whose reference is no later and who has waited so long
// (not negative), only if j's reference is less than Reach later:
//
//	max(T(i) − a(i), T(j) + waited·(1 − min(1, S(j)/S(i))))
//
// with the promise T, the head start a and S = T × (usual + 20 minutes).
//
// Let x be i's wait, d = r(j) − r(i) and L the leads, a ≤ L ≤ T. If i does not
// press, j goes first only with the earlier date, d < T(i)−L(i) − (T(j)−L(j)).
// If i presses, only with the greater part, (x−d+L(j))·S(i) > (x+L(i))·S(j);
// hence d < L(j) + x − x·S(j)/S(i), and if S(j) ≥ S(i), d < L(j).
//
// So nobody starves: of a wait that lasts, only those who came in the first part
// can pass, and S(j)/S(i) of the wait has passed since the last of them came but
// for one promise. Of one class nobody passes anybody.
func Reach(i, j Claim, headStart, waited int64) int64 {
	reach := j.Promise
	if si, sj := i.span(), j.span(); sj < si {
		hi, lo := bits.Mul64(uint64(waited), sj)
		part, _ := bits.Div64(hi, lo, si)
		reach += waited - int64(part)
	}
	return max(i.Promise-headStart, reach)
}
