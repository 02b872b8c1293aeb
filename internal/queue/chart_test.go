package queue_test

import (
	"slices"

	"moiso/internal/queue"
)

// after is the state chart of words.go: the state that a fact leads to, and
// whether it may happen to a ticket in the state at all.
func after(from queue.TicketState, fact queue.Fact) (to queue.TicketState, ok bool) {
	in := func(states ...queue.TicketState) bool {
		return slices.Contains(states, from)
	}
	switch f := fact.(type) {
	case queue.TicketIssued:
		return queue.Waiting, in("")
	case queue.TicketCalled:
		return queue.Called, in(queue.Waiting)
	case queue.TicketRecalled:
		return queue.Called, in(queue.Called)
	case queue.ServiceStarted:
		return queue.Serving, in(queue.Called)
	case queue.ServiceFinished:
		if f.Next != "" {
			return queue.Waiting, in(queue.Serving)
		}
		return queue.Served, in(queue.Serving)
	case queue.TicketMissed:
		return queue.Missed, in(queue.Called)
	case queue.TicketParked:
		return queue.Parked, in(queue.Called, queue.Serving)
	case queue.TicketResumed:
		return queue.Serving, in(queue.Parked)
	case queue.TicketReinstated:
		return queue.Waiting, in(queue.Missed)
	case queue.TicketTransferred:
		return queue.Waiting, in(queue.Called, queue.Serving)
	case queue.TicketCancelled:
		return queue.Cancelled, in(queue.Waiting, queue.Called, queue.Parked, queue.Missed)
	case queue.TicketExpired:
		return queue.Expired, in(queue.Waiting, queue.Parked, queue.Missed)
	case queue.StepUndone:
		switch f.Step {
		case "finish":
			return queue.Serving, in(queue.Served, queue.Waiting)
		case "miss":
			return queue.Called, in(queue.Missed)
		case "park":
			return queue.Serving, in(queue.Parked)
		}
	}
	return from, false
}
