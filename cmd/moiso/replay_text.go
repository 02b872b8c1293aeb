package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"moiso/internal/event"
	"moiso/internal/queue"
)

// printLine writes one event as a sentence of the morning:
//
//	41 08:02:17 ticket_issued A012 · waiting 6
func printLine(w io.Writer, id string, seq uint64, e queue.Event, s *queue.State) error {
	at := e.At.Time(s.Zone()).Format(time.DateTime)
	_, err := fmt.Fprintf(w, "%s %d %s %s%s · %d waiting\n", id, seq, at, event.Kind(e.Fact), details(e.Fact, s), s.WaitingAt(""))
	return err
}

// details names what the event is about, by numbers that people know.
func details(fact queue.Fact, s *queue.State) string {
	var b strings.Builder
	about := func(t queue.TicketID, k queue.CounterID) {
		if ticket, ok := s.Ticket(t); ok {
			b.WriteString(" " + ticket.Number)
		}
		if k != "" {
			b.WriteString(" @" + string(k))
		}
	}
	switch f := fact.(type) {
	case queue.TicketIssued:
		about(f.Ticket, "")
		fmt.Fprintf(&b, " %s (%s)", f.Service, f.Class)
	case queue.TicketCalled:
		about(f.Ticket, f.Counter)
		fmt.Fprintf(&b, " after %ds, %s", f.Waited/1000, why(f.Why))
	case queue.TicketRecalled:
		about(f.Ticket, f.Counter)
		fmt.Fprintf(&b, " time %d", f.Times)
	case queue.ServiceFinished:
		about(f.Ticket, f.Counter)
		fmt.Fprintf(&b, " after %ds", f.Took/1000)
		if f.Next != "" {
			fmt.Fprintf(&b, ", then %s", f.Next)
		}
	case queue.TicketTransferred:
		about(f.Ticket, f.Counter)
		fmt.Fprintf(&b, " to %s", f.Service)
		if f.To != "" {
			fmt.Fprintf(&b, " at %s only", f.To)
		}
	case queue.StepUndone:
		about(f.Ticket, f.Counter)
		fmt.Fprintf(&b, " %s taken back", f.Step)
	case queue.CounterPaused:
		about("", f.Counter)
	case queue.DayOpened:
		fmt.Fprintf(&b, " %s", f.Day)
	case queue.DayClosed:
		fmt.Fprintf(&b, " %s, %d expired, %d carried over", f.Day, f.Expired, f.Carried)
	case queue.CentreConfigured:
		fmt.Fprintf(&b, " version %d", f.Version)
	default:
		about(queue.Concerns(fact))
	}
	return b.String()
}

// why is the explanation of a pick in a few words.
func why(w queue.Why) string {
	text := fmt.Sprintf("%s %d of %ds used", w.Rule, w.Winner.Waited, w.Winner.Promise)
	if w.Over != nil {
		text += fmt.Sprintf("; before %s: %d of %d", w.Over.Number, w.Over.Waited, w.Over.Promise)
	}
	return text
}
