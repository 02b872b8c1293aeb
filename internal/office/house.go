package office

import (
	"cmp"
	"math"
	"slices"
)

// House plays days of one office. One goroutine at a time; its buffers are used
// again from day to day.
type House struct {
	office     *Office
	discipline Discipline
	lines      []line
	desks      []desk
	calls      []Call
	head, best Head // of the pick at work
}

// Call is what became of a ticket.
type Call struct {
	At      int64 // when it was called
	Counter int   // index in the office's counters
	// Overtaken counts those whose reference is later, or the same and their
	// arrival later, that were called before it by a counter that could have
	// called it. Outside counts those of them that came after Reach.
	Overtaken, Outside int
}

// line is the waiting tickets of one class.
type line struct {
	head    Head  // all but what differs from ticket to ticket
	tickets []int // in order of reference, then of arrival; those before first are gone
	first   int
	desks   []int // that may call from it; those with fewest skills first
}

func (l *line) waiting() []int { return l.tickets[l.first:] }

type desk struct {
	lines   []int
	skills  int
	usual   int64 // mean time of its errands
	busy    bool
	away    bool  // on its break; busy, too
	until   int64 // busy: the next event
	since   int64 // idle
	breakAt int64 // never: it has been, or there is none
}

const never = math.MaxInt64

// NewHouse prepares the office for days under the discipline. The load is
// needed by those that know how many come.
func NewHouse(o *Office, d Discipline, load float64) *House {
	h := &House{office: o, discipline: d, lines: make([]line, len(o.Classes)), desks: make([]desk, len(o.Counters))}
	shares := 0.0
	for _, c := range o.Classes {
		shares += c.Share
	}
	for j, k := range o.Counters {
		h.desks[j].skills = len(k.Services)
		h.desks[j].usual = o.usual(k)
	}
	for i, c := range o.Classes {
		s := o.Services[o.service(c.Service)]
		h.lines[i].head = Head{
			Claim:     Claim{Promise: int64(c.Promise) * minute, Usual: int64(s.Minutes * minute)},
			HeadStart: int64(c.HeadStart) * minute, Rank: int64(c.Rank),
			Expected: max(1, int64(1000*o.Visitors(load)*c.Share/shares)),
		}
		for j, k := range o.Counters {
			if slices.Contains(k.Services, c.Service) {
				h.lines[i].desks = append(h.lines[i].desks, j)
				h.desks[j].lines = append(h.desks[j].lines, i)
			}
		}
		slices.SortStableFunc(h.lines[i].desks, func(a, b int) int { return cmp.Compare(h.desks[a].skills, h.desks[b].skills) })
	}
	return h
}

// usual is the mean time, in milliseconds, of a counter's services.
func (o *Office) usual(k Counter) int64 {
	sum := 0.0
	for _, id := range k.Services {
		sum += o.Services[o.service(id)].Minutes
	}
	return int64(sum * minute / float64(max(1, len(k.Services))))
}

// Play plays one day, from opening until everybody has been called. The tickets
// are in order of arrival. What it gives, one for each ticket, holds until the
// next day is played.
//
// A counter that becomes free calls the discipline's choice of those it may
// call; a ticket that finds counters idle goes to the one with fewest skills,
// then to the one that has been idle longest. No counter is idle while it could
// call, but for its break.
func (h *House) Play(day []Ticket) []Call {
	h.reset(len(day))
	for next, called := 0, 0; called < len(day); {
		j := h.soonest()
		if next < len(day) && (j < 0 || day[next].Arrives <= h.desks[j].next()) {
			now := day[next].Arrives
			h.enqueue(day, next)
			if j := h.idle(day[next].Class, now); j >= 0 && h.call(day, j, now) {
				called++
			}
			next++
			continue
		}
		if h.turn(day, j) {
			called++
		}
	}
	return h.calls
}

func (h *House) reset(tickets int) {
	h.calls = slices.Grow(h.calls[:0], tickets)[:tickets]
	clear(h.calls)
	for i := range h.lines {
		h.lines[i].tickets, h.lines[i].first = h.lines[i].tickets[:0], 0
	}
	for j := range h.desks {
		d := &h.desks[j]
		d.busy, d.since, d.breakAt = false, 0, never
		d.away = false
		if h.office.Break > 0 {
			d.breakAt = int64(h.office.Counters[j].BreakAt) * minute
		}
	}
	for j := range h.desks {
		h.lead(j)
	}
}

