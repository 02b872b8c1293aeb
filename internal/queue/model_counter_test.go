package queue_test

import (
	"slices"

	"moiso/internal/queue"
)

// The counters in the model: the contract's table of verbs, line by line.

func (m *model) atCounter(do queue.Action, now queue.Instant) verdict {
	d := m.desk(deskOf(do))
	if d == nil {
		return refused(notFound)
	}
	busy, called, serving := d.current != nil, d.has(queue.Called), d.has(queue.Serving)
	switch do := do.(type) {
	case queue.Open:
		return m.turn(d, queue.StateOpen, now)
	case queue.Pause:
		if do.Reason == "" {
			return refused(invalid)
		}
		return m.turn(d, queue.StatePaused, now)
	case queue.Close:
		return m.turn(d, queue.StateClosed, now)
	case queue.Reprofile:
		return m.reprofile(d, do.Services)
	case queue.CallNext:
		if d.state != queue.StateOpen || busy && !m.def.Rules.AutoFinish {
			return refused(conflict)
		}
		return m.callNext(d, now)
	case queue.Recall:
		if !called {
			return refused(conflict)
		}
		t := d.current
		t.Calls, t.CalledAt = t.Calls+1, now
		m.touch(t, queue.Called)
		return changed(t.ID)
	case queue.Start:
		if !called {
			return refused(conflict)
		}
		m.start(d, now)
		return changed(d.current.ID)
	case queue.Finish:
		if !serving {
			return refused(conflict)
		}
		return changed(m.finish(d, now))
	case queue.Miss:
		r := m.def.Rules
		if !called || d.current.Calls < r.MissCalls || now-d.current.CalledAt < queue.Instant(r.MissSeconds)*1000 {
			return refused(conflict)
		}
		d.today.Missed++
		return changed(m.leave(d, "miss", queue.Missed, 0, now))
	case queue.Park:
		if !busy {
			return refused(conflict)
		}
		id := m.leave(d, "park", queue.Parked, 0, now)
		m.find(id).Counter = d.def.ID
		return changed(id)
	case queue.Transfer:
		return m.transfer(d, do, now)
	case queue.Undo:
		return m.takeBack(d, now)
	}
	return m.withTicket(d, do, now)
}

// withTicket is the verbs that name a ticket.
func (m *model) withTicket(d *mDesk, do queue.Action, now queue.Instant) verdict {
	var id queue.TicketID
	switch do := do.(type) {
	case queue.Call:
		if id = do.Ticket; do.Reason == "" {
			return refused(invalid)
		}
	case queue.Resume:
		id = do.Ticket
	case queue.Reinstate:
		id = do.Ticket
	}
	if id == "" {
		return refused(invalid)
	}
	t := m.find(id)
	if t == nil {
		return refused(notFound)
	}
	if d.state != queue.StateOpen {
		return refused(conflict)
	}
	switch do.(type) {
	case queue.Call:
		if d.current != nil || t.State != queue.Waiting || t.Only != "" && t.Only != d.def.ID {
			return refused(conflict)
		}
		m.call(d, t, now)
	case queue.Resume:
		home := m.desk(t.Counter)
		if d.current != nil || t.State != queue.Parked || home != d && home.state != queue.StateClosed {
			return refused(conflict)
		}
		t.StartedAt, t.Counter = now, d.def.ID
		d.current, d.undo = t, nil
		m.touch(t, queue.Serving)
	case queue.Reinstate:
		if t.State != queue.Missed {
			return refused(conflict)
		}
		credit := m.def.Rules.ReinstateCredit
		if credit == 0 {
			credit = 50
		}
		t.Ref, t.Calls, t.Counter = now-t.Waited*queue.Instant(credit)/100, 0, ""
		m.touch(t, queue.Waiting)
	}
	return changed(id)
}

func (d *mDesk) has(state queue.TicketState) bool {
	return d.current != nil && d.current.State == state
}

func (m *model) turn(d *mDesk, to queue.CounterState, now queue.Instant) verdict {
	if d.state == to {
		return verdict{}
	}
	if d.current != nil && to != queue.StateOpen {
		return refused(conflict)
	}
	d.state, d.since = to, now
	if to == queue.StateClosed {
		for _, t := range m.tickets {
			if t.State == queue.Waiting && t.Only == d.def.ID {
				t.Only = ""
			}
		}
	}
	return changed("")
}

func (m *model) reprofile(d *mDesk, services []queue.ServiceID) verdict {
	if len(m.known(services)) < len(services) {
		return refused(notFound)
	}
	if slices.Equal(services, d.services) {
		return verdict{}
	}
	d.services = services
	return changed("")
}

