// Package live is what everybody sees now: it keeps a copy of a centre's state,
// fed with committed events only, and turns it into the views of the feed's
// topics and the answers of the faces.
//
// Commit is called by whoever makes events durable, before the caller of the
// command is answered; so whoever was answered finds what was answered here.
// Everything may be called concurrently.
package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"moiso/internal/feed"
	"moiso/internal/queue"
)

// Centre is the live picture of one centre.
type Centre struct {
	id   queue.CentreID
	feed *feed.Feed
	now  func() time.Time
	log  *slog.Logger

	mu    sync.RWMutex
	state *queue.State // a copy of our own; changed by Commit only

	dirty chan struct{} // something was committed since the last rendering
	shown shown
}

// New makes the picture of a centre from the state that its journal gave. now
// is the centre's clock; state belongs to the Centre from here on.
func New(id queue.CentreID, epoch string, state *queue.State, now func() time.Time, log *slog.Logger) *Centre {
	c := &Centre{id: id, state: state, now: now, log: log, dirty: make(chan struct{}, 1), shown: shown{content: map[string][]byte{}}}
	c.feed = feed.New(epoch, state.Seq(), state.Floor(), c.callouts(0, time.Time{}))
	return c
}

// ID is the centre's.
func (c *Centre) ID() queue.CentreID { return c.id }

// Commit takes events that are durable now, in order, and publishes them.
// Errors are those of queue.State.Apply: the picture is of no further use.
func (c *Centre) Commit(events []queue.Event) error {
	at := time.Now()
	c.mu.Lock()
	from := c.state.Seq()
	for _, e := range events {
		if err := c.state.Apply(e); err != nil {
			c.mu.Unlock()
			return err
		}
	}
	callouts := c.callouts(from, at)
	head, floor := c.state.Seq(), c.state.Floor()
	c.mu.Unlock()
	c.feed.Publish(head, floor, callouts)
	select {
	case c.dirty <- struct{}{}:
	default:
	}
	return nil
}

// callouts encodes the call-outs after a sequence, newest last.
func (c *Centre) callouts(after uint64, at time.Time) []feed.CallOut {
	all := c.state.CallOuts()
	i := len(all)
	for i > 0 && all[i-1].Seq > after {
		i--
	}
	var out []feed.CallOut
	for _, o := range all[i:] {
		kind := "call"
		if o.Recall {
			kind = "recall"
		}
		m := feed.CallOutMessage(o.Seq, feed.Announcement{
			Number: o.Number, Counter: string(o.Counter), CounterName: o.CounterName,
			Kind: kind, Times: o.Times, At: stamp(o.At, c.state.Zone()),
		}, at)
		out = append(out, feed.CallOut{Message: m, Topics: []string{
			"hall/" + string(o.Hall), "counter/" + string(o.Counter), "ticket/" + string(o.Ticket), "centre",
		}})
	}
	return out
}

// stamp writes a moment as the contract wants it; empty for none.
func stamp(at queue.Instant, zone *time.Location) string {
	if at == 0 {
		return ""
	}
	return at.Time(zone).Format(time.RFC3339)
}

// instant is the present by the centre's clock.
func (c *Centre) instant() queue.Instant { return queue.InstantOf(c.now()) }

// Read runs f with the state, which f must not keep or change.
func (c *Centre) Read(f func(s *queue.State)) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	f(c.state)
}

// Feed is the centre's feed, for those who count its subscribers.
func (c *Centre) Feed() *feed.Feed { return c.feed }

// Run keeps views and lines alive until the context ends, then ends every
// subscription.
func (c *Centre) Run(ctx context.Context) {
	defer c.feed.Close()
	render := time.NewTimer(time.Hour)
	render.Stop()
	defer render.Stop()
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	armed, beats := false, 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.dirty:
			if !armed {
				armed = true
				render.Reset(renderDelay)
			}
		case <-render.C:
			armed = false
			if c.render() {
				armed = true
				render.Reset(ticketEvery)
			}
		case <-beat.C:
			at := c.now().In(c.Location())
			for _, kind := range []string{"hall", "counter", "kiosk", "centre"} {
				c.feed.Beat(kind, at)
			}
			if beats++; beats%5 == 0 {
				c.feed.Beat("ticket", at)
			}
		}
	}
}
