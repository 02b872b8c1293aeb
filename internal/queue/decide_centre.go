package queue

import (
	"cmp"
	"errors"
	"slices"
)

func (s *State) decideConfigure(cmd Command, do Configure) (Decision, error) {
	if do.Centre == nil {
		return Decision{}, wrong("centre", ReasonRequired)
	}
	if err := do.Centre.Validate(); err != nil {
		field := "centre"
		if flaw, ok := errors.AsType[*Flaw](err); ok {
			field = flaw.Field
		}
		return Decision{}, wrong(field, ReasonMalformed, "value", err.Error())
	}
	if err := s.stillUsed(do.Centre); err != nil {
		return Decision{}, err
	}
	return decided(cmd, "", "", CentreConfigured{Version: s.version + 1, Centre: do.Centre})
}

// stillUsed refuses a definition without something that a ticket needs now.
func (s *State) stillUsed(c *Centre) error {
	if s.centre == nil {
		return nil
	}
	if c.ID != s.centre.ID {
		return wrong("id", ReasonMalformed, "value", string(c.ID))
	}
	services, classes, counters := map[ServiceID]bool{}, map[ClassID]bool{}, map[CounterID]bool{"": true}
	for i := range c.Services {
		services[c.Services[i].ID] = true
	}
	for i := range c.Classes {
		classes[c.Classes[i].ID] = true
	}
	for i := range c.Counters {
		counters[c.Counters[i].ID] = true
	}
	for _, t := range s.inOrder() {
		if t.State.Over() {
			continue
		}
		switch {
		case !services[t.Service]:
			return refuse(KindConflict, ReasonInUse, "field", "services", "value", string(t.Service), "number", t.Number)
		case !classes[t.Class]:
			return refuse(KindConflict, ReasonInUse, "field", "classes", "value", string(t.Class), "number", t.Number)
		case !counters[t.Counter] || !counters[t.Only]:
			return refuse(KindConflict, ReasonInUse, "field", "counters", "value", string(cmp.Or(t.Only, t.Counter)), "number", t.Number)
		}
	}
	return nil
}

func (s *State) decideOpenDay(cmd Command) (Decision, error) {
	if s.open {
		return Decision{}, refuse(KindConflict, ReasonDayOpen, "day", s.day.String())
	}
	day := s.dayAt(cmd.At)
	if day == s.day {
		return decided(cmd, "", "", DayOpened{Day: day})
	}
	expire, _ := s.leftOver() // since the day was closed by hand
	return decided(cmd, "", "", append(expire, DayOpened{Day: day})...)
}

// dayAt is the working day to open at the moment. Days only go forward, also
// where clocks are set back past midnight or the centre's zone was changed.
func (s *State) dayAt(now Instant) Day {
	day := DayOf(now.Time(s.zone))
	if s.day != 0 && now >= s.dayEnd {
		return max(day, DayOf(s.day.Date().AddDate(0, 0, 1)))
	}
	return max(day, s.day)
}

func (s *State) decideCloseDay(cmd Command) (Decision, error) {
	if !s.open {
		return Decision{}, refuse(KindConflict, ReasonDayNotOpen)
	}
	expire, carried := s.leftOver()
	return decided(cmd, "", "", append(expire, DayClosed{Day: s.day, Expired: len(expire), Carried: carried})...)
}

// leftOver is what becomes of the tickets that nobody has when a day ends: some
// expire, in the order of issue, the others are carried over.
func (s *State) leftOver() (expire []Fact, carried int) {
	carry := s.centre.Rules.DayEnd == "carry"
	for _, t := range s.inOrder() {
		switch {
		case carry && (t.State == Waiting || t.State == Parked):
			carried++
		case t.State == Waiting || t.State == Parked || t.State == Missed:
			expire = append(expire, TicketExpired{Ticket: t.ID})
		}
	}
	return expire, carried
}

// decideTick does the one thing that is due: the day ends, a day begins, a
// called ticket starts by itself, an idle counter is given work.
func (s *State) decideTick(cmd Command) (Decision, error) {
	if s.open && cmd.At >= s.dayEnd {
		return s.decideCloseDay(cmd)
	}
	if !s.open && (s.day == 0 || cmd.At >= s.dayEnd) {
		return s.decideOpenDay(cmd)
	}
	rules := &s.centre.Rules
	if rules.AutoStartSeconds > 0 {
		for _, c := range s.counters {
			if t := c.current; t != nil && t.State == Called && cmd.At-t.CalledAt >= Instant(rules.AutoStartSeconds)*1000 {
				return decided(cmd, t.ID, c.def.ID, ServiceStarted{Ticket: t.ID, Counter: c.def.ID})
			}
		}
	}
	if rules.AutoCall && s.waiting > 0 {
		if c := s.idlest(); c != nil {
			return s.decideCallNext(cmd, c)
		}
	}
	return Decision{}, nil
}

// idlest is the open counter with nobody that has somebody to call: the one
// with the fewest services, then the one idle longest.
func (s *State) idlest() *counter {
	var best *counter
	for _, c := range s.counters {
		if c.state != StateOpen || c.current != nil || !slices.ContainsFunc(c.lines, func(l *line) bool { return len(l.tickets) > 0 }) {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(len(c.services), len(best.services)), cmp.Compare(c.since, best.since)) < 0 {
			best = c
		}
	}
	return best
}

// inOrder lists all tickets in the order of issue.
func (s *State) inOrder() []*Ticket {
	all := make([]*Ticket, 0, len(s.tickets))
	for _, t := range s.tickets {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *Ticket) int { return cmp.Compare(a.Order, b.Order) })
	return all
}
