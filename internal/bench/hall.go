package bench

import (
	"context"
	"strings"

	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
)

// hall measures kiosks and counters together, over HTTP, at full speed: how many
// commands a second are acknowledged and how long each waits.
func (b *run) hall(ctx context.Context) error {
	const each = 27 // counters of a sample centre
	return b.house(ctx, "hall", 1+b.Counters/each, boltjournal.Options{}, func(ctx context.Context, h House, at []place) error {
		order := WorkOrder{Addr: address(h), For: b.Duration}
		for _, p := range at[:b.Counters] {
			if err := open(ctx, h, p); err != nil {
				return err
			}
			order.Workers = append(order.Workers, p.shift())
		}
		for i := range b.Kiosks {
			p := at[i%max(1, b.Counters)]
			order.Workers = append(order.Workers, []Step{p.issue()})
		}
		var r WorkReport
		if err := b.load.Call("Load.Work", order, &r); err != nil {
			return err
		}
		b.result["commands_per_second"] = float64(r.Done) / r.Seconds
		for name, s := range r.Took {
			name = strings.ReplaceAll(name, "-", "_")
			b.result[name+"_p50_seconds"], b.result[name+"_p99_seconds"], b.result[name+"_p999_seconds"] = s.P50, s.P99, s.P999
		}
		return nil
	})
}

func open(ctx context.Context, h House, p place) error {
	_, err := h.Commands.Do(ctx, p.centre, queue.Command{Actor: "officer", Do: queue.Open{Counter: p.counter}})
	return err
}