// lead sets the leads of the desk's lines by the desks that are there.
func (h *House) lead(j int) {
	for _, i := range h.desks[j].lines {
		l := &h.lines[i]
		usuals, there := int64(0), int64(0)
		for _, k := range l.desks {
			if !h.desks[k].away {
				usuals += h.desks[k].usual
				there++
			}
		}
		l.head.Lead = Lead(l.head.Promise, l.head.HeadStart, usuals, there)
	}
}

// next is when something happens at the desk by itself.
func (d *desk) next() int64 {
	if d.busy {
		return d.until
	}
	return d.breakAt
}

// soonest is the desk at which something happens next, or −1.
func (h *House) soonest() int {
	best, at := -1, int64(never)
	for j := range h.desks {
		if n := h.desks[j].next(); n < at {
			best, at = j, n
		}
	}
	return best
}

// turn lets the desk go on: to its break, to the next ticket or to idleness.
func (h *House) turn(day []Ticket, j int) (called bool) {
	d := &h.desks[j]
	now := d.next()
	if d.busy {
		d.busy, d.since = false, now
	}
	if d.away {
		d.away = false
		h.lead(j)
	}
	if now >= d.breakAt {
		d.busy, d.away, d.until, d.breakAt = true, true, now+int64(h.office.Break)*minute, never
		h.lead(j)
		return false
	}
	return h.call(day, j, now)
}

// enqueue puts the ticket in its line: nearly always at the end.
func (h *House) enqueue(day []Ticket, t int) {
	l := &h.lines[day[t].Class]
	l.tickets = append(l.tickets, t)
	for i := len(l.tickets) - 1; i > l.first && day[l.tickets[i-1]].Ref > day[t].Ref; i-- {
		l.tickets[i], l.tickets[i-1] = l.tickets[i-1], t
	}
}

// idle is the desk that an arriving ticket of the class goes to, or −1.
func (h *House) idle(class int, now int64) int {
	best := -1
	for _, j := range h.lines[class].desks {
		d := &h.desks[j]
		if d.busy || now >= d.breakAt {
			continue
		}
		if best >= 0 && d.skills > h.desks[best].skills {
			break
		}
		if best < 0 || d.since < h.desks[best].since {
			best = j
		}
	}
	return best
}

// call gives the desk the discipline's choice; false when there is none.
func (h *House) call(day []Ticket, j int, now int64) bool {
	from := -1
	for _, i := range h.desks[j].lines {
		if len(h.lines[i].waiting()) == 0 {
			continue
		}
		h.look(day, i)
		if from < 0 || h.discipline.before(&h.head, &h.best, now) {
			h.best, from = h.head, i
		}
	}
	if from < 0 {
		return false
	}
	t := h.lines[from].waiting()[0]
	h.lines[from].first++
	h.calls[t].At, h.calls[t].Counter = now, j
	h.passed(day, j, now)
	d := &h.desks[j]
	d.busy, d.until = true, now+day[t].Takes
	return true
}

// look makes head the first of the line.
func (h *House) look(day []Ticket, line int) {
	l := &h.lines[line]
	t := l.tickets[l.first]
	h.head = l.head
	h.head.Ref, h.head.Order, h.head.Waiting = day[t].Ref, int64(t), int64(len(l.waiting()))
}

// passed counts the call of best for everybody whom it overtakes.
func (h *House) passed(day []Ticket, j int, now int64) {
	t := h.best.Claim
	for _, i := range h.desks[j].lines {
		l := &h.lines[i]
		for _, u := range l.waiting() {
			ref := day[u].Ref
			if ref > t.Ref || ref == t.Ref && int64(u) > t.Order {
				break
			}
			h.calls[u].Overtaken++
			if t.Ref-ref >= Reach(l.head.Claim, t, l.head.HeadStart, max(0, now-ref)) {
				h.calls[u].Outside++
			}
		}
	}
}
