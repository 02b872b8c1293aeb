package bench

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
)

const (
	callers = 256
	// centres is how many the mixed crowd is spread over.
	centres = 8
	// stock is how many wait at each counter from the start, so that none asks
	// in vain.
	stock = 50
)

// events measures what the sequencers make durable, with live pictures and
// metrics attached, for callers who wait for each answer before they ask again:
// kiosks of one centre that issue, and then a mixed crowd of many centres, one in
// three a kiosk and the others counters that call, start and finish. The floor
// stores values of the events' mean size.
func (b *run) events(ctx context.Context) error {
	err := b.crowd(ctx, "events", 1, func(ctx context.Context, h House, at []place, i int) func() (bool, error) {
		return issuing(ctx, h, at, strconv.Itoa(i))
	})
	if err != nil {
		return err
	}
	return b.crowd(ctx, "mixed_events", centres, func(ctx context.Context, h House, at []place, i int) func() (bool, error) {
		if i%3 == 0 {
			return issuing(ctx, h, at, strconv.Itoa(i))
		}
		return serving(ctx, h, at[i*2/3])
	})
}

// crowd measures one crowd; caller gives the i-th of it.
func (b *run) crowd(ctx context.Context, name string, centres int, caller func(ctx context.Context, h House, at []place, i int) func() (bool, error)) error {
	return b.house(ctx, name, centres, boltjournal.Options{}, func(ctx context.Context, h House, at []place) error {
		for _, p := range at {
			if err := open(ctx, h, p); err != nil {
				return err
			}
		}
		if err := fill(ctx, h, at, stock); err != nil {
			return err
		}
		floor, err := boltjournal.OpenFloor(filepath.Join(b.dir, name+".floor"))
		if err != nil {
			return err
		}
		defer floor.Close()
		crowd := make([]func() (bool, error), callers)
		for i := range crowd {
			crowd[i] = caller(ctx, h, at, i)
		}
		var value []byte
		ours := func() (float64, error) {
			rate, err := b.closedLoop(crowd)
			if err == nil && value == nil {
				value, err = typical(h.Journal, at[0].centre)
			}
			return rate, err
		}
		bare := func() (float64, error) {
			return b.closedLoop(slices.Repeat([]func() (bool, error){func() (bool, error) { return true, floor.Append(value) }}, callers))
		}
		return b.rounds(name+"_per_second", "floor_"+name+"_per_second", name+"_ratio", ours, bare)
	})
}

// issuing is a kiosk: tickets for one place after the other.
func issuing(ctx context.Context, h House, at []place, name string) func() (bool, error) {
	n := 0
	return func() (bool, error) {
		n++
		p := at[n%len(at)]
		id := queue.TicketID(name + "-" + strconv.Itoa(1e12+n)) // as long as a real one
		_, err := h.Commands.Do(ctx, p.centre, queue.Command{Actor: "kiosk", Do: queue.Issue{Ticket: id, Service: p.service}})
		return true, err
	}
}

// serving is a counter: it calls, starts, finishes.
func serving(ctx context.Context, h House, p place) func() (bool, error) {
	n := 0
	come := issuing(ctx, h, []place{p}, string(p.counter))
	verbs := []queue.Action{queue.CallNext{Counter: p.counter}, queue.Start{Counter: p.counter}, queue.Finish{Counter: p.counter}}
	return func() (bool, error) {
		out, err := h.Commands.Do(ctx, p.centre, queue.Command{Actor: "officer", Do: verbs[n]})
		if err == nil && out.Ticket == "" {
			return come() // nobody was waiting: somebody comes
		}
		if err != nil {
			return false, err
		}
		n = (n + 1) % len(verbs)
		return true, nil
	}
}

// typical is a value as long as the events of a centre are on average.
func typical(j journal.Journal, centre queue.CentreID) ([]byte, error) {
	size, n := 0, 0
	for r, err := range j.Read(string(centre), 2) { // after the definition
		if err != nil {
			return nil, err
		}
		size += len(r.Payload)
		if n++; n == 10_000 {
			break
		}
	}
	return make([]byte, size/n), nil
}

// closedLoop lets callers work for a round, each again as soon as it is answered,
// and gives how often a second one of them has done something.
func (b *run) closedLoop(crowd []func() (bool, error)) (float64, error) {
	var (
		calling sync.WaitGroup
		mu      sync.Mutex
		done    int
		failed  error
	)
	begin := time.Now()
	for _, call := range crowd {
		calling.Go(func() {
			n := 0
			var err error
			for err == nil && time.Since(begin) < b.Duration {
				var did bool
				if did, err = call(); did {
					n++
				}
			}
			mu.Lock()
			defer mu.Unlock()
			done += n
			failed = errors.Join(failed, err)
		})
	}
	calling.Wait()
	return float64(done) / time.Since(begin).Seconds(), failed
}