func (m *model) callNext(d *mDesk, now queue.Instant) verdict {
	t := m.pick(d, now) // before a visit's next service puts its ticket back
	finished := d.current != nil
	if finished {
		if d.current.State == queue.Called {
			m.start(d, now)
		}
		m.finish(d, now)
	}
	if t == nil {
		return verdict{changed: finished}
	}
	m.call(d, t, now)
	return changed(t.ID)
}

func (m *model) call(d *mDesk, t *mTicket, now queue.Instant) {
	t.CalledAt, t.StartedAt, t.Calls, t.Only, t.Counter = now, 0, 1, "", d.def.ID
	t.Waited = max(0, now-t.Ref)
	d.current, d.undo = t, nil
	d.today.Called++
	m.touch(t, queue.Called)
}

func (m *model) start(d *mDesk, now queue.Instant) {
	d.current.StartedAt = now
	m.touch(d.current, queue.Serving)
}

// leave ends a visitor's time at the counter.
func (m *model) leave(d *mDesk, kind string, to queue.TicketState, took, now queue.Instant) queue.TicketID {
	t := d.current
	d.undo = &mUndo{kind: kind, at: now, day: m.day, step: m.step, took: took, ticket: t, was: t.Ticket}
	d.current, d.since, t.Counter = nil, now, ""
	m.touch(t, to)
	return t.ID
}

func (m *model) finish(d *mDesk, now queue.Instant) queue.TicketID {
	t := d.current
	took := max(0, now-t.StartedAt)
	d.today.Served++
	d.today.Took += took
	for i, next := range t.Then {
		if m.service(next) == nil {
			continue
		}
		m.leave(d, "finish", queue.Waiting, took, now)
		t.Service, t.Then, t.Calls = next, t.Then[i+1:], 0
		return t.ID
	}
	m.leave(d, "finish", queue.Served, took, now)
	t.Counter = d.def.ID
	return t.ID
}

func (m *model) transfer(d *mDesk, do queue.Transfer, now queue.Instant) verdict {
	switch {
	case do.Service == "" && do.To == "":
		return refused(invalid)
	case do.Service != "" && m.service(do.Service) == nil, do.To != "" && m.desk(do.To) == nil:
		return refused(notFound)
	case d.current == nil:
		return refused(conflict)
	}
	t := d.current
	m.leave(d, "", queue.Waiting, 0, now)
	d.undo = nil
	t.Only, t.Calls = do.To, 0
	if do.Service != "" {
		t.Service = do.Service
	}
	return changed(t.ID)
}

func (m *model) undoable(d *mDesk, now queue.Instant) bool {
	u := d.undo
	return u != nil && d.current == nil && now-u.at <= 60_000 && u.ticket.touched == u.step &&
		m.service(u.was.Service) != nil &&
		slices.ContainsFunc(m.def.Classes, func(k queue.Class) bool { return k.ID == u.was.Class })
}

// takeBack puts everything as it was, but who is parked comes back served.
func (m *model) takeBack(d *mDesk, now queue.Instant) verdict {
	if !m.undoable(d, now) {
		return refused(conflict)
	}
	u := d.undo
	u.ticket.Ticket = u.was
	d.current, d.undo = u.ticket, nil
	if u.day == m.day {
		switch u.kind {
		case "finish":
			d.today.Served--
			d.today.Took -= u.took
		case "miss":
			d.today.Missed--
		}
	}
	back := u.was.State
	if u.kind == "park" && back == queue.Called {
		back, u.ticket.StartedAt = queue.Serving, now
	}
	m.touch(u.ticket, back)
	return changed(u.ticket.ID)
}

func deskOf(do queue.Action) queue.CounterID {
	switch do := do.(type) {
	case queue.Open:
		return do.Counter
	case queue.Pause:
		return do.Counter
	case queue.Close:
		return do.Counter
	case queue.Reprofile:
		return do.Counter
	case queue.CallNext:
		return do.Counter
	case queue.Call:
		return do.Counter
	case queue.Recall:
		return do.Counter
	case queue.Start:
		return do.Counter
	case queue.Finish:
		return do.Counter
	case queue.Miss:
		return do.Counter
	case queue.Park:
		return do.Counter
	case queue.Resume:
		return do.Counter
	case queue.Reinstate:
		return do.Counter
	case queue.Transfer:
		return do.Counter
	case queue.Undo:
		return do.Counter
	}
	return ""
}
