package live

import (
	"cmp"
	"slices"

	"moiso/internal/queue"
)

// draw makes views of one state at one moment.
type draw struct {
	state   *queue.State
	def     *queue.Centre
	version int
	now     queue.Instant
}

const (
	callsShown   = 10
	waitingShown = 50
	missedShown  = 20
	popularShown = 4
)

func (d draw) stamp(at queue.Instant) string { return stamp(at, d.state.Zone()) }

func (d draw) ticketOf(t queue.Ticket) Ticket {
	out := Ticket{
		ID: t.ID, Number: t.Number, Service: t.Service, Class: t.Class, State: t.State,
		IssuedAt: d.stamp(t.IssuedAt), CalledAt: d.stamp(t.CalledAt), Counter: t.Counter,
		Then: t.Then, Why: t.Why,
	}
	if t.State == queue.Waiting {
		out.Counter = t.Only
		out.Ahead = d.state.Ahead(t.ID, d.now)
	}
	return out
}

func (d draw) counterOf(k queue.Desk) Counter {
	return Counter{
		ID: k.Def.ID, Name: k.Def.Name.In("vi"), Hall: k.Def.Hall, State: k.State,
		Ticket: k.Ticket, Services: k.Services, Reason: k.Reason,
	}
}

func (d draw) plate(k queue.Desk) Plate {
	p := Plate{ID: k.Def.ID, Name: k.Def.Name.In("vi"), Label: k.Def.Short("vi"), State: k.State, Direction: k.Def.Direction}
	if t, ok := d.state.Ticket(k.Ticket); ok {
		p.Number, p.Serving = t.Number, t.State == queue.Serving
		p.Notice = slices.ContainsFunc(d.def.Classes, func(c queue.Class) bool { return c.ID == t.Class && c.Notice })
	}
	return p
}

func (d draw) hall(id queue.HallID) any {
	if !slices.ContainsFunc(d.def.Halls, func(h queue.Hall) bool { return h.ID == id }) {
		return nil
	}
	day, open := d.state.Day()
	v := HallView{
		Version: d.version, Day: day.String(), Open: open,
		Calls: []Call{}, Counters: []Plate{}, Waiting: d.state.WaitingInHall(id),
	}
	labels := map[queue.CounterID]string{}
	for k := range d.state.Desks() {
		labels[k.Def.ID] = k.Def.Short("vi")
		if k.Def.Hall == id {
			v.Counters = append(v.Counters, d.plate(k))
		}
	}
	listed := map[queue.TicketID]bool{}
	for _, o := range slices.Backward(d.state.CallOuts()) {
		if len(v.Calls) == callsShown || o.Seq < d.state.DayStart() {
			break
		}
		if o.Hall != id || listed[o.Ticket] {
			continue
		}
		listed[o.Ticket] = true
		v.Calls = append(v.Calls, Call{
			Number: o.Number, Counter: o.Counter, CounterName: o.CounterName,
			Label: cmp.Or(labels[o.Counter], o.CounterName), Seq: o.Seq, At: d.stamp(o.At),
		})
	}
	return v
}

func (d draw) ticket(id queue.TicketID) any {
	t, ok := d.state.Ticket(id)
	if !ok {
		return nil
	}
	v := TicketView{Version: d.version, Ticket: d.ticketOf(t), Calls: t.Calls}
	if k, ok := d.state.Desk(v.Ticket.Counter); ok {
		v.CounterName, v.Label, v.Direction, v.Hall = k.Def.Name.In("vi"), k.Def.Short("vi"), k.Def.Direction, k.Def.Hall
		return v
	}
	for k := range d.state.Desks() {
		if slices.Contains(k.Services, t.Service) {
			v.Hall = k.Def.Hall
			break
		}
	}
	return v
}

func (d draw) centre() any {
	day, open := d.state.Day()
	v := CentreView{
		Version: d.version, Day: day.String(), Open: open, Waiting: d.state.WaitingAt(""),
		Services: []QueueStatus{}, Counters: []Plate{},
	}
	for _, l := range d.state.Loads() {
		v.Services = append(v.Services, queueStatus(l))
	}
	for k := range d.state.Desks() {
		v.Counters = append(v.Counters, d.plate(k))
	}
	return v
}

func queueStatus(l queue.Load) QueueStatus {
	q := QueueStatus{ID: l.Def.ID, Waiting: l.Waiting, Counters: l.Open}
	if l.Def.Quota > 0 {
		left := max(0, l.Def.Quota-l.Issued)
		q.Left = &left
	}
	return q
}
