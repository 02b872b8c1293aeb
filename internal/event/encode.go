package event

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"moiso/internal/queue"
)

// Append adds the bytes of the event to b and returns the longer slice. What
// it wrote can always be read: text that is not UTF-8 is written with U+FFFD
// in the place of the wrong bytes. It panics on a fact that is nil or a
// pointer, and on a CentreConfigured without its centre.
func Append(b []byte, e queue.Event) []byte {
	k := kindOf(e.Fact)
	b = append(b, byte(k), k.version())
	b = binary.AppendVarint(b, int64(e.At))
	b = text(b, e.Command)
	b = binary.LittleEndian.AppendUint64(b, e.Digest)
	b = text(b, e.Actor)

	switch f := e.Fact.(type) {
	case queue.TicketIssued:
		b = text(b, f.Ticket)
		b = text(b, f.Number)
		b = text(b, f.Series)
		b = number(b, f.Index)
		b = text(b, f.Service)
		b = text(b, f.Class)
		b = text(b, f.Kiosk)
		b = text(b, f.Dossier)
		b = list(b, f.Then)
	case queue.TicketCalled:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
		b = text(b, f.Service)
		b = text(b, f.Class)
		b = number(b, f.Waited)
		b = why(b, f.Why)
	case queue.TicketRecalled:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
		b = number(b, f.Times)
	case queue.ServiceStarted:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
	case queue.ServiceFinished:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
		b = text(b, f.Service)
		b = number(b, f.Took)
		b = text(b, f.Next)
	case queue.TicketMissed:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
	case queue.TicketParked:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
	case queue.TicketResumed:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
	case queue.TicketReinstated:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
		b = number(b, f.Ref)
	case queue.TicketTransferred:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
		b = text(b, f.Service)
		b = text(b, f.To)
	case queue.TicketCancelled:
		b = text(b, f.Ticket)
	case queue.TicketExpired:
		b = text(b, f.Ticket)
	case queue.StepUndone:
		b = text(b, f.Ticket)
		b = text(b, f.Counter)
		b = text(b, f.Step)
		b = text(b, f.Back)
	case queue.CounterOpened:
		b = text(b, f.Counter)
	case queue.CounterPaused:
		b = text(b, f.Counter)
		b = text(b, f.Reason)
	case queue.CounterClosed:
		b = text(b, f.Counter)
	case queue.CounterReprofiled:
		b = text(b, f.Counter)
		b = list(b, f.Services)
	case queue.DayOpened:
		b = number(b, f.Day)
	case queue.DayClosed:
		b = number(b, f.Day)
		b = number(b, f.Expired)
		b = number(b, f.Carried)
	case queue.CentreConfigured:
		b = number(b, f.Version)
		b = definition(b, f.Centre)
	}
	return b
}

func number[T ~int | ~int32 | ~int64](b []byte, n T) []byte {
	return binary.AppendVarint(b, int64(n))
}

func text[T ~string](b []byte, s T) []byte {
	if !utf8.ValidString(string(s)) {
		s = T(strings.ToValidUTF8(string(s), "\uFFFD"))
	}
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

func list[T ~string](b []byte, items []T) []byte {
	b = binary.AppendUvarint(b, uint64(len(items)))
	for _, s := range items {
		b = text(b, s)
	}
	return b
}

func why(b []byte, w queue.Why) []byte {
	b = text(b, w.Rule)
	b = text(b, w.Reason)
	b = candidate(b, w.Winner)
	if w.Over == nil {
		b = append(b, 0)
	} else {
		b = candidate(append(b, 1), *w.Over)
	}
	return number(b, w.Waiting)
}

func candidate(b []byte, c queue.Candidate) []byte {
	b = text(b, c.Number)
	b = number(b, c.Waited)
	return number(b, c.Promise)
}

func definition(b []byte, c *queue.Centre) []byte {
	if c == nil {
		panic("event: CentreConfigured without its centre")
	}
	j, err := json.Marshal(c)
	if err != nil { // cannot be: its type has nothing that JSON lacks
		panic(fmt.Sprintf("event: a centre's definition is not JSON: %v", err))
	}
	b = binary.AppendUvarint(b, uint64(len(j)))
	return append(b, j...)
}
