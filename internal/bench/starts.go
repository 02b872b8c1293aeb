package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"moiso/internal/event"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
)

// starts measures how long a server takes from nothing to its first request
// when the day has had so many events and no snapshot helps.
func (b *run) starts(ctx context.Context) error {
	days := []struct {
		events int
		name   string
	}{{200_000, "startup_200k_seconds"}, {1_000_000, "startup_1m_seconds"}}
	if b.Quick {
		days = days[:1]
	}
	for _, day := range days {
		dir := filepath.Join(b.dir, day.name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		if err := writeDay(filepath.Join(dir, "journal.db"), day.events); err != nil {
			return err
		}
		var took []float64
		for range b.Rounds {
			begin := time.Now()
			err := b.start(ctx, dir, boltjournal.Options{}, func(_ context.Context, h House) error {
				answer, err := http.Get(h.URL + "/readyz")
				if err != nil {
					return err
				}
				took = append(took, time.Since(begin).Seconds())
				return answer.Body.Close()
			})
			if err != nil {
				return err
			}
		}
		b.result[day.name] = median(took)
	}
	return nil
}

// writeDay makes a journal with the day of one centre: visitors come, are called,
// served and leave. It is stored as a sequencer stores it, in large batches.
func writeDay(path string, events int) (err error) {
	j, err := boltjournal.Open(path, boltjournal.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.Close()) }()
	defs, err := copies(1)
	if err != nil {
		return err
	}
	d := day{state: queue.New(), at: queue.InstantOf(time.Now()) - 60_000}
	store := func() error {
		var payloads [][]byte
		for _, e := range d.events {
			payloads = append(payloads, event.Append(nil, e))
		}
		after := d.state.Seq() - uint64(len(d.events))
		d.events = d.events[:0]
		return j.Append(context.Background(), string(defs[0].ID), after, payloads)
	}
	d.do(queue.Configure{Centre: defs[0]})
	d.do(queue.OpenDay{})
	at := places(defs)
	for _, p := range at {
		d.do(queue.Open{Counter: p.counter})
	}
	for n := 0; d.err == nil && int(d.state.Seq()) < events; n++ {
		p := at[n%len(at)]
		d.do(queue.Issue{Ticket: queue.TicketID(fmt.Sprintf("bench-%020d", n)), Service: p.service})
		d.do(queue.CallNext{Counter: p.counter})
		d.do(queue.Start{Counter: p.counter})
		d.do(queue.Finish{Counter: p.counter})
		if len(d.events) > 4000 {
			d.err = store()
		}
	}
	return errors.Join(d.err, store())
}

// day decides and applies one command after the other.
type day struct {
	state  *queue.State
	at     queue.Instant
	events []queue.Event
	err    error // the first; nothing is done after it
}

func (d *day) do(a queue.Action) {
	if d.err != nil {
		return
	}
	decision, err := d.state.Decide(queue.Command{At: d.at, Actor: "bench", Do: a})
	d.err = err
	for _, e := range decision.Events {
		d.err = errors.Join(d.err, d.state.Apply(e))
	}
	d.events = append(d.events, decision.Events...)
}
