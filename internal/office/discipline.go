package office

import "math/bits"

// Head is the first of a line, as a discipline sees it. A line is the tickets of
// one class, in order of reference time.
type Head struct {
	Claim
	HeadStart int64 // milliseconds
	Waiting   int64 // tickets in the line
	Expected  int64 // tickets that come in a thousand days
	Rank      int64 // 1 goes first
}

// Discipline is a rule of who is called next among the heads of lines.
type Discipline struct {
	Name, What string
	// before tells whether a is called before b at the moment now. It orders
	// totally all heads that differ in reference or order.
	before func(a, b *Head, now int64) bool
}

// Disciplines are all there are; the first is this program's.
func Disciplines() []Discipline {
	return []Discipline{
		{"promise", "pressing promises in proportion, then the earliest promise date", promise},
		{"fifo", "first come, first served", fifo},
		{"strict", "priority, then appointments, then the rest", strict},
		{"longest", "longest queue first", longest},
		{"ratio", "fixed queue ratio: the queue that most exceeds its share", ratio},
		{"accumulating", "accumulating priority: the greatest share of the promise", accumulating},
		{"duedate", "earliest promise date", dueDate},
		{"cmu", "generalised c-mu with quadratic cost of delay", cmu},
	}
}

func promise(a, b *Head, now int64) bool { return Before(a.Claim, b.Claim, now) }

func fifo(a, b *Head, _ int64) bool {
	if a.Ref != b.Ref {
		return a.Ref < b.Ref
	}
	return a.Order < b.Order
}

func strict(a, b *Head, now int64) bool {
	if a.Rank != b.Rank {
		return a.Rank < b.Rank
	}
	return fifo(a, b, now)
}

func longest(a, b *Head, now int64) bool {
	if a.Waiting != b.Waiting {
		return a.Waiting > b.Waiting
	}
	return fifo(a, b, now)
}

// ratio wants queues in the ratio of what would keep the promises: by Little's
// law, rate × promise.
func ratio(a, b *Head, now int64) bool {
	if c := compare(a.Waiting, b.Expected*b.Promise, b.Waiting, a.Expected*a.Promise); c != 0 {
		return c > 0
	}
	return fifo(a, b, now)
}

func accumulating(a, b *Head, now int64) bool {
	if c := compare(used(a, now), b.Promise, used(b, now), a.Promise); c != 0 {
		return c > 0
	}
	return fifo(a, b, now)
}

func dueDate(a, b *Head, now int64) bool {
	if x, y := due(a), due(b); x != y {
		return x < y
	}
	return fifo(a, b, now)
}

// cmu serves the greatest C'(W)·µ with the cost C(W) = (W/promise)².
func cmu(a, b *Head, now int64) bool {
	weigh := func(h *Head) int64 { return h.Promise / 1000 * (h.Promise / 1000) * (h.Usual / 1000) }
	if c := compare(used(a, now), weigh(b), used(b, now), weigh(a)); c != 0 {
		return c > 0
	}
	return fifo(a, b, now)
}

// used is how long the ticket has waited, with its head start.
func used(h *Head, now int64) int64 { return max(0, now-h.Ref+h.HeadStart) }

// due is when the promise ends.
func due(h *Head) int64 { return h.Ref - h.HeadStart + h.Promise }

// compare gives the sign of a·b − c·d. None is negative.
func compare(a, b, c, d int64) int {
	ah, al := bits.Mul64(uint64(a), uint64(b))
	ch, cl := bits.Mul64(uint64(c), uint64(d))
	switch {
	case ah != ch && ah > ch, ah == ch && al > cl:
		return 1
	case ah == ch && al == cl:
		return 0
	}
	return -1
}
