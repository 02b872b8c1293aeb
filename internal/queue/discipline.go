package queue

import (
	"math/bits"
	"sort"
)

// Rules of order, as they stand in Why.
const (
	RulePromiseShare = "promise-share" // the discipline of this file
	RuleOutOfTurn    = "out-of-turn"   // an officer named the ticket and gave a reason
)

// The discipline: inside a line first come first served; across lines, the
// ticket that has used the greatest share of its promise. With reference time
// r and promise T the share at time t is (t−r)/T. Ties go to the earlier
// reference, then to the earlier issue. At one moment this is a total order of
// all tickets, so that whoever is ahead can be counted and explained.
//
// The rule is the fixed-ratio form of accumulating priority (Kleinrock 1964;
// Stanford, Taylor, Ziedins 2014): waits of two classes keep the ratio of their
// promises. The package comment states who may pass whom.

// standing is a ticket's claim at one moment.
type standing struct {
	ticket  *Ticket
	promise Instant
}

// before tells whether a is called before b at the moment now.
func (a standing) before(b standing, now Instant) bool {
	ah, al := bits.Mul64(waited(a.ticket, now), uint64(b.promise))
	bh, bl := bits.Mul64(waited(b.ticket, now), uint64(a.promise))
	if ah != bh {
		return ah > bh
	}
	if al != bl {
		return al > bl
	}
	return byReference(a.ticket, b.ticket) < 0
}

func waited(t *Ticket, now Instant) uint64 {
	if now <= t.Ref {
		return 0
	}
	return uint64(now - t.Ref)
}

// choice is what the discipline says about one call.
type choice struct {
	winner  standing // ticket nil: nobody can be called
	over    standing // the best of the others; ticket nil: nobody else
	waiting int
}

// choose picks among the lines that a counter may call from. It looks at the
// heads only and allocates nothing.
func choose(lines []*line, now Instant) choice {
	var c choice
	var from *line
	for _, l := range lines {
		n := len(l.tickets)
		if n == 0 {
			continue
		}
		c.waiting += n
		head := standing{l.tickets[0], l.promise}
		switch {
		case c.winner.ticket == nil:
			c.winner, from = head, l
		case head.before(c.winner, now):
			c.over = c.winner
			c.winner, from = head, l
		case c.over.ticket == nil || head.before(c.over, now):
			c.over = head
		}
	}
	if from != nil && len(from.tickets) > 1 {
		if second := (standing{from.tickets[1], from.promise}); c.over.ticket == nil || second.before(c.over, now) {
			c.over = second
		}
	}
	return c
}

// why puts the choice into the words that the event carries.
func (c choice) why(now Instant) Why {
	w := Why{Rule: RulePromiseShare, Winner: c.winner.candidate(now), Waiting: c.waiting}
	if c.over.ticket != nil {
		over := c.over.candidate(now)
		w.Over = &over
	}
	return w
}

func (a standing) candidate(now Instant) Candidate {
	return Candidate{
		Number:  a.ticket.Number,
		Waited:  int64(waited(a.ticket, now) / 1000),
		Promise: int64(a.promise / 1000),
	}
}

// ahead counts the tickets of the lines that come before a at the moment now.
// A line is in order of share too, so each costs a binary search.
func ahead(lines []*line, a standing, now Instant) int {
	n := 0
	for _, l := range lines {
		n += sort.Search(len(l.tickets), func(i int) bool {
			return !(standing{l.tickets[i], l.promise}).before(a, now)
		})
	}
	return n
}
