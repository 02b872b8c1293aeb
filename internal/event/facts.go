package event

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"moiso/internal/queue"
)

func readTicketIssued(r *reader) queue.Fact {
	return queue.TicketIssued{
		Ticket:  queue.TicketID(r.text()),
		Number:  r.text(),
		Series:  queue.SeriesID(r.text()),
		Index:   read[int](r),
		Service: queue.ServiceID(r.text()),
		Class:   queue.ClassID(r.text()),
		Kiosk:   queue.KioskID(r.text()),
		Dossier: r.text(),
		Then:    r.services(),
	}
}

func readTicketCalled(r *reader) queue.Fact {
	return queue.TicketCalled{
		Ticket:  queue.TicketID(r.text()),
		Counter: queue.CounterID(r.text()),
		Service: queue.ServiceID(r.text()),
		Class:   queue.ClassID(r.text()),
		Waited:  read[queue.Instant](r),
		Why:     r.why(),
	}
}

func readTicketRecalled(r *reader) queue.Fact {
	return queue.TicketRecalled{
		Ticket:  queue.TicketID(r.text()),
		Counter: queue.CounterID(r.text()),
		Times:   read[int](r),
	}
}

func readServiceStarted(r *reader) queue.Fact {
	return queue.ServiceStarted{Ticket: queue.TicketID(r.text()), Counter: queue.CounterID(r.text())}
}

func readServiceFinished(r *reader) queue.Fact {
	return queue.ServiceFinished{
		Ticket:  queue.TicketID(r.text()),
		Counter: queue.CounterID(r.text()),
		Service: queue.ServiceID(r.text()),
		Took:    read[queue.Instant](r),
		Next:    queue.ServiceID(r.text()),
	}
}

func readTicketMissed(r *reader) queue.Fact {
	return queue.TicketMissed{Ticket: queue.TicketID(r.text()), Counter: queue.CounterID(r.text())}
}

func readTicketParked(r *reader) queue.Fact {
	return queue.TicketParked{Ticket: queue.TicketID(r.text()), Counter: queue.CounterID(r.text())}
}

func readTicketResumed(r *reader) queue.Fact {
	return queue.TicketResumed{Ticket: queue.TicketID(r.text()), Counter: queue.CounterID(r.text())}
}

func readTicketReinstated(r *reader) queue.Fact {
	return queue.TicketReinstated{
		Ticket:  queue.TicketID(r.text()),
		Counter: queue.CounterID(r.text()),
		Ref:     read[queue.Instant](r),
	}
}

func readTicketTransferred(r *reader) queue.Fact {
	return queue.TicketTransferred{
		Ticket:  queue.TicketID(r.text()),
		Counter: queue.CounterID(r.text()),
		Service: queue.ServiceID(r.text()),
		To:      queue.CounterID(r.text()),
	}
}

func readTicketCancelled(r *reader) queue.Fact {
	return queue.TicketCancelled{Ticket: queue.TicketID(r.text())}
}

func readTicketExpired(r *reader) queue.Fact {
	return queue.TicketExpired{Ticket: queue.TicketID(r.text())}
}

func readStepUndone(r *reader) queue.Fact {
	return queue.StepUndone{
		Ticket:  queue.TicketID(r.text()),
		Counter: queue.CounterID(r.text()),
		Step:    r.text(),
		Back:    queue.TicketState(r.text()),
	}
}

func readCounterOpened(r *reader) queue.Fact {
	return queue.CounterOpened{Counter: queue.CounterID(r.text())}
}

func readCounterPaused(r *reader) queue.Fact {
	return queue.CounterPaused{Counter: queue.CounterID(r.text()), Reason: r.text()}
}

func readCounterClosed(r *reader) queue.Fact {
	return queue.CounterClosed{Counter: queue.CounterID(r.text())}
}

func readCounterReprofiled(r *reader) queue.Fact {
	return queue.CounterReprofiled{Counter: queue.CounterID(r.text()), Services: r.services()}
}

func readDayOpened(r *reader) queue.Fact {
	return queue.DayOpened{Day: read[queue.Day](r)}
}

func readDayClosed(r *reader) queue.Fact {
	return queue.DayClosed{Day: read[queue.Day](r), Expired: read[int](r), Carried: read[int](r)}
}

func readCentreConfigured(r *reader) queue.Fact {
	return queue.CentreConfigured{Version: read[int](r), Centre: r.definition()}
}

// text takes a string of valid UTF-8.
func (r *reader) text() string {
	s := r.bytes()
	if !utf8.ValidString(s) {
		r.fail("text %q is not UTF-8", s)
		return ""
	}
	return s
}

// services takes a list of services, nil when it is empty.
func (r *reader) services() []queue.ServiceID {
	n := r.uvarint()
	if n == 0 {
		return nil
	}
	if n > uint64(len(r.s)-r.i) { // each takes a byte at least
		r.fail("list of %d, but %d bytes are left", n, len(r.s)-r.i)
		return nil
	}
	list := make([]queue.ServiceID, n)
	for i := range list {
		list[i] = queue.ServiceID(r.text())
	}
	return list
}

func (r *reader) why() queue.Why {
	w := queue.Why{Rule: r.text(), Reason: r.text(), Winner: r.candidate()}
	if r.optional() {
		over := r.candidate()
		w.Over = &over
	}
	w.Waiting = read[int](r)
	return w
}

func (r *reader) candidate() queue.Candidate {
	return queue.Candidate{Number: r.text(), Waited: read[int64](r), Promise: read[int64](r)}
}

// definition takes a centre's definition, refusing fields that it does not
// know: to drop them would change the centre without a word.
func (r *reader) definition() *queue.Centre {
	s := r.text()
	if r.err != nil {
		return nil
	}
	var c *queue.Centre
	strict := json.NewDecoder(strings.NewReader(s))
	strict.DisallowUnknownFields()
	err := strict.Decode(&c)
	if err == nil && strict.InputOffset() != int64(len(s)) {
		r.fail("text after the definition")
		return nil
	}
	if err == nil && c == nil {
		r.fail("definition is null")
		return nil
	}
	if err == nil {
		return c
	}
	if json.Unmarshal([]byte(s), new(queue.Centre)) == nil {
		r.newer(err)
	} else {
		r.fail("definition: %v", err)
	}
	return nil
}
