package queue_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

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

// TestOvertaking: visitors with short promises come faster than they can be
// called. Whoever passes a ticket has come in the part of its wait that doc.go
// states, so that they can be counted when it is called; and that many do pass.
func TestOvertaking(t *testing.T) {
	promises := map[queue.ClassID]queue.Instant{"c0": 10, "c1": 17, "c2": 24} // minutes, as hall gives them
	for _, pace := range []struct{ coming, calling queue.Instant }{{60_000, 66_000}, {60_000, 80_000}, {20_000, 21_000}, {45_000, 30_000}} {
		s := hall(t, 1, 3, 0)
		g := rand.New(rand.NewPCG(uint64(pace.calling), 0))
		var all []queue.Ticket
		passedBy := map[queue.TicketID]int{}
		now, most, tight := begin, 0, 0
		nextCall := now
		for i := range 600 {
			now += pace.coming
			class := queue.ClassID(fmt.Sprintf("c%d", g.IntN(3)*g.IntN(2)))
			issued := must(t, s, queue.Command{At: now, Do: queue.Issue{Ticket: queue.TicketID(fmt.Sprint(i)), Service: "s0", Class: class}})
			ticket, _ := s.Ticket(issued[len(issued)-1].Fact.(queue.TicketIssued).Ticket)
			all = append(all, ticket)
			for ; nextCall <= now; nextCall += pace.calling {
				called := must(t, s, queue.Command{At: now, Do: queue.CallNext{Counter: "q1"}})
				if len(called) == 0 {
					continue
				}
				must(t, s, queue.Command{At: now, Do: queue.Miss{Counter: "q1"}})
				c, _ := s.Ticket(called[0].Fact.(queue.TicketCalled).Ticket)
				for _, w := range s.Waiting("", now, 0) {
					if w.Order < c.Order {
						passedBy[w.ID]++
					}
				}
				bound := 0
				for _, j := range all {
					if T, U := promises[j.Class], promises[c.Class]; T < U && j.Order > c.Order && (j.Ref-c.Ref)*U < c.Waited*(U-T) {
						bound++
					}
				}
				if passedBy[c.ID] > bound {
					t.Fatalf("%+v: %s (%s) was passed by %d, the bound is %d", pace, c.Number, c.Class, passedBy[c.ID], bound)
				}
				if most = max(most, bound); bound > 0 && passedBy[c.ID] == bound {
					tight++
				}
			}
		}
		if pace.calling > pace.coming && (most < 3 || tight == 0) {
			t.Errorf("%+v: the bound reached %d and was met %d times: nothing was tried", pace, most, tight)
		}
	}
}

// TestYears: a clock that jumps by decades disturbs no order.
func TestYears(t *testing.T) {
	s := hall(t, 1, 5, 5) // one visitor of each class, the first with the shortest promise
	for _, years := range []queue.Instant{0, 10, 100, 290} {
		now := begin + years*365*24*3_600_000 + 1000
		w := s.Waiting("", now, 0)
		for i := range w[1:] {
			if w[i].Order > w[i+1].Order {
				t.Errorf("after %d years %s is before %s", years, w[i].Number, w[i+1].Number)
			}
		}
	}
}
