package live

import (
	"slices"
	"strings"
	"sync"

	"moiso/internal/queue"
)

// Centres are the centres that a server has.
type Centres struct {
	mu   sync.RWMutex
	byID map[queue.CentreID]*Centre
}

// Add makes a centre known.
func (cs *Centres) Add(c *Centre) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if cs.byID == nil {
		cs.byID = map[queue.CentreID]*Centre{}
	}
	cs.byID[c.id] = c
}

// Centre is the one with the id.
func (cs *Centres) Centre(id queue.CentreID) (*Centre, bool) {
	cs.mu.RLock()
	defer cs.mu.RUnlock()
	c, ok := cs.byID[id]
	return c, ok
}

// Centres lists them all by id.
func (cs *Centres) Centres() []*Centre {
	cs.mu.RLock()
	defer cs.mu.RUnlock()
	all := make([]*Centre, 0, len(cs.byID))
	for _, c := range cs.byID {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *Centre) int { return strings.Compare(string(a.id), string(b.id)) })
	return all
}
