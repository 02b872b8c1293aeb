package queue

func (s *State) decideStart(cmd Command, c *counter) (Decision, error) {
	t, err := one(c, Called, ReasonNobodyCalled)
	if err != nil {
		return Decision{}, err
	}
	return decided(cmd, t.ID, c.def.ID, ServiceStarted{Ticket: t.ID, Counter: c.def.ID})
}

func (s *State) decideFinish(cmd Command, c *counter) (Decision, error) {
	t, err := one(c, Serving, ReasonNobodyServed)
	if err != nil {
		return Decision{}, err
	}
	return decided(cmd, t.ID, c.def.ID, s.finished(t, c, cmd.At-t.StartedAt))
}

// finished ends the service; the visit goes on with the next service that the
// definition still has.
func (s *State) finished(t *Ticket, c *counter, took Instant) ServiceFinished {
	f := ServiceFinished{Ticket: t.ID, Counter: c.def.ID, Service: t.Service, Took: max(0, took)}
	for _, id := range t.Then {
		if s.services[id] != nil {
			f.Next = id
			break
		}
	}
	return f
}

// here gives the ticket that the counter has, called or served.
func here(c *counter) (*Ticket, error) {
	if c.current == nil {
		return nil, refuse(KindConflict, ReasonNobodyHere, "counter", c.name)
	}
	return c.current, nil
}

func (s *State) decidePark(cmd Command, c *counter) (Decision, error) {
	t, err := here(c)
	if err != nil {
		return Decision{}, err
	}
	return decided(cmd, t.ID, c.def.ID, TicketParked{Ticket: t.ID, Counter: c.def.ID})
}

func (s *State) decideResume(cmd Command, c *counter, do Resume) (Decision, error) {
	t, err := s.find(do.Ticket)
	if err != nil {
		return Decision{}, err
	}
	if err := atWork(c); err != nil {
		return Decision{}, err
	}
	if err := idle(c); err != nil {
		return Decision{}, err
	}
	if t.State != Parked {
		return Decision{}, s.wrongState(t)
	}
	if !s.resumableAt(t, c) {
		return Decision{}, refuse(KindConflict, ReasonParkedElsewhere, "number", t.Number, "counter", s.counterName(t.Counter))
	}
	return decided(cmd, t.ID, c.def.ID, TicketResumed{Ticket: t.ID, Counter: c.def.ID})
}

// resumableAt tells whether a parked ticket may be resumed at the counter:
// it was parked there, or where it was parked has closed.
func (s *State) resumableAt(t *Ticket, c *counter) bool {
	home := s.desks[t.Counter]
	return home == nil || home == c || home.state == StateClosed
}

func (s *State) decideTransfer(cmd Command, c *counter, do Transfer) (Decision, error) {
	if do.Service == "" && do.To == "" {
		return Decision{}, wrong("service", ReasonRequired)
	}
	if do.Service != "" && s.services[do.Service] == nil {
		return Decision{}, refuse(KindNotFound, ReasonUnknownService, "service", string(do.Service))
	}
	if do.To != "" && s.desks[do.To] == nil {
		return Decision{}, refuse(KindNotFound, ReasonUnknownCounter, "counter", string(do.To))
	}
	t, err := here(c)
	if err != nil {
		return Decision{}, err
	}
	service := do.Service
	if service == "" {
		service = t.Service
	}
	return decided(cmd, t.ID, c.def.ID, TicketTransferred{Ticket: t.ID, Counter: c.def.ID, Service: service, To: do.To})
}
