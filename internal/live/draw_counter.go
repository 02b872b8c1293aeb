package live

import (
	"slices"

	"moiso/internal/queue"
)

func (d draw) counter(id queue.CounterID) any {
	k, ok := d.state.Desk(id)
	if !ok {
		return nil
	}
	day, open := d.state.Day()
	v := CounterView{
		Version: d.version, Day: day.String(), Open: open, Counter: d.counterOf(k), Label: k.Def.Short("vi"),
		Waiting: []Work{}, WaitingCount: d.state.WaitingAt(id), Parked: []Work{}, Missed: []Work{},
		Today: Today{Called: k.Today.Called, Served: k.Today.Served, Missed: k.Today.Missed},
	}
	if n := k.Today.Served; n > 0 {
		v.Today.MeanSeconds = int64(k.Today.Took) / int64(n) / 1000
	}
	if t, ok := d.state.Ticket(k.Ticket); ok {
		w := d.work(t)
		v.Ticket = &w
	}
	for i, t := range d.state.Waiting(id, d.now, waitingShown) {
		w := d.work(t)
		w.Ahead = i // as this counter sees it
		v.Waiting = append(v.Waiting, w)
	}
	parked, missed := d.state.Aside()
	for _, t := range parked {
		if d.state.Resumable(t.ID, id) {
			v.Parked = append(v.Parked, d.work(t))
		}
	}
	for _, t := range slices.Backward(missed) {
		if len(v.Missed) == missedShown {
			break
		}
		v.Missed = append(v.Missed, d.work(t))
	}
	if step, t, until, ok := d.state.Undoable(id, d.now); ok {
		v.Undo = &Undo{Step: step, Number: t.Number, Until: d.stamp(until)}
	}
	return v
}

func (d draw) work(t queue.Ticket) Work {
	w := Work{
		Since: d.stamp(t.Ref), PromiseSeconds: int64(d.state.Promise(t.Service, t.Class)) / 1000,
		StartedAt: d.stamp(t.StartedAt), Calls: t.Calls, Dossier: t.Dossier,
	}
	w.ID, w.Number, w.Service, w.Class, w.State = t.ID, t.Number, t.Service, t.Class, t.State
	w.IssuedAt, w.CalledAt, w.Counter, w.Then, w.Why = d.stamp(t.IssuedAt), d.stamp(t.CalledAt), t.Counter, t.Then, t.Why
	if t.State == queue.Waiting {
		w.Counter = t.Only
	}
	for i := range d.def.Services {
		if s := &d.def.Services[i]; s.ID == t.Service {
			w.UsualSeconds = int64(s.Usual()) * 60
		}
	}
	return w
}
