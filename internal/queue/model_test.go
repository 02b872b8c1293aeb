package queue_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"moiso/internal/queue"
)

// model is the core again, written to be obviously right: tickets in one slice,
// every question a scan over all of them, shares as fractions. It shares the
// types of commands and definitions with the core and nothing else.
type model struct {
	def     *queue.Centre
	zone    *time.Location
	day     queue.Day
	before  queue.Day // the working day before
	open    bool
	dayEnd  queue.Instant
	step    int // commands so far
	tickets []*mTicket
	desks   []*mDesk
	given   []mNumber
	blocked []string // numbers of tickets older than the day
	memory  []mMemory
}

type mTicket struct {
	queue.Ticket
	touched int // the step in which something last happened to it
}

type mDesk struct {
	def      queue.Counter
	state    queue.CounterState
	services []queue.ServiceID
	since    queue.Instant
	current  *mTicket
	undo     *mUndo
	today    queue.Today
}

type mUndo struct {
	kind   string
	at     queue.Instant
	day    queue.Day
	step   int
	took   queue.Instant
	ticket *mTicket
	was    queue.Ticket
}

// mNumber is a number given; next is the index that follows it.
type mNumber struct {
	day     queue.Day
	service queue.ServiceID
	prefix  string
	next    int
}

type mMemory struct {
	id     queue.CommandID
	digest uint64
	ticket queue.TicketID
	day    queue.Day
}

// verdict is what a command comes to: a refusal's kind, or the ticket concerned.
type verdict struct {
	kind     queue.Kind
	ticket   queue.TicketID
	changed  bool
	repeated bool
}

func refused(k queue.Kind) verdict      { return verdict{kind: k} }
func changed(id queue.TicketID) verdict { return verdict{ticket: id, changed: true} }

const (
	invalid  = queue.KindInvalid
	notFound = queue.KindNotFound
	conflict = queue.KindConflict
)

// do carries a command out, or refuses it.
func (m *model) do(cmd queue.Command) verdict {
	m.step++
	for _, r := range slices.Backward(m.memory) {
		if cmd.ID != "" && r.id == cmd.ID && r.day >= m.before {
			if r.digest != cmd.Digest {
				return refused(conflict)
			}
			return verdict{ticket: r.ticket, repeated: true}
		}
	}
	v := m.act(cmd.Do, cmd.At)
	if cmd.ID != "" && v.changed {
		m.memory = append(m.memory, mMemory{cmd.ID, cmd.Digest, v.ticket, m.day})
	}
	return v
}

func (m *model) act(do queue.Action, now queue.Instant) verdict {
	switch do := do.(type) {
	case queue.Configure:
		return m.configure(do.Centre, now)
	case queue.OpenDay:
		if m.open {
			return refused(conflict)
		}
		return m.openDay(now)
	case queue.CloseDay:
		if !m.open {
			return refused(conflict)
		}
		return m.closeDay()
	case queue.Tick:
		return m.tick(now)
	case queue.Issue:
		return m.issue(do, now)
	case queue.Cancel:
		return m.cancel(do.Ticket, now)
	}
	return m.atCounter(do, now)
}

// touch marks that something happened to the ticket in this step.
func (m *model) touch(t *mTicket, state queue.TicketState) {
	t.State, t.touched = state, m.step
	if state.Over() {
		t.Ended = m.day
	}
}

// find gives a ticket that has not been forgotten.
func (m *model) find(id queue.TicketID) *mTicket {
	for _, t := range m.tickets {
		if t.ID == id && !m.forgotten(t) {
			return t
		}
	}
	return nil
}

func (m *model) forgotten(t *mTicket) bool { return t.State.Over() && t.Ended < m.before }

func (m *model) desk(id queue.CounterID) *mDesk {
	for _, d := range m.desks {
		if d.def.ID == id {
			return d
		}
	}
	return nil
}

func (m *model) service(id queue.ServiceID) *queue.Service {
	for i := range m.def.Services {
		if m.def.Services[i].ID == id {
			return &m.def.Services[i]
		}
	}
	return nil
}

