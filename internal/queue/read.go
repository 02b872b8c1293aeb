package queue

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// What the projections read. These may run concurrently with one another, not
// with Apply. What they return is not to be changed.

// Seq is the number of events applied.
func (s *State) Seq() uint64 { return s.seq }

// At is the time of the last event.
func (s *State) At() Instant { return s.at }

// Centre is the definition in force and its version; nil and 0 before the first.
func (s *State) Centre() (*Centre, int) { return s.centre, s.version }

// Zone is the centre's time zone.
func (s *State) Zone() *time.Location { return s.zone }

// Day is the working day, and whether it is open.
func (s *State) Day() (day Day, open bool) { return s.day, s.open }

// Floor is the sequence at which the working day before this one was opened:
// call-outs since then are remembered.
func (s *State) Floor() uint64 { return s.floor }

// DayStart is the sequence at which the working day was opened.
func (s *State) DayStart() uint64 { return s.dayStart }

// CallOuts are the call-outs since Floor, in order.
func (s *State) CallOuts() []CallOut { return s.callouts }

// Ticket is the ticket with the id, if it is of today or the working day before.
func (s *State) Ticket(id TicketID) (Ticket, bool) {
	t := s.tickets[id]
	if t == nil {
		return Ticket{}, false
	}
	return *t, true
}

// Ahead counts the waiting tickets that would be called before this one now,
// among those that compete with it for a counter. 0 unless it waits.
func (s *State) Ahead(id TicketID, now Instant) int {
	t := s.tickets[id]
	if t == nil || t.State != Waiting {
		return 0
	}
	return ahead(s.rivalsOf(t), standing{t, s.byKey[keyOf(t)].promise}, now)
}

// Preview tells how many people would be ahead of a ticket issued now, or
// refuses as Issue would.
func (s *State) Preview(service ServiceID, class ClassID, now Instant) (int, error) {
	class, err := s.issuable(service, class, now)
	if err != nil {
		return 0, err
	}
	sv := s.services[service]
	t := &Ticket{Service: service, Class: class, Ref: now, Order: s.seq + 1}
	return ahead(sv.rivals, standing{t, s.promise(sv.def, class)}, now), nil
}

// Waiting lists who waits in the order of the discipline now: who the counter
// may call, or with the empty id everybody. At most limit when it is over 0.
func (s *State) Waiting(counter CounterID, now Instant, limit int) []Ticket {
	lines := s.lines
	if counter != "" {
		c := s.desks[counter]
		if c == nil {
			return nil
		}
		lines = c.lines
	}
	var all []standing
	for _, l := range lines {
		tickets := l.tickets
		if limit > 0 && len(tickets) > limit {
			tickets = tickets[:limit] // the rest of the line comes after these
		}
		for _, t := range tickets {
			all = append(all, standing{t, l.promise})
		}
	}
	slices.SortFunc(all, func(a, b standing) int {
		if a.before(b, now) {
			return -1
		}
		return 1
	})
	if limit > 0 && len(all) > limit {
		all = all[:limit]
	}
	out := make([]Ticket, len(all))
	for i, a := range all {
		out[i] = *a.ticket
	}
	return out
}

// WaitingAt counts who the counter may call; with the empty id, everybody.
func (s *State) WaitingAt(counter CounterID) int {
	if counter == "" {
		return s.waiting
	}
	n := 0
	if c := s.desks[counter]; c != nil {
		for _, l := range c.lines {
			n += len(l.tickets)
		}
	}
	return n
}

// WaitingInHall counts who may be called to a counter of the hall.
func (s *State) WaitingInHall(id HallID) int {
	n := 0
	for _, l := range s.lines {
		if len(l.tickets) > 0 && slices.ContainsFunc(s.counters, func(c *counter) bool {
			return c.def.Hall == id && c.calls(l)
		}) {
			n += len(l.tickets)
		}
	}
	return n
}

// Quiet tells whether nobody is in the hall: nobody waits, is called or served.
func (s *State) Quiet() bool {
	return s.waiting == 0 && !slices.ContainsFunc(s.counters, func(c *counter) bool { return c.current != nil })
}

