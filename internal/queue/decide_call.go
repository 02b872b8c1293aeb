package queue

import "strconv"

func (s *State) decideCallNext(cmd Command, c *counter) (Decision, error) {
	if err := atWork(c); err != nil {
		return Decision{}, err
	}
	var first []Fact
	if c.current != nil {
		if !s.centre.Rules.AutoFinish {
			return Decision{}, idle(c)
		}
		first = s.wrapUp(c, cmd.At)
	}
	pick := choose(c.lines, cmd.At)
	if pick.winner.ticket == nil {
		if len(first) > 0 {
			// The last word is on the counter, so that a repeat is answered with nobody too.
			return decided(cmd, "", c.def.ID, append(first, CounterOpened{Counter: c.def.ID})...)
		}
		return nothing("", c.def.ID)
	}
	t := pick.winner.ticket
	call := called(t, c, cmd.At, pick.why(cmd.At))
	if len(first) == 0 {
		return decided(cmd, t.ID, c.def.ID, call)
	}
	return decided(cmd, t.ID, c.def.ID, append(first, call)...)
}

// wrapUp ends what the counter is doing, for officers who do not press every key.
func (s *State) wrapUp(c *counter, now Instant) []Fact {
	t := c.current
	if t.State == Called {
		return []Fact{ServiceStarted{Ticket: t.ID, Counter: c.def.ID}, s.finished(t, c, 0)}
	}
	return []Fact{s.finished(t, c, now-t.StartedAt)}
}

func called(t *Ticket, c *counter, now Instant, why Why) TicketCalled {
	return TicketCalled{
		Ticket: t.ID, Counter: c.def.ID, Service: t.Service, Class: t.Class,
		Waited: max(0, now-t.Ref), Why: why,
	}
}

func (s *State) decideCall(cmd Command, c *counter, do Call) (Decision, error) {
	if err := checkReason(do.Reason); err != nil {
		return Decision{}, err
	}
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
	if t.State != Waiting {
		return Decision{}, s.wrongState(t)
	}
	if t.Only != "" && t.Only != c.def.ID {
		return Decision{}, refuse(KindConflict, ReasonTicketPinned, "number", t.Number, "counter", s.counterName(t.Only))
	}
	return decided(cmd, t.ID, c.def.ID, called(t, c, cmd.At, s.whyOutOfTurn(t, c, do.Reason, cmd.At)))
}

// whyOutOfTurn keeps what the discipline would have picked beside the reason.
func (s *State) whyOutOfTurn(t *Ticket, c *counter, reason string, now Instant) Why {
	pick := choose(c.lines, now)
	self := standing{t, s.byKey[keyOf(t)].promise}
	w := Why{Rule: RuleOutOfTurn, Reason: reason, Winner: self.candidate(now), Waiting: pick.waiting}
	best := pick.winner
	if best.ticket == t {
		best = pick.over
	}
	if best.ticket != nil {
		over := best.candidate(now)
		w.Over = &over
	}
	return w
}

// one gives the ticket that the counter has in the wanted state.
func one(c *counter, want TicketState, reason Reason) (*Ticket, error) {
	if c.current == nil || c.current.State != want {
		return nil, refuse(KindConflict, reason, "counter", c.name)
	}
	return c.current, nil
}

func (s *State) decideRecall(cmd Command, c *counter) (Decision, error) {
	t, err := one(c, Called, ReasonNobodyCalled)
	if err != nil {
		return Decision{}, err
	}
	return decided(cmd, t.ID, c.def.ID, TicketRecalled{Ticket: t.ID, Counter: c.def.ID, Times: t.Calls + 1})
}

func (s *State) decideMiss(cmd Command, c *counter) (Decision, error) {
	t, err := one(c, Called, ReasonNobodyCalled)
	if err != nil {
		return Decision{}, err
	}
	rules := s.centre.Rules
	if t.Calls < rules.MissCalls {
		return Decision{}, refuse(KindConflict, ReasonMissTooFew, "number", t.Number,
			"calls", strconv.Itoa(t.Calls), "needed", strconv.Itoa(rules.MissCalls))
	}
	if left := Instant(rules.MissSeconds)*1000 - (cmd.At - t.CalledAt); left > 0 {
		return Decision{}, refuse(KindConflict, ReasonMissTooSoon, "number", t.Number,
			"seconds", strconv.FormatInt(int64(left+999)/1000, 10))
	}
	return decided(cmd, t.ID, c.def.ID, TicketMissed{Ticket: t.ID, Counter: c.def.ID})
}

func (s *State) decideReinstate(cmd Command, c *counter, do Reinstate) (Decision, error) {
	t, err := s.find(do.Ticket)
	if err != nil {
		return Decision{}, err
	}
	if err := atWork(c); err != nil {
		return Decision{}, err
	}
	if t.State != Missed {
		return Decision{}, s.wrongState(t)
	}
	credit := s.centre.Rules.ReinstateCredit
	if credit == 0 {
		credit = 50
	}
	return decided(cmd, t.ID, c.def.ID, TicketReinstated{
		Ticket: t.ID, Counter: c.def.ID, Ref: cmd.At - t.Waited*Instant(credit)/100,
	})
}
