package web

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

const slots = int(pingEvery / time.Second)

// Sockets are all websockets of a server. Run pings them, a share every second.
type Sockets struct {
	count atomic.Int64
	next  atomic.Int64

	mu    [slots]sync.Mutex
	slots [slots]map[*socket]struct{}
}

func (ss *Sockets) add(s *socket) {
	ss.count.Add(1)
	s.slot = int(ss.next.Add(1)) % slots
	ss.mu[s.slot].Lock()
	defer ss.mu[s.slot].Unlock()
	if ss.slots[s.slot] == nil {
		ss.slots[s.slot] = map[*socket]struct{}{}
	}
	ss.slots[s.slot][s] = struct{}{}
}

func (ss *Sockets) remove(s *socket) {
	ss.mu[s.slot].Lock()
	delete(ss.slots[s.slot], s)
	ss.mu[s.slot].Unlock()
	ss.count.Add(-1)
}

// Run pings until the context ends.
func (ss *Sockets) Run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for slot := 0; ; slot = (slot + 1) % slots {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		ss.mu[slot].Lock()
		for s := range ss.slots[slot] {
			s.ping.Store(true)
			s.wake()
		}
		ss.mu[slot].Unlock()
	}
}

// Wait returns when every socket is gone, or the context ends.
func (ss *Sockets) Wait(ctx context.Context) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for ss.count.Load() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
