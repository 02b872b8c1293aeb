package queue

// Outcome is what a command came to.
type Outcome struct {
	Ticket   TicketID  // concerned; empty when none was
	Counter  CounterID // concerned; empty when none was
	Repeated bool      // the command had had its effect before
}

// Decision is what follows from a command: the events, if anything changes.
type Decision struct {
	Outcome
	Events []Event
}

// Decide tells what follows from a command in the present state, without
// changing it. A refusal is a *Error. A command whose ID had an effect before
// gives the same outcome and no events; one with nothing to do gives none
// either. The events must be applied, in order, before the next Decide.
func (s *State) Decide(cmd Command) (Decision, error) {
	if err := cmd.checkOrigin(); err != nil {
		return Decision{}, err
	}
	if cmd.ID != "" {
		if m, ok := s.memory[cmd.ID]; ok {
			if m.Digest != cmd.Digest {
				return Decision{}, refuse(KindConflict, ReasonSameKey)
			}
			return Decision{Outcome: Outcome{Ticket: m.Ticket, Counter: m.Counter, Repeated: true}}, nil
		}
	}
	if s.centre == nil {
		if c, ok := cmd.Do.(Configure); ok {
			return s.decideConfigure(cmd, c)
		}
		return Decision{}, refuse(KindConflict, ReasonDayNotOpen)
	}
	switch do := cmd.Do.(type) {
	case Issue:
		return s.decideIssue(cmd, do)
	case Cancel:
		return s.decideCancel(cmd, do)
	case Configure:
		return s.decideConfigure(cmd, do)
	case OpenDay:
		return s.decideOpenDay(cmd)
	case CloseDay:
		return s.decideCloseDay(cmd)
	case Tick:
		return s.decideTick(cmd)
	}
	return s.decideAtCounter(cmd)
}

// decideAtCounter handles what officers do: the counter must exist.
func (s *State) decideAtCounter(cmd Command) (Decision, error) {
	id := counterOf(cmd.Do)
	c := s.desks[id]
	if c == nil {
		return Decision{}, refuse(KindNotFound, ReasonUnknownCounter, "counter", string(id))
	}
	switch do := cmd.Do.(type) {
	case Open:
		return s.decideOpen(cmd, c)
	case Pause:
		return s.decidePause(cmd, c, do)
	case Close:
		return s.decideClose(cmd, c)
	case Reprofile:
		return s.decideReprofile(cmd, c, do)
	case CallNext:
		return s.decideCallNext(cmd, c)
	case Call:
		return s.decideCall(cmd, c, do)
	case Recall:
		return s.decideRecall(cmd, c)
	case Start:
		return s.decideStart(cmd, c)
	case Finish:
		return s.decideFinish(cmd, c)
	case Miss:
		return s.decideMiss(cmd, c)
	case Park:
		return s.decidePark(cmd, c)
	case Resume:
		return s.decideResume(cmd, c, do)
	case Reinstate:
		return s.decideReinstate(cmd, c, do)
	case Transfer:
		return s.decideTransfer(cmd, c, do)
	case Undo:
		return s.decideUndo(cmd, c)
	}
	return Decision{}, wrong("do", ReasonMalformed) // unreachable: every Action is listed
}

func counterOf(do Action) CounterID {
	switch do := do.(type) {
	case Open:
		return do.Counter
	case Pause:
		return do.Counter
	case Close:
		return do.Counter
	case Reprofile:
		return do.Counter
	case CallNext:
		return do.Counter
	case Call:
		return do.Counter
	case Recall:
		return do.Counter
	case Start:
		return do.Counter
	case Finish:
		return do.Counter
	case Miss:
		return do.Counter
	case Park:
		return do.Counter
	case Resume:
		return do.Counter
	case Reinstate:
		return do.Counter
	case Transfer:
		return do.Counter
	case Undo:
		return do.Counter
	}
	return "" // unreachable: every counter's Action is listed
}

// decided wraps facts into the events of the command.
func decided(cmd Command, ticket TicketID, counter CounterID, facts ...Fact) (Decision, error) {
	events := make([]Event, len(facts))
	for i, f := range facts {
		events[i] = Event{At: cmd.At, Command: cmd.ID, Digest: cmd.Digest, Actor: cmd.Actor, Fact: f}
	}
	return Decision{Outcome: Outcome{Ticket: ticket, Counter: counter}, Events: events}, nil
}

// nothing is the decision of a command that has nothing to do.
func nothing(ticket TicketID, counter CounterID) (Decision, error) {
	return Decision{Outcome: Outcome{Ticket: ticket, Counter: counter}}, nil
}

// find gives the ticket or refuses.
func (s *State) find(id TicketID) (*Ticket, error) {
	if id == "" {
		return nil, wrong("ticket", ReasonRequired)
	}
	t := s.tickets[id]
	if t == nil {
		return nil, refuse(KindNotFound, ReasonUnknownTicket, "ticket", string(id))
	}
	return t, nil
}

// counterName is how people call a counter.
func (s *State) counterName(id CounterID) string {
	if c := s.desks[id]; c != nil {
		return c.name
	}
	return string(id)
}
