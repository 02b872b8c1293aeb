package queue

import "slices"

// idle refuses when somebody is called or served at the counter.
func idle(c *counter) error {
	if c.current != nil {
		return refuse(KindConflict, ReasonCounterBusy, "counter", c.name, "number", c.current.Number, "state", string(c.current.State))
	}
	return nil
}

// atWork refuses unless the counter is open.
func atWork(c *counter) error {
	if c.state != StateOpen {
		return refuse(KindConflict, ReasonCounterNotOpen, "counter", c.name, "state", string(c.state))
	}
	return nil
}

func (s *State) decideOpen(cmd Command, c *counter) (Decision, error) {
	if c.state == StateOpen {
		return nothing("", c.def.ID)
	}
	return decided(cmd, "", c.def.ID, CounterOpened{Counter: c.def.ID})
}

func (s *State) decidePause(cmd Command, c *counter, do Pause) (Decision, error) {
	if err := checkReason(do.Reason); err != nil {
		return Decision{}, err
	}
	if c.state == StatePaused {
		return nothing("", c.def.ID)
	}
	if err := idle(c); err != nil {
		return Decision{}, err
	}
	return decided(cmd, "", c.def.ID, CounterPaused{Counter: c.def.ID, Reason: do.Reason})
}

func (s *State) decideClose(cmd Command, c *counter) (Decision, error) {
	if c.state == StateClosed {
		return nothing("", c.def.ID)
	}
	if err := idle(c); err != nil {
		return Decision{}, err
	}
	return decided(cmd, "", c.def.ID, CounterClosed{Counter: c.def.ID})
}

func (s *State) decideReprofile(cmd Command, c *counter, do Reprofile) (Decision, error) {
	seen := make(map[ServiceID]bool, len(do.Services))
	for _, id := range do.Services {
		if s.services[id] == nil {
			return Decision{}, refuse(KindNotFound, ReasonUnknownService, "service", string(id))
		}
		if seen[id] {
			return Decision{}, wrong("services", ReasonMalformed, "value", string(id))
		}
		seen[id] = true
	}
	if slices.Equal(c.services, do.Services) {
		return nothing("", c.def.ID)
	}
	return decided(cmd, "", c.def.ID, CounterReprofiled{Counter: c.def.ID, Services: do.Services})
}

func (s *State) decideUndo(cmd Command, c *counter) (Decision, error) {
	if err := idle(c); err != nil {
		return Decision{}, err
	}
	t, err := s.undoable(c, cmd.At)
	if err != nil {
		return Decision{}, err
	}
	back := Serving
	if c.last.Kind == "miss" {
		back = Called
	}
	return decided(cmd, t.ID, c.def.ID, StepUndone{Ticket: t.ID, Counter: c.def.ID, Step: c.last.Kind, Back: back})
}

// undoable is the ticket of the counter's last step, if the step can be taken
// back: recent, and nothing has happened to the ticket since.
func (s *State) undoable(c *counter, now Instant) (*Ticket, error) {
	if c.last == nil {
		return nil, refuse(KindConflict, ReasonNothingToUndo, "counter", c.name)
	}
	if now-c.last.At > UndoSeconds*1000 {
		return nil, refuse(KindConflict, ReasonTooLateToUndo, "seconds", "60")
	}
	t := s.tickets[c.last.Ticket]
	if t == nil || s.services[c.last.Service] == nil || !s.hasClass(t.Class) { // a new definition came in between
		return nil, refuse(KindConflict, ReasonNothingToUndo, "counter", c.name)
	}
	if t.Changed != c.last.Seq {
		return nil, s.wrongState(t)
	}
	return t, nil
}
