package queue_test

import (
	"testing"

	"moiso/internal/queue"
)

// TestForeignEvents: what cannot follow is not applied, so that a journal that
// is not this centre's, or lacks a record, is found where it breaks.
func TestForeignEvents(t *testing.T) {
	m := newMorning(t)
	for _, line := range []string{
		"08:00 q1 open", "08:00 q2 open", "08:00 issue sao-y", "08:00 issue sao-y", "08:00 issue sao-y", "08:00 issue sao-y",
		"08:01 q2 call-next", "08:01 q2 transfer @q1",
		"08:02 q2 call-next", "08:02 q2 miss",
		"08:03 q2 call-next", "08:03 q2 park",
		"08:04 q2 call-next", "08:04 q2 start",
	} {
		m.line(line)
	}
	snapshot := snapshotOf(t, m.state)

	const waiting, missed, parked, serving = "t1", "t2", "t3", "t4"
	for id, state := range map[queue.TicketID]queue.TicketState{
		waiting: queue.Waiting, missed: queue.Missed, parked: queue.Parked, serving: queue.Serving,
	} {
		if ticket, _ := m.state.Ticket(id); ticket.State != state {
			t.Fatalf("%s is %s, not %s", id, ticket.State, state)
		}
	}
	lacking := baseDefinition(t)
	lacking.Services = lacking.Services[:3] // without sao-y
	for name, fact := range map[string]queue.Fact{
		"unknown ticket":              queue.TicketMissed{Ticket: "nobody", Counter: "q2"},
		"unknown counter":             queue.TicketParked{Ticket: serving, Counter: "q9"},
		"unknown counter opened":      queue.CounterOpened{Counter: "q9"},
		"unknown counter reprofiled":  queue.CounterReprofiled{Counter: "q9"},
		"id given twice":              queue.TicketIssued{Ticket: waiting, Number: "A009", Series: "a", Service: "khai-sinh", Class: "ordinary"},
		"unknown service":             queue.TicketIssued{Ticket: "new", Number: "A009", Series: "a", Service: "none", Class: "ordinary"},
		"unknown series":              queue.TicketIssued{Ticket: "new", Number: "A009", Series: "none", Service: "khai-sinh", Class: "ordinary"},
		"called while parked":         queue.TicketCalled{Ticket: parked, Counter: "q1"},
		"called to a busy counter":    queue.TicketCalled{Ticket: waiting, Counter: "q2"},
		"recalled while served":       queue.TicketRecalled{Ticket: serving, Counter: "q2"},
		"started twice":               queue.ServiceStarted{Ticket: serving, Counter: "q2"},
		"finished elsewhere":          queue.ServiceFinished{Ticket: serving, Counter: "q1"},
		"finished while waiting":      queue.ServiceFinished{Ticket: waiting, Counter: "q2"},
		"finished to unknown service": queue.ServiceFinished{Ticket: serving, Counter: "q2", Next: "none"},
		"missed while served":         queue.TicketMissed{Ticket: serving, Counter: "q2"},
		"parked elsewhere":            queue.TicketParked{Ticket: serving, Counter: "q1"},
		"transferred while parked":    queue.TicketTransferred{Ticket: parked, Counter: "q2", Service: "sao-y"},
		"transferred to nowhere":      queue.TicketTransferred{Ticket: serving, Counter: "q2", Service: "none"},
		"transferred to nobody":       queue.TicketTransferred{Ticket: serving, Counter: "q2", Service: "sao-y", To: "q9"},
		"resumed while missed":        queue.TicketResumed{Ticket: missed, Counter: "q1"},
		"resumed at a busy counter":   queue.TicketResumed{Ticket: parked, Counter: "q2"},
		"reinstated while parked":     queue.TicketReinstated{Ticket: parked, Counter: "q1"},
		"cancelled while served":      queue.TicketCancelled{Ticket: serving},
		"expired while served":        queue.TicketExpired{Ticket: serving},
		"undone at a busy counter":    queue.StepUndone{Ticket: parked, Counter: "q2", Step: "park", Back: queue.Serving},
		"undone elsewhere":            queue.StepUndone{Ticket: parked, Counter: "q1", Step: "park", Back: queue.Serving},
		"another step undone":         queue.StepUndone{Ticket: missed, Counter: "q1", Step: "sneeze", Back: queue.Called},
		"closed with a visitor":       queue.CounterClosed{Counter: "q2"},
		"a definition without theirs": queue.CentreConfigured{Version: 2, Centre: &lacking},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := queue.Restore(snapshot)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Apply(queue.Event{At: m.now, Fact: fact}); err == nil {
				t.Errorf("%T%+v was applied", fact, fact)
			}
		})
	}
}
