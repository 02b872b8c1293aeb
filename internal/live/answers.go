package live

import (
	"time"

	"moiso/internal/queue"
)

// What the faces answer with.

// Definition is the centre's definition and its version; not to be changed.
func (c *Centre) Definition() (*queue.Centre, int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.state.Centre()
}

// Location is the centre's time zone.
func (c *Centre) Location() *time.Location {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.state.Zone()
}

// Day is the working day as yyyy-mm-dd, and whether it is open.
func (c *Centre) Day() (string, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	day, open := c.state.Day()
	return day.String(), open
}

// Ticket is the ticket in its present state.
func (c *Centre) Ticket(id queue.TicketID) (Ticket, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	t, ok := c.state.Ticket(id)
	if !ok {
		return Ticket{}, false
	}
	return c.draw().ticketOf(t), true
}

// Counter is the counter in its present state.
func (c *Centre) Counter(id queue.CounterID) (Counter, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	k, ok := c.state.Desk(id)
	if !ok {
		return Counter{}, false
	}
	return c.draw().counterOf(k), true
}

// Waiting lists who waits, in the order of the discipline now: who the counter
// may call, or everybody for the empty id. False: there is no such counter.
func (c *Centre) Waiting(counter queue.CounterID) ([]Ticket, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if _, ok := c.state.Desk(counter); !ok && counter != "" {
		return nil, false
	}
	d := c.draw()
	waiting := c.state.Waiting(counter, d.now, 0)
	out := make([]Ticket, len(waiting))
	for i, t := range waiting {
		out[i] = d.ticketOf(t)
	}
	return out, true
}

// Preview tells how many people would be ahead of a ticket issued now, or
// refuses with the *queue.Error that Issue would give.
func (c *Centre) Preview(service queue.ServiceID, class queue.ClassID) (int, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.state.Preview(service, class, c.instant())
}

// draw is for one answer; the caller holds mu.
func (c *Centre) draw() draw {
	def, version := c.state.Centre()
	return draw{state: c.state, def: def, version: version, now: c.instant()}
}
