package queue

import "fmt"

// follows tells whether the fact may happen to a ticket in the state: the chart
// at TicketState, for events that are read back.
func follows(state TicketState, fact Fact) bool {
	switch f := fact.(type) {
	case TicketCalled:
		return state == Waiting
	case TicketRecalled, ServiceStarted, TicketMissed:
		return state == Called
	case ServiceFinished:
		return state == Serving
	case TicketParked, TicketTransferred:
		return state == Called || state == Serving
	case TicketResumed:
		return state == Parked
	case TicketReinstated:
		return state == Missed
	case TicketCancelled:
		return state == Waiting || state == Called || state == Parked || state == Missed
	case TicketExpired:
		return state == Waiting || state == Parked || state == Missed
	case StepUndone:
		switch f.Step {
		case "finish":
			return state == Served || state == Waiting
		case "miss":
			return state == Missed
		case "park":
			return state == Parked
		}
	}
	return false
}

// meets checks that the ticket is where the fact finds it: at the counter, or
// coming to one that has nobody.
func meets(t *Ticket, c *counter, fact Fact) error {
	want := t
	switch fact.(type) {
	case TicketReinstated:
		return nil // from wherever the officer is
	case TicketCalled, TicketResumed, StepUndone:
		want = nil
	}
	if c.current != want {
		return fmt.Errorf("ticket %s and counter %q do not meet", t.Number, c.def.ID)
	}
	return nil
}
