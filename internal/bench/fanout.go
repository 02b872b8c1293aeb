package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
)

const (
	// spacing lets one fan-out be over, the view that follows included, before
	// the next begins.
	spacing = 120 * time.Millisecond
	// volleys is how many there are in a round.
	volleys = 12
)

// fanOut measures one call-out on its way from its commit to the last of all
// displays. The floor writes a frame of the same length to as many sockets, one
// after the other.
func (b *run) fanOut(ctx context.Context) error {
	return b.house(ctx, "fan-out", 1, boltjournal.Options{}, func(ctx context.Context, h House, at []place) error {
		p := at[0]
		do := func(a queue.Action) error {
			_, err := h.Commands.Do(ctx, p.centre, queue.Command{Actor: "officer", Do: a})
			return err
		}
		err := errors.Join(open(ctx, h, p), do(queue.Issue{Ticket: "bench-1", Service: p.service}), do(queue.CallNext{Counter: p.counter}))
		if err != nil {
			return err
		}
		ear, err := overhear(h, p)
		if err != nil {
			return err
		}
		defer ear.close()
		ours := func() (float64, error) {
			return b.volley(address(h), p, func() (uint64, time.Time, error) {
				err := do(queue.Recall{Counter: p.counter})
				seq, at := ear.newest()
				return seq, at, err
			})
		}
		floor := func() (float64, error) {
			s, err := openSockets()
			if err != nil {
				return 0, err
			}
			defer s.close()
			var seq uint64 = 1000
			return b.volley(s.address(), p, func() (uint64, time.Time, error) {
				seq++
				frame := textFrame(fmt.Appendf(nil, `{"type":"callout","seq":%d,"callout":{"number":"A001","counter":%q,"counter_name":"Quầy 1",`+
					`"kind":"recall","times":10,"at":%q}}`, seq, p.counter, time.Now().Format(time.RFC3339)))
				begin := time.Now()
				return seq, begin, s.write(frame)
			})
		}
		return b.rounds("fanout_last_seconds", "floor_fanout_seconds", "fanout_ratio", ours, floor)
	})
}

// volley connects the displays and sends them one message after the other; send
// gives its sequence and when it set off. It gives the median time to the last
// receipt.
func (b *run) volley(addr string, p place, send func() (uint64, time.Time, error)) (float64, error) {
	if err := b.load.Call("Load.Listen", ListenOrder{Addr: addr, Path: p.feed(), Displays: b.Displays}, nil); err != nil {
		return 0, err
	}
	var took []float64
	for range volleys {
		time.Sleep(spacing)
		seq, begin, err := send()
		if err != nil {
			return 0, err
		}
		var last int64
		if err := b.load.Call("Load.Heard", HeardOrder{Seq: seq}, &last); err != nil {
			return 0, err
		}
		took = append(took, float64(last-begin.UnixNano())/1e9)
	}
	return median(took), b.load.Call("Load.Leave", struct{}{}, nil)
}
