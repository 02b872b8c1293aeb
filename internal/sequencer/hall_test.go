package sequencer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"moiso/internal/config/sample"
	"moiso/internal/journal"
	"moiso/internal/queue"
	"moiso/internal/sequencer"
)

// committed collects what a sequencer publishes.
type committed struct {
	mu     sync.Mutex
	events []queue.Event
}

func (c *committed) Commit(events []queue.Event) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.events = append(c.events, events...)
	return nil
}

func (c *committed) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.events)
}

// hall is a centre with a sequencer that runs.
type hall struct {
	*sequencer.Sequencer
	published *committed
	stop      context.CancelFunc
	ended     chan error
}

// open starts a sequencer on what the journal holds.
func open(t *testing.T, j journal.Journal) *hall {
	t.Helper()
	states, err := sequencer.Load(j, "ha-long", 1)
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{published: &committed{}, ended: make(chan error, 1)}
	h.Sequencer = sequencer.New(sequencer.Config{
		Centre: "ha-long", State: states[0], Journal: j, Publisher: h.published,
		Clock: sequencer.NewClock(states[0].At().Time(states[0].Zone())), Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(context.Background())
	h.stop = cancel
	go func() { h.ended <- h.Run(ctx) }()
	return h
}

// close stops in order and gives the error of Run.
func (h *hall) close() error {
	h.stop()
	return <-h.ended
}

// do has a command done that must not be refused.
func (h *hall) do(t *testing.T, action queue.Action) queue.Outcome {
	t.Helper()
	out, err := h.Do(context.Background(), queue.Command{Actor: "test", Do: action})
	if err != nil {
		t.Fatalf("%T: %v", action, err)
	}
	return out
}

func (h *hall) configure(t *testing.T) {
	t.Helper()
	raw, _ := sample.Centre("ha-long")
	var c queue.Centre
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	h.do(t, queue.Configure{Centre: &c})
}

func issue(n int) queue.Issue {
	return queue.Issue{Ticket: queue.TicketID(fmt.Sprintf("t%d", n)), Service: "khai-sinh"}
}
