package sequencer_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"moiso/internal/config/sample"
	"moiso/internal/event"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
	"moiso/internal/sequencer"
)

// BenchmarkLoad is a start without a snapshot: the day's events from a closed
// file to a state. The time of an event should not grow with their number.
func BenchmarkLoad(b *testing.B) {
	for _, events := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("events=%d", events), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "journal.db")
			writeDay(b, path, events)
			for b.Loop() {
				j, err := boltjournal.Open(path, boltjournal.Options{})
				if err != nil {
					b.Fatal(err)
				}
				states, err := sequencer.Load(j, "quang-ninh", 1)
				if err != nil || int(states[0].Seq()) < events {
					b.Fatalf("loaded %d events: %v", states[0].Seq(), err)
				}
				if err := j.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(events), "ns/event")
		})
	}
}

// writeDay stores the day of a provincial centre: visitors come to each counter
// in turn, are called, served and leave.
func writeDay(b *testing.B, path string, events int) {
	j, err := boltjournal.Open(path, boltjournal.Options{})
	if err != nil {
		b.Fatal(err)
	}
	raw, _ := sample.Centre("quang-ninh")
	var def queue.Centre
	if err := json.Unmarshal(raw, &def); err != nil {
		b.Fatal(err)
	}
	state, at := queue.New(), queue.InstantOf(time.Now())
	var payloads [][]byte
	stored := uint64(0)
	store := func() {
		if err := j.Append(b.Context(), string(def.ID), stored, payloads); err != nil {
			b.Fatal(err)
		}
		stored, payloads = state.Seq(), payloads[:0]
	}
	do := func(a queue.Action) {
		d, err := state.Decide(queue.Command{Actor: "bench", At: at, Do: a})
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range d.Events {
			if err := state.Apply(e); err != nil {
				b.Fatal(err)
			}
			payloads = append(payloads, event.Append(nil, e))
		}
	}
	do(queue.Configure{Centre: &def})
	do(queue.OpenDay{})
	for _, c := range def.Counters {
		do(queue.Open{Counter: c.ID})
	}
	for n := 0; int(state.Seq()) < events; n++ {
		c := def.Counters[n%len(def.Counters)]
		do(queue.Issue{Ticket: queue.TicketID(fmt.Sprintf("t-%024d", n)), Service: c.Services[0]})
		do(queue.CallNext{Counter: c.ID})
		do(queue.Start{Counter: c.ID})
		do(queue.Finish{Counter: c.ID})
		if len(payloads) >= 4000 {
			store()
		}
	}
	store()
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
}
