package queue_test

import (
	"slices"

	"moiso/internal/queue"
)

// The centre, the day and the kiosk in the model.

func (m *model) configure(c *queue.Centre, now queue.Instant) verdict {
	if c.Validate() != nil {
		return refused(invalid)
	}
	if m.def != nil {
		if c.ID != m.def.ID {
			return refused(invalid)
		}
		for _, t := range m.tickets {
			if !t.State.Over() && !fits(c, t) {
				return refused(conflict)
			}
		}
	}
	old := m.desks
	m.desks, m.def = nil, c
	for _, def := range c.Counters {
		d := &mDesk{state: queue.StateClosed, services: def.Services, since: now}
		for _, o := range old {
			if o.def.ID == def.ID {
				if d = o; !slices.Equal(d.def.Services, def.Services) {
					d.services = def.Services
				}
			}
		}
		d.def = def
		d.services = m.known(d.services)
		m.desks = append(m.desks, d)
	}
	return changed("")
}

// fits tells whether the definition has all that the ticket needs.
func fits(c *queue.Centre, t *mTicket) bool {
	has := func(id queue.CounterID) bool {
		return id == "" || slices.ContainsFunc(c.Counters, func(k queue.Counter) bool { return k.ID == id })
	}
	return slices.ContainsFunc(c.Services, func(s queue.Service) bool { return s.ID == t.Service }) &&
		slices.ContainsFunc(c.Classes, func(k queue.Class) bool { return k.ID == t.Class }) &&
		has(t.Counter) && has(t.Only)
}

func (m *model) known(ids []queue.ServiceID) []queue.ServiceID {
	var out []queue.ServiceID
	for _, id := range ids {
		if m.service(id) != nil {
			out = append(out, id)
		}
	}
	return out
}

func (m *model) openDay(now queue.Instant) verdict {
	m.open = true
	day := queue.DayOf(now.Time(m.zone))
	if day == m.day {
		return changed("")
	}
	m.leaveOver()
	m.before, m.day, m.blocked = m.day, day, nil
	m.dayEnd = now
	for queue.DayOf(m.dayEnd.Time(m.zone)) <= day { // clocks change at quarters of an hour
		m.dayEnd += 15*60_000 - m.dayEnd%(15*60_000)
	}
	for _, t := range m.tickets {
		if !t.State.Over() {
			m.blocked = append(m.blocked, t.Number)
		}
	}
	for _, d := range m.desks {
		d.today, d.services = queue.Today{}, m.known(d.def.Services)
		if m.undoable(d, now) {
			m.blocked = append(m.blocked, d.undo.ticket.Number)
		}
	}
	return changed("")
}

func (m *model) closeDay() verdict {
	m.leaveOver()
	m.open = false
	return changed("")
}

// leaveOver lets expire what nobody has, unless it is carried over.
func (m *model) leaveOver() {
	for _, t := range m.tickets {
		carried := m.def.Rules.DayEnd == "carry" && t.State != queue.Missed
		if (t.State == queue.Waiting || t.State == queue.Parked || t.State == queue.Missed) && !carried {
			m.touch(t, queue.Expired)
		}
	}
}

// tick does the first thing that is due.
func (m *model) tick(now queue.Instant) verdict {
	if m.open && now >= m.dayEnd {
		return m.closeDay()
	}
	if !m.open && (m.day == 0 || now >= m.dayEnd) {
		return m.openDay(now)
	}
	rules := m.def.Rules
	for _, d := range m.desks {
		t := d.current
		if rules.AutoStartSeconds > 0 && t != nil && t.State == queue.Called && now-t.CalledAt >= queue.Instant(rules.AutoStartSeconds)*1000 {
			m.start(d, now)
			return changed(t.ID)
		}
	}
	if !rules.AutoCall {
		return verdict{}
	}
	var best *mDesk
	for _, d := range m.desks {
		if d.state != queue.StateOpen || d.current != nil || m.pick(d, now) == nil {
			continue
		}
		if best == nil || len(d.services) < len(best.services) || len(d.services) == len(best.services) && d.since < best.since {
			best = d
		}
	}
	if best == nil {
		return verdict{}
	}
	return m.callNext(best, now)
}

func (m *model) issue(do queue.Issue, now queue.Instant) verdict {
	if m.find(do.Ticket) != nil {
		return refused(conflict)
	}
	sv := m.service(do.Service)
	if sv == nil {
		return refused(notFound)
	}
	if do.Class == "" {
		do.Class = m.def.Classes[0].ID
	}
	if !slices.ContainsFunc(m.def.Classes, func(k queue.Class) bool { return k.ID == do.Class }) {
		return refused(notFound)
	}
	if !m.open || now >= m.dayEnd || !m.gives(sv.Field, now) {
		return refused(queue.KindClosed)
	}
	if sv.Quota > 0 && m.issued(sv.ID) >= sv.Quota {
		return refused(queue.KindQuota)
	}
	if len(m.known(do.Then)) < len(do.Then) {
		return refused(notFound)
	}
	number, rec, ok := m.nextNumber(sv.Series)
	if !ok {
		return refused(queue.KindQuota)
	}
	rec.service = sv.ID
	m.given = append(m.given, rec)
	t := &mTicket{Ticket: queue.Ticket{
		ID: do.Ticket, Number: number, Service: do.Service, Class: do.Class, Day: m.day, Ref: now, Then: do.Then,
	}}
	m.tickets = append(m.tickets, t)
	m.touch(t, queue.Waiting)
	return changed(t.ID)
}

// issued counts the tickets of the service today.
func (m *model) issued(id queue.ServiceID) int {
	n := 0
	for _, g := range m.given {
		if g.day == m.day && g.service == id {
			n++
		}
	}
	return n
}

func (m *model) cancel(id queue.TicketID, now queue.Instant) verdict {
	t := m.find(id)
	switch {
	case id == "":
		return refused(invalid)
	case t == nil:
		return refused(notFound)
	case t.State == queue.Serving || t.State.Over():
		return refused(conflict)
	}
	for _, d := range m.desks {
		if d.current == t {
			d.current, d.since = nil, now
		}
	}
	m.touch(t, queue.Cancelled)
	return changed(id)
}