// Desk is a counter as it is now.
type Desk struct {
	Def      *Counter
	State    CounterState
	Reason   string // of the pause
	Services []ServiceID
	Ticket   TicketID // called or served; empty when nobody
	Today    Today
}

func (c *counter) desk() Desk {
	d := Desk{Def: c.def, State: c.state, Reason: c.reason, Services: c.services, Today: c.today}
	if c.current != nil {
		d.Ticket = c.current.ID
	}
	return d
}

// Desk is the counter with the id.
func (s *State) Desk(id CounterID) (Desk, bool) {
	c := s.desks[id]
	if c == nil {
		return Desk{}, false
	}
	return c.desk(), true
}

// Desks are the counters, in the order of the definition.
func (s *State) Desks() iter.Seq[Desk] {
	return func(yield func(Desk) bool) {
		for _, c := range s.counters {
			if !yield(c.desk()) {
				return
			}
		}
	}
}

// Undoable is the step that the counter may take back now, and the ticket.
func (s *State) Undoable(id CounterID, now Instant) (step string, t Ticket, until Instant, ok bool) {
	c := s.desks[id]
	if c == nil || c.current != nil {
		return "", Ticket{}, 0, false
	}
	p, err := s.undoable(c, now)
	if err != nil {
		return "", Ticket{}, 0, false
	}
	return c.last.Kind, *p, c.last.At + UndoSeconds*1000, true
}

// Aside lists the parked and the missed tickets, in the order of issue.
func (s *State) Aside() (parked, missed []Ticket) {
	for _, t := range s.aside {
		if t.State == Parked {
			parked = append(parked, *t)
		} else {
			missed = append(missed, *t)
		}
	}
	byIssue := func(a, b Ticket) int { return cmp.Compare(a.Order, b.Order) }
	slices.SortFunc(parked, byIssue)
	slices.SortFunc(missed, byIssue)
	return parked, missed
}

// Resumable tells whether a parked ticket may be resumed at the counter.
func (s *State) Resumable(ticket TicketID, counter CounterID) bool {
	t, c := s.tickets[ticket], s.desks[counter]
	return t != nil && c != nil && t.State == Parked && s.resumableAt(t, c)
}

// Promise is how long the class waits at most for the service.
func (s *State) Promise(service ServiceID, class ClassID) Instant {
	sv := s.services[service]
	if sv == nil {
		return 0
	}
	return s.promise(sv.def, class)
}

// Load is how a service stands.
type Load struct {
	Def     *Service
	Issued  int // today
	Waiting int
	Open    int     // open counters with the service in their profile
	Oldest  Instant // reference time of who waits longest; 0 when nobody does
}

// Loads are the services, in the order of the definition.
func (s *State) Loads() []Load {
	if s.centre == nil {
		return nil
	}
	out := make([]Load, len(s.centre.Services))
	at := make(map[ServiceID]*Load, len(out))
	for i := range s.centre.Services {
		def := &s.centre.Services[i]
		out[i] = Load{Def: def, Issued: s.issued[def.ID]}
		at[def.ID] = &out[i]
	}
	for _, l := range s.lines {
		if len(l.tickets) == 0 {
			continue
		}
		load := at[l.service.def.ID]
		load.Waiting += len(l.tickets)
		if ref := l.tickets[0].Ref; load.Oldest == 0 || ref < load.Oldest {
			load.Oldest = ref
		}
	}
	for _, c := range s.counters {
		if c.state != StateOpen {
			continue
		}
		for _, id := range c.services {
			at[id].Open++
		}
	}
	return out
}

// FieldHours tells whether the field gives numbers now, else why not, and the
// hours of the day as text; empty for a field that is always open.
func (s *State) FieldHours(id FieldID, now Instant) (open bool, reason Reason, hours string) {
	if !s.open || now >= s.dayEnd {
		return false, ReasonDayNotOpen, ""
	}
	t := now.Time(s.zone)
	open, reason, _ = s.hours[id].At(t)
	return open, reason, s.hours[id].Today(t)
}
