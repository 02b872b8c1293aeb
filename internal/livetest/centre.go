// Package livetest is a centre for the tests of the faces: the core and its
// live picture without a journal, and a whole server before it.
package livetest

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"moiso/internal/live"
	"moiso/internal/queue"
)

// Morning is when commands are given unless a test brings a clock: a Monday.
var Morning = time.Date(2026, 11, 23, 8, 5, 0, 0, time.FixedZone("ICT", 7*3600))

// Centre is a centre for which what the core decides is at once true. It may be
// used by several goroutines at once.
type Centre struct {
	Live *live.Centre

	id  queue.CentreID
	now func() time.Time

	mu    sync.Mutex
	state *queue.State
}

// Open is the centre of the caller's testdata/centre.json after the changes, its
// day open, on a morning that stands still.
func Open(t *testing.T, changes ...func(*queue.Centre)) *Centre {
	t.Helper()
	return OpenAt(t, func() time.Time { return Morning }, changes...)
}

// OpenAt is Open by another clock.
func OpenAt(t *testing.T, now func() time.Time, changes ...func(*queue.Centre)) *Centre {
	t.Helper()
	data, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	var def queue.Centre
	if err := json.Unmarshal(data, &def); err != nil {
		t.Fatal(err)
	}
	for _, change := range changes {
		change(&def)
	}
	c := &Centre{id: def.ID, now: now, state: queue.New()}
	c.Live = live.New(def.ID, "test", queue.New(), now, slog.New(slog.DiscardHandler))
	c.Must(t, queue.Configure{Centre: &def})
	if _, open := c.Live.Day(); !open {
		c.Must(t, queue.OpenDay{})
	}
	return c
}

// Centre finds this centre by its id, and no other.
func (c *Centre) Centre(id queue.CentreID) (*live.Centre, bool) { return c.Live, id == c.id }

// Centres is this centre.
func (c *Centre) Centres() []*live.Centre { return []*live.Centre{c.Live} }

// Do has a command decided and committed, whatever centre it names. Refusals
// are *queue.Error.
func (c *Centre) Do(_ context.Context, _ queue.CentreID, cmd queue.Command) (queue.Outcome, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cmd.At = queue.InstantOf(c.now())
	d, err := c.state.Decide(cmd)
	if err != nil {
		return queue.Outcome{}, err
	}
	for _, e := range d.Events {
		if err := c.state.Apply(e); err != nil {
			return queue.Outcome{}, err
		}
	}
	return d.Outcome, c.Live.Commit(d.Events)
}

// Must is Do for what the core must not refuse.
func (c *Centre) Must(t *testing.T, do queue.Action) {
	t.Helper()
	if _, err := c.Do(t.Context(), c.id, queue.Command{Actor: "test", Do: do}); err != nil {
		t.Fatalf("%#v: %v", do, err)
	}
}

// Issue gives tickets of a service, named by their ids.
func (c *Centre) Issue(t *testing.T, service queue.ServiceID, ids ...queue.TicketID) {
	t.Helper()
	for _, id := range ids {
		c.Must(t, queue.Issue{Ticket: id, Service: service})
	}
}
