package live

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"moiso/internal/feed"
	"moiso/internal/queue"
)

const (
	// renderDelay lets what belongs together become one view; a call-out does
	// not wait for it.
	renderDelay = 20 * time.Millisecond
	// ticketEvery bounds how often the topics of phones are drawn, of which
	// there may be thousands.
	ticketEvery = 500 * time.Millisecond
	// beatEvery is the contract's: every 4 s on hall, counter and kiosk
	// topics, every fifth beat on those of tickets.
	beatEvery = 4 * time.Second
)

// shown is what each topic's newest view holds.
type shown struct {
	mu      sync.Mutex
	content map[string][]byte
	tickets time.Time // when the ticket topics were drawn last
}

// HasTopic tells whether there is such a topic now.
func (c *Centre) HasTopic(name string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.view(name) != nil
}

// Subscribe watches a topic that HasTopic knows, from a position or from now.
// The errors are those of feed.Subscribe.
func (c *Centre) Subscribe(name string, from *feed.Position, wake func()) (*feed.Subscriber, error) {
	s, err := c.feed.Subscribe(name, from, wake)
	if err != nil {
		return nil, err
	}
	c.mu.RLock()
	head := c.state.Seq()
	c.mu.RUnlock()
	if v := c.feed.View(name); v == nil || v.Seq < head {
		c.show(name)
	}
	return s, nil
}

// render draws every topic that is watched; true when those of tickets still wait.
func (c *Centre) render() (more bool) {
	now := time.Now()
	c.shown.mu.Lock()
	tickets := now.Sub(c.shown.tickets) >= ticketEvery
	if tickets {
		c.shown.tickets = now
	}
	c.shown.mu.Unlock()
	watched := map[string]bool{}
	for _, name := range c.feed.Topics() {
		watched[name] = true
		if !tickets && strings.HasPrefix(name, "ticket/") {
			more = true
			continue
		}
		c.show(name)
	}
	c.shown.mu.Lock()
	for name := range c.shown.content {
		if !watched[name] {
			delete(c.shown.content, name)
		}
	}
	c.shown.mu.Unlock()
	return more
}

// show draws one topic. Drawing and showing are one step, so that views do not
// overtake one another.
func (c *Centre) show(name string) {
	c.shown.mu.Lock()
	defer c.shown.mu.Unlock()
	c.mu.RLock()
	view, seq := c.view(name), c.state.Seq()
	c.mu.RUnlock()
	if view == nil {
		return
	}
	content, err := json.Marshal(view)
	if err != nil {
		c.log.Error("view cannot be encoded", "topic", name, "error", err)
		return
	}
	same := bytes.Equal(content, c.shown.content[name])
	c.shown.content[name] = content
	c.feed.Show(name, feed.ViewMessage(seq, content), same)
}

// view makes the content of a topic; nil when there is no such topic.
func (c *Centre) view(name string) any {
	kind, id, _ := strings.Cut(name, "/")
	if c.state == nil {
		return nil
	}
	def, version := c.state.Centre()
	if def == nil {
		return nil
	}
	d := draw{state: c.state, def: def, version: version, now: c.instant()}
	switch kind {
	case "hall":
		return d.hall(queue.HallID(id))
	case "counter":
		return d.counter(queue.CounterID(id))
	case "kiosk":
		return d.kiosk(queue.KioskID(id))
	case "ticket":
		return d.ticket(queue.TicketID(id))
	case "centre":
		if name == "centre" {
			return d.centre()
		}
	}
	return nil
}
