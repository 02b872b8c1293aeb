package bench

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
)

const (
	callEvery = 50 * time.Millisecond
	callsAt   = 10 // counters of the hall
)

// callOuts measures calls at 20 a second on their whole way: from the request
// over HTTP to the last of all displays, and of it from the commit on. It does so
// on this machine's disk, and on slower ones.
func (b *run) callOuts(ctx context.Context) error {
	disks := []struct {
		delay time.Duration
		name  string
	}{{0, ""}, {5 * time.Millisecond, "5ms_"}, {30 * time.Millisecond, "30ms_"}}
	calls := 200
	if b.Quick {
		disks, calls = disks[:1], 60
	}
	for _, disk := range disks {
		err := b.house(ctx, "calls-"+disk.name, 1, boltjournal.Options{SyncDelay: disk.delay}, func(ctx context.Context, h House, at []place) error {
			way, commit, err := b.call(ctx, h, hallOf(at), calls)
			b.result["callout_p50_"+disk.name+"seconds"], b.result["callout_p99_"+disk.name+"seconds"] = way.P50, way.P99
			b.result["callout_commit_p50_"+disk.name+"seconds"], b.result["callout_commit_p99_"+disk.name+"seconds"] = commit.P50, commit.P99
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// call has the counters of a hall call in turn. It gives how long the calls took
// from the request and from the commit.
func (b *run) call(ctx context.Context, h House, at []place, calls int) (way, commit Spread, err error) {
	order := CallOrder{Addr: address(h), Every: callEvery, Calls: calls}
	for _, p := range at {
		if err := open(ctx, h, p); err != nil {
			return way, commit, err
		}
		steps := p.shift()
		order.Counters = append(order.Counters, Turn{Call: steps[0], Start: steps[1], Finish: steps[2]})
	}
	if err := fill(ctx, h, at, 1+calls); err != nil {
		return way, commit, err
	}
	ear, err := overhear(h, at[0])
	if err != nil {
		return way, commit, err
	}
	defer ear.close()
	listen := ListenOrder{Addr: order.Addr, Path: at[0].feed(), Displays: b.Displays, Views: true}
	if err := b.load.Call("Load.Listen", listen, nil); err != nil {
		return way, commit, err
	}
	var called []Called
	if err := b.load.Call("Load.Call", order, &called); err != nil {
		return way, commit, err
	}
	ear.listen()
	var ways, commits []time.Duration
	for _, c := range called {
		ways = append(ways, time.Duration(c.Last-c.Sent))
		commits = append(commits, time.Duration(c.Last-ear.times[c.Seq].UnixNano()))
	}
	return spread(ways), spread(commits), b.load.Call("Load.Leave", struct{}{}, nil)
}

// fill issues n tickets for every place, all at once.
func fill(ctx context.Context, h House, at []place, n int) error {
	var (
		issuing sync.WaitGroup
		mu      sync.Mutex
		failed  error
	)
	for i, p := range at {
		for k := range n {
			issuing.Go(func() {
				do := queue.Issue{Ticket: queue.TicketID(fmt.Sprintf("bench-%d-%d", i, k)), Service: p.service}
				_, err := h.Commands.Do(ctx, p.centre, queue.Command{Actor: "kiosk", Do: do})
				mu.Lock()
				defer mu.Unlock()
				failed = errors.Join(failed, err)
			})
		}
	}
	issuing.Wait()
	return failed
}

// hallOf are the counters of the first one's hall.
func hallOf(at []place) []place {
	var out []place
	for _, p := range at {
		if p.centre == at[0].centre && p.hall == at[0].hall && len(out) < callsAt {
			out = append(out, p)
		}
	}
	return out
}
