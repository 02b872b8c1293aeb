package queue

import (
	"cmp"
	"slices"
)

// line is one first-come-first-served queue: the waiting tickets of one
// service and class, or those of them that one counter alone may call. It is
// kept in order of reference time, then of issue.
type line struct {
	service *service
	class   ClassID
	only    CounterID
	promise Instant
	tickets []*Ticket // waiting; the first to be called first
}

type lineKey struct {
	service ServiceID
	class   ClassID
	only    CounterID
}

func keyOf(t *Ticket) lineKey { return lineKey{t.Service, t.Class, t.Only} }

func byReference(a, b *Ticket) int {
	if c := cmp.Compare(a.Ref, b.Ref); c != 0 {
		return c
	}
	return cmp.Compare(a.Order, b.Order)
}

// add puts t at its place: nearly always the end.
func (l *line) add(t *Ticket) {
	n := len(l.tickets)
	if n == 0 || byReference(l.tickets[n-1], t) < 0 {
		l.tickets = append(l.tickets, t)
		return
	}
	i, _ := slices.BinarySearchFunc(l.tickets, t, byReference)
	l.tickets = slices.Insert(l.tickets, i, t)
}

// remove takes t out: nearly always the first, which costs nothing.
func (l *line) remove(t *Ticket) bool {
	if len(l.tickets) > 0 && l.tickets[0] == t {
		l.tickets[0] = nil
		l.tickets = l.tickets[1:]
		return true
	}
	i, ok := slices.BinarySearchFunc(l.tickets, t, byReference)
	if !ok {
		return false
	}
	l.tickets = slices.Delete(l.tickets, i, i+1)
	return true
}
