package queue

import (
	"fmt"
	"strings"
)

// Apply makes an event part of the state. An event that Decide gave in this
// state always fits; an error means that the events are not this centre's
// history, and the state is of no further use.
func (s *State) Apply(e Event) error {
	s.seq++
	s.at = max(s.at, e.At)
	if err := s.apply(e); err != nil {
		return fmt.Errorf("queue: event %d: %T: %w", s.seq, e.Fact, err)
	}
	if e.Command != "" {
		s.remember(e)
	}
	return nil
}

func (s *State) apply(e Event) error {
	switch f := e.Fact.(type) {
	case CentreConfigured:
		return s.adopt(f.Centre, f.Version)
	case DayOpened:
		s.openDay(f.Day)
		return nil
	case DayClosed:
		s.open = false
		return nil
	case TicketIssued:
		return s.issue(f, e.At)
	case CounterOpened:
		return s.turn(f.Counter, StateOpen, "", e.At)
	case CounterPaused:
		return s.turn(f.Counter, StatePaused, f.Reason, e.At)
	case CounterClosed:
		if err := s.turn(f.Counter, StateClosed, "", e.At); err != nil {
			return err
		}
		s.release(f.Counter)
		return nil
	case CounterReprofiled:
		c := s.desks[f.Counter]
		if c == nil {
			return fmt.Errorf("unknown counter %q", f.Counter)
		}
		c.services = known(f.Services, s.services)
		s.rewire()
		return nil
	}
	return s.applyToTicket(e)
}

// remember keeps what a command came to, for its repetitions. A command with
// several events is remembered with the last ticket that they concern.
func (s *State) remember(e Event) {
	m := memory{Digest: e.Digest, Day: s.day}
	m.Ticket, m.Counter = Concerns(e.Fact)
	s.memory[e.Command] = m
}

// Concerns names the ticket and the counter of a fact.
func Concerns(fact Fact) (TicketID, CounterID) {
	switch f := fact.(type) {
	case TicketIssued:
		return f.Ticket, ""
	case TicketCalled:
		return f.Ticket, f.Counter
	case TicketRecalled:
		return f.Ticket, f.Counter
	case ServiceStarted:
		return f.Ticket, f.Counter
	case ServiceFinished:
		return f.Ticket, f.Counter
	case TicketMissed:
		return f.Ticket, f.Counter
	case TicketParked:
		return f.Ticket, f.Counter
	case TicketResumed:
		return f.Ticket, f.Counter
	case TicketReinstated:
		return f.Ticket, f.Counter
	case TicketTransferred:
		return f.Ticket, f.Counter
	case TicketCancelled:
		return f.Ticket, ""
	case TicketExpired:
		return f.Ticket, ""
	case StepUndone:
		return f.Ticket, f.Counter
	case CounterOpened:
		return "", f.Counter
	case CounterPaused:
		return "", f.Counter
	case CounterClosed:
		return "", f.Counter
	case CounterReprofiled:
		return "", f.Counter
	}
	return "", ""
}

// openDay begins a working day, or resumes one that was closed by hand. What
// belongs to days before the last one is forgotten.
func (s *State) openDay(day Day) {
	s.open = true
	if day == s.day {
		return
	}
	before := s.day
	s.floor, s.dayStart, s.day = s.dayStart, s.seq, day
	s.dayEnd = s.endOf(day)
	clear(s.issued)
	clear(s.series)
	clear(s.carried)
	for _, c := range s.counters {
		c.today = Today{}
		c.services = known(c.def.Services, s.services)
		if t, err := s.undoable(c, s.at); err == nil {
			s.carried[t.Number] = true // the undo would bring it back
		}
	}
	for id, t := range s.tickets {
		switch {
		case !t.State.Over():
			s.carried[t.Number] = true
		case t.Ended < before:
			delete(s.tickets, id)
		}
	}
	for id, m := range s.memory {
		if m.Day < before {
			delete(s.memory, id)
		}
	}
	i := 0
	for i < len(s.callouts) && s.callouts[i].Seq < s.floor {
		i++
	}
	s.callouts = append([]CallOut(nil), s.callouts[i:]...)
	s.rebuildLines()
}

func (s *State) issue(f TicketIssued, at Instant) error {
	if s.services[f.Service] == nil || s.tickets[f.Ticket] != nil {
		return fmt.Errorf("ticket %q for service %q does not fit", f.Ticket, f.Service)
	}
	series := s.seriesOf(f.Series)
	if series == nil {
		return fmt.Errorf("unknown series %q", f.Series)
	}
	s.series[strings.ToUpper(series.Prefix)] = f.Index + max(series.Step, 1)
	s.issued[f.Service]++
	t := &Ticket{
		ID: f.Ticket, Number: f.Number, Service: f.Service, Class: f.Class, Order: s.seq, Changed: s.seq, Day: s.day,
		IssuedAt: at, Ref: at, Dossier: f.Dossier, Then: f.Then,
	}
	s.tickets[t.ID] = t
	s.enqueue(t)
	return nil
}

// turn changes what a counter is doing.
func (s *State) turn(id CounterID, state CounterState, reason string, at Instant) error {
	c := s.desks[id]
	if c == nil || c.current != nil && state != StateOpen {
		return fmt.Errorf("counter %q cannot be %s", id, state)
	}
	c.state, c.reason, c.since = state, reason, at
	return nil
}

// release lets everybody call the tickets that waited for one counter only.
func (s *State) release(id CounterID) {
	for _, l := range s.lines {
		if l.only != id {
			continue
		}
		tickets := l.tickets
		l.tickets = nil
		s.waiting -= len(tickets)
		for _, t := range tickets {
			t.Only = ""
			s.enqueue(t)
		}
	}
}
