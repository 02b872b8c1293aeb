package queue_test

import (
	"slices"

	"moiso/internal/queue"
)

// What the readers tell, against scans of the model and of the journal.

func (r *run) compareLoads() {
	r.Helper()
	m := r.m
	if m.def == nil {
		if loads := r.state.Loads(); loads != nil {
			r.failf("loads %+v of a centre without a definition", loads)
		}
		return
	}
	for _, got := range r.state.Loads() {
		want := queue.Load{Def: got.Def, Issued: m.issued(got.Def.ID)}
		for _, t := range m.tickets {
			if t.State == queue.Waiting && t.Service == got.Def.ID {
				if want.Waiting++; want.Oldest == 0 || t.Ref < want.Oldest {
					want.Oldest = t.Ref
				}
			}
		}
		for _, d := range m.desks {
			if d.state == queue.StateOpen && slices.Contains(d.services, got.Def.ID) {
				want.Open++
			}
		}
		if got != want {
			r.failf("load %+v, in the model %+v", got, want)
		}
	}
	quiet := true
	halls := map[queue.HallID]int{}
	for _, t := range m.tickets {
		quiet = quiet && t.State != queue.Waiting && t.State != queue.Called && t.State != queue.Serving
		for _, h := range m.def.Halls {
			if slices.ContainsFunc(m.desks, func(d *mDesk) bool { return d.def.Hall == h.ID && d.mayCall(t) }) {
				halls[h.ID]++
			}
		}
	}
	if r.state.Quiet() != quiet {
		r.failf("quiet: %t", !quiet)
	}
	for _, h := range m.def.Halls {
		if got := r.state.WaitingInHall(h.ID); got != halls[h.ID] {
			r.failf("%d wait in %s, in the model %d", got, h.ID, halls[h.ID])
		}
	}
	for _, d := range m.desks {
		n := 0
		for _, t := range m.tickets {
			if d.mayCall(t) {
				n++
			}
			want := t.State == queue.Parked && (m.desk(t.Counter) == d || m.desk(t.Counter).state == queue.StateClosed)
			if !m.forgotten(t) && r.state.Resumable(t.ID, d.def.ID) != want {
				r.failf("%s resumable at %s: %t", t.Number, d.def.ID, !want)
			}
		}
		if got := r.state.WaitingAt(d.def.ID); got != n {
			r.failf("%d wait at %s, in the model %d", got, d.def.ID, n)
		}
	}
}

// comparePreview asks who could come now, and how many would be ahead.
func (r *run) comparePreview() {
	r.Helper()
	m := r.m
	if m.def == nil {
		return
	}
	for _, f := range m.def.Fields {
		open, reason, _ := r.state.FieldHours(f.ID, r.now)
		if want := m.open && r.now < m.dayEnd && m.gives(f.ID, r.now); open != want || open != (reason == "") {
			r.failf("field %s open: %t %s", f.ID, open, reason)
		}
	}
	for _, sv := range m.def.Services {
		class := one(r.generator, m.def.Classes...).ID
		got, err := r.state.Preview(sv.ID, class, r.now)
		if err != nil {
			continue // as Issue would be refused
		}
		m.tickets = append(m.tickets, &mTicket{Ticket: queue.Ticket{Service: sv.ID, Class: class, Ref: r.now, State: queue.Waiting}})
		want := m.ahead(m.tickets[len(m.tickets)-1], r.now)
		m.tickets = m.tickets[:len(m.tickets)-1]
		if got != want {
			r.failf("preview of %s %s: %d ahead, in the model %d", sv.ID, class, got, want)
		}
	}
}

// checkCallOuts: the state keeps the calls and recalls of the journal since the
// working day before was opened, all of them, in order.
func (r *run) checkCallOuts() {
	r.Helper()
	var day queue.Day
	var floor, start uint64
	for i, e := range r.events {
		if o, ok := e.Fact.(queue.DayOpened); ok && o.Day != day {
			day, floor, start = o.Day, start, uint64(i+1)
		}
	}
	if r.state.Floor() != floor || r.state.DayStart() != start || r.state.Seq() != uint64(len(r.events)) {
		r.failf("floor %d, day's start %d, in the journal %d and %d", r.state.Floor(), r.state.DayStart(), floor, start)
	}
	got := r.state.CallOuts()
	for i, e := range r.events {
		id, k := queue.Concerns(e.Fact)
		recalled, recall := e.Fact.(queue.TicketRecalled)
		if _, call := e.Fact.(queue.TicketCalled); !call && !recall || uint64(i+1) < floor {
			continue
		}
		if len(got) == 0 {
			r.failf("event %d is no call-out", i+1)
		}
		times := max(1, recalled.Times)
		if c := got[0]; c.Seq != uint64(i+1) || c.At != e.At || c.Ticket != id || c.Counter != k || c.Recall != recall || c.Times != times || c.Number == "" || c.CounterName == "" || c.Hall == "" {
			r.failf("call-out %+v of event %d, %+v", c, i+1, e)
		}
		got = got[1:]
	}
	if len(got) > 0 {
		r.failf("call-outs %+v are of no event", got)
	}
}
