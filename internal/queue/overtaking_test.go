package queue_test

import (
	"moiso/internal/queue"
)

// checkCall holds a call by the discipline against a scan of everybody, and
// against the bound on overtaking.
func (r *run) checkCall(e queue.Event) {
	r.Helper()
	called, ok := e.Fact.(queue.TicketCalled)
	if !ok {
		return
	}
	t, _ := r.state.Ticket(called.Ticket)
	if want := max(0, e.At-t.Ref); called.Waited != want {
		r.failf("waited %d ms, has waited %d", called.Waited, want)
	}
	if called.Why.Rule != queue.RulePromiseShare {
		return
	}
	T := r.state.Promise(t.Service, t.Class)
	others := 0
	for _, u := range r.state.Waiting(called.Counter, e.At, 0) {
		if u.ID == t.ID {
			continue
		}
		others++
		if u.Ref > t.Ref || u.Ref == t.Ref && u.Order > t.Order {
			continue // t passes nobody
		}
		U := r.state.Promise(u.Service, u.Class)
		if T >= U {
			r.failf("%s passes %s, which came before it under a promise no longer", t.Number, u.Number)
		}
		// t may pass u once u has waited longer than (t.Ref−u.Ref)·U/(U−T).
		if (t.Ref-u.Ref)*U >= (e.At-u.Ref)*(U-T) {
			r.failf("%s passes %s too early", t.Number, u.Number)
		}
	}
	if called.Why.Waiting != others+1 || (called.Why.Over == nil) != (others == 0) {
		r.failf("why: %+v, but %d others could be called", called.Why, others)
	}
}
