package sequencer

import (
	"context"
	"sync"

	"moiso/internal/queue"
)

// Group is the sequencers of all centres of a server.
type Group struct {
	mu     sync.RWMutex
	byID   map[queue.CentreID]*Sequencer
	start  func(*Sequencer) // nil before Run
	closed bool
}

// Add makes a centre's sequencer known, and starts it if the group runs. False:
// the centre has one already, or the group has ended.
func (g *Group) Add(s *Sequencer) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.byID == nil {
		g.byID = map[queue.CentreID]*Sequencer{}
	}
	if g.byID[s.Centre] != nil || g.closed {
		return false
	}
	g.byID[s.Centre] = s
	if g.start != nil {
		g.start(s)
	}
	return true
}

// Do hands a command to the centre's sequencer; see Sequencer.Do. An unknown
// centre is refused.
func (g *Group) Do(ctx context.Context, centre queue.CentreID, cmd queue.Command) (queue.Outcome, error) {
	g.mu.RLock()
	s := g.byID[centre]
	g.mu.RUnlock()
	if s == nil {
		return queue.Outcome{}, &queue.Error{
			Kind: queue.KindNotFound, Reason: queue.ReasonUnknownCentre, Vars: map[string]string{"centre": string(centre)},
		}
	}
	return s.Do(ctx, cmd)
}

// Run runs all sequencers, those added later too, until the context ends and
// what was accepted is done, or until the first of them fails: then all end.
func (g *Group) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		running sync.WaitGroup
		once    sync.Once
		failed  error
	)
	g.mu.Lock()
	g.start = func(s *Sequencer) {
		running.Go(func() {
			if err := s.Run(ctx); err != nil {
				once.Do(func() { failed = err })
				cancel()
			}
		})
	}
	for _, s := range g.byID {
		g.start(s)
	}
	g.mu.Unlock()
	<-ctx.Done()
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	running.Wait()
	return failed
}