func (m *model) promise(service queue.ServiceID, class queue.ClassID) int {
	if n, ok := m.service(service).Promises[class]; ok {
		return n
	}
	for _, c := range m.def.Classes {
		if c.ID == class {
			return c.Promise
		}
	}
	panic("no class " + class)
}

// share is the part of its promise that the ticket has used, and a bit.
func (m *model) share(t *mTicket, now queue.Instant) *big.Rat {
	return big.NewRat(max(0, int64(now-t.Ref)), int64(m.promise(t.Service, t.Class)))
}

// comesBefore: greater share, then earlier reference, then earlier issue.
func (m *model) comesBefore(a, b *mTicket, now queue.Instant) bool {
	if c := m.share(a, now).Cmp(m.share(b, now)); c != 0 {
		return c > 0
	}
	if a.Ref != b.Ref {
		return a.Ref < b.Ref
	}
	return slices.Index(m.tickets, a) < slices.Index(m.tickets, b)
}

// mayCall tells whether the ticket waits and the counter may call it.
func (d *mDesk) mayCall(t *mTicket) bool {
	if t.State != queue.Waiting {
		return false
	}
	if t.Only != "" {
		return t.Only == d.def.ID
	}
	return slices.Contains(d.services, t.Service)
}

// pick scans everybody for who is before all others.
func (m *model) pick(d *mDesk, now queue.Instant) *mTicket {
	var best *mTicket
	for _, t := range m.tickets {
		if d.mayCall(t) && (best == nil || m.comesBefore(t, best, now)) {
			best = t
		}
	}
	return best
}

// ahead counts who is before t among those that a counter may call instead.
func (m *model) ahead(t *mTicket, now queue.Instant) int {
	n := 0
	for _, u := range m.tickets {
		if u == t || u.State != queue.Waiting || !m.comesBefore(u, t, now) {
			continue
		}
		competes := t.Only == "" && u.Only == "" && u.Service == t.Service
		for _, d := range m.desks {
			if t.Only != "" {
				competes = competes || d.def.ID == t.Only && d.mayCall(u)
			} else {
				competes = competes || slices.Contains(d.services, t.Service) && d.mayCall(u)
			}
		}
		if competes {
			n++
		}
	}
	return n
}

// nextNumber counts on from the last number of the prefix today.
func (m *model) nextNumber(series queue.SeriesID) (number string, rec mNumber, ok bool) {
	for _, s := range m.def.Series {
		if s.ID != series {
			continue
		}
		index := max(1, s.Start)
		for _, g := range m.given {
			if g.day == m.day && g.prefix == s.Prefix {
				index = g.next
			}
		}
		for {
			digits := fmt.Sprint(index)
			for len(digits) < max(s.Digits, 3*(1-min(s.Digits, 1))) {
				digits = "0" + digits
			}
			number = s.Prefix + digits
			if s.End > 0 && index > s.End {
				return "", rec, false
			}
			if !slices.Contains(m.blocked, number) {
				return number, mNumber{day: m.day, prefix: s.Prefix, next: index + max(1, s.Step)}, true
			}
			index += max(1, s.Step)
		}
	}
	panic("no series " + series)
}

// gives tells whether the field gives numbers now, by the clock on its wall.
func (m *model) gives(field queue.FieldID, now queue.Instant) bool {
	at := now.Time(m.zone)
	for _, f := range m.def.Fields {
		for _, c := range m.def.Calendars {
			if f.ID != field || c.ID != f.Calendar {
				continue
			}
			sessions, ok := c.Days[at.Format(time.DateOnly)]
			if !ok {
				sessions = c.Week[strings.ToLower(at.Format("Mon"))]
			}
			return slices.ContainsFunc(sessions, func(s queue.Session) bool {
				last := s.Last
				if last == "" {
					last = s.To
				}
				return at.Format("15:04") >= s.From && at.Format("15:04") < last
			})
		}
	}
	return true
}
