package queue

import "slices"

// lineOf finds the line that the ticket waits in, making it when it is the
// first of its kind today.
func (s *State) lineOf(t *Ticket) *line {
	if l := s.byKey[keyOf(t)]; l != nil {
		return l
	}
	sv := s.services[t.Service]
	l := &line{service: sv, class: t.Class, only: t.Only, promise: s.promise(sv.def, t.Class)}
	s.byKey[keyOf(t)] = l
	s.lines = append(s.lines, l)
	s.attach(l)
	return l
}

// promise is how long the class waits at most for the service.
func (s *State) promise(sv *Service, class ClassID) Instant {
	if m, ok := sv.Promises[class]; ok {
		return Instant(m) * 60_000
	}
	for i := range s.centre.Classes {
		if c := &s.centre.Classes[i]; c.ID == class {
			return Instant(c.Promise) * 60_000
		}
	}
	return 30 * 60_000 // unreachable: tickets have classes of the definition
}

// attach tells the counters that may call from the line, and the services of
// those counters that it competes with them. Lines of one service compete even
// while no counter takes it.
func (s *State) attach(l *line) {
	if l.only == "" {
		l.service.rivals = append(l.service.rivals, l)
	}
	for _, c := range s.counters {
		if !c.calls(l) {
			continue
		}
		c.lines = append(c.lines, l)
		for _, id := range c.services {
			sv := s.services[id]
			if n := len(sv.rivals); n == 0 || sv.rivals[n-1] != l {
				sv.rivals = append(sv.rivals, l)
			}
		}
	}
}

// calls tells whether the counter may call from the line.
func (c *counter) calls(l *line) bool {
	if l.only != "" {
		return l.only == c.def.ID
	}
	return slices.Contains(c.services, l.service.def.ID)
}

// rewire attaches every line anew, after a profile has changed.
func (s *State) rewire() {
	for _, c := range s.counters {
		c.lines = nil
	}
	for _, sv := range s.services {
		sv.rivals = nil
	}
	for _, l := range s.lines {
		s.attach(l)
	}
}

// rebuildLines makes all lines from the waiting tickets, after the definition
// has changed or a snapshot was read.
func (s *State) rebuildLines() {
	waiting := make([]*Ticket, 0, s.waiting)
	for _, t := range s.tickets {
		if t.State == Waiting {
			waiting = append(waiting, t)
		}
	}
	slices.SortFunc(waiting, byReference)
	s.lines, s.byKey, s.waiting = nil, map[lineKey]*line{}, 0
	s.rewire()
	for _, t := range waiting {
		s.enqueue(t)
	}
}

// enqueue puts a ticket among the waiting.
func (s *State) enqueue(t *Ticket) {
	t.State = Waiting
	s.lineOf(t).add(t)
	s.waiting++
}

// dequeue takes a waiting ticket out of its line.
func (s *State) dequeue(t *Ticket) bool {
	l := s.byKey[keyOf(t)]
	if l == nil || !l.remove(t) {
		return false
	}
	s.waiting--
	return true
}

// rivalsOf lists the lines that compete with the ticket for a counter.
func (s *State) rivalsOf(t *Ticket) []*line {
	if t.Only != "" {
		return s.desks[t.Only].lines
	}
	return s.services[t.Service].rivals
}
