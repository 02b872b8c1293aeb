package queue

import (
	"fmt"
	"slices"
)

// applyToTicket moves one ticket along its life.
func (s *State) applyToTicket(e Event) error {
	id, desk := Concerns(e.Fact)
	t := s.tickets[id]
	if t == nil {
		return fmt.Errorf("unknown ticket %q", id)
	}
	if !follows(t.State, e.Fact) {
		return fmt.Errorf("ticket %s is %s", t.Number, t.State)
	}
	defer s.setAside(t)
	t.Changed = s.seq
	switch f := e.Fact.(type) {
	case TicketCancelled:
		return s.end(t, Cancelled, e.At)
	case TicketExpired:
		return s.end(t, Expired, e.At)
	case TicketTransferred:
		if f.To != "" && s.desks[f.To] == nil || s.services[f.Service] == nil {
			return fmt.Errorf("transfer to service %q, counter %q does not fit", f.Service, f.To)
		}
	}
	c := s.desks[desk]
	if c == nil {
		return fmt.Errorf("unknown counter %q", desk)
	}
	if err := meets(t, c, e.Fact); err != nil {
		return err
	}
	switch f := e.Fact.(type) {
	case TicketCalled:
		return s.call(t, c, f, e.At)
	case TicketRecalled:
		t.Calls, t.CalledAt = f.Times, e.At
		s.announce(t, c, e.At, true)
	case ServiceStarted:
		t.State, t.StartedAt = Serving, e.At
	case ServiceFinished:
		return s.finish(t, c, f, e.At)
	case TicketMissed:
		s.leave(t, c, "miss", e.At)
		t.State = Missed
		c.today.Missed++
	case TicketParked:
		s.leave(t, c, "park", e.At)
		t.State, t.Counter = Parked, c.def.ID
	case TicketResumed:
		t.State, t.StartedAt = Serving, e.At
		s.take(t, c)
	case TicketReinstated:
		t.Ref, t.Calls, t.Counter = f.Ref, 0, ""
		s.enqueue(t)
	case TicketTransferred:
		s.leave(t, c, "", e.At)
		t.Service, t.Only, t.Calls = f.Service, f.To, 0
		s.enqueue(t)
	case StepUndone:
		return s.undo(t, c, f, e.At)
	}
	return nil
}

// setAside keeps the list of who is parked or missed.
func (s *State) setAside(t *Ticket) {
	if t.State == Parked || t.State == Missed {
		s.aside[t.ID] = t
		return
	}
	delete(s.aside, t.ID)
}

// end is the end of a ticket that nobody served.
func (s *State) end(t *Ticket, state TicketState, at Instant) error {
	if t.State == Waiting && !s.dequeue(t) {
		return fmt.Errorf("ticket %s is in no line", t.Number)
	}
	if c := s.desks[t.Counter]; c != nil && c.current == t {
		c.current, c.since = nil, at
	}
	t.State, t.Ended = state, s.day
	return nil
}

func (s *State) call(t *Ticket, c *counter, f TicketCalled, at Instant) error {
	if !s.dequeue(t) {
		return fmt.Errorf("ticket %s is in no line", t.Number)
	}
	why := f.Why
	t.State, t.CalledAt, t.Waited, t.Calls, t.Why, t.Only = Called, at, f.Waited, 1, &why, ""
	t.StartedAt = 0
	s.take(t, c)
	c.today.Called++
	s.announce(t, c, at, false)
	return nil
}

// take puts a ticket at a counter.
func (s *State) take(t *Ticket, c *counter) {
	t.Counter = c.def.ID
	c.current, c.last = t, nil
}

// leave takes a ticket away from its counter and remembers the step for undo,
// if it is one that can be undone.
func (s *State) leave(t *Ticket, c *counter, kind string, at Instant) {
	c.current, c.since, c.last = nil, at, nil
	if kind != "" {
		c.last = &step{Kind: kind, Seq: s.seq, Ticket: t.ID, At: at, Service: t.Service, Then: t.Then, Calls: t.Calls}
	}
	t.Counter = ""
}

func (s *State) finish(t *Ticket, c *counter, f ServiceFinished, at Instant) error {
	if f.Next != "" && s.services[f.Next] == nil {
		return fmt.Errorf("unknown service %q", f.Next)
	}
	s.leave(t, c, "finish", at)
	c.last.Took = f.Took
	c.today.Served++
	c.today.Took += f.Took
	if f.Next == "" {
		t.State, t.Ended, t.Counter = Served, s.day, c.def.ID
		return nil
	}
	t.Then = t.Then[slices.Index(t.Then, f.Next)+1:]
	t.Service, t.Calls = f.Next, 0
	s.enqueue(t)
	return nil
}

func (s *State) undo(t *Ticket, c *counter, f StepUndone, at Instant) error {
	last := c.last
	if last == nil || last.Kind != f.Step || last.Ticket != t.ID || s.services[last.Service] == nil {
		return fmt.Errorf("counter %q has no %s to undo", c.def.ID, f.Step)
	}
	if t.State == Waiting && !s.dequeue(t) {
		return fmt.Errorf("ticket %s is in no line", t.Number)
	}
	if s.dayStart < last.Seq { // else it was counted yesterday
		switch f.Step {
		case "finish":
			c.today.Served--
			c.today.Took -= last.Took
		case "miss":
			c.today.Missed--
		}
	}
	t.Service, t.Then, t.Calls, t.Ended = last.Service, last.Then, last.Calls, 0
	t.State = f.Back
	if t.StartedAt == 0 && f.Back == Serving {
		t.StartedAt = at // parked before it was started
	}
	s.take(t, c)
	return nil
}

// announce adds a call-out.
func (s *State) announce(t *Ticket, c *counter, at Instant, recall bool) {
	s.callouts = append(s.callouts, CallOut{
		Seq: s.seq, At: at, Ticket: t.ID, Number: t.Number, Counter: c.def.ID, CounterName: c.name,
		Hall: c.def.Hall, Recall: recall, Times: t.Calls,
	})
}
