package sequencer

import (
	"log/slog"
	"sync"
	"time"
)

// jump is the least difference between wall clock and the clock of the hall
// that is worth a warning.
const jump = 2 * time.Second

// Clock tells a centre's time. It goes on by the monotonic clock from where it
// began, so that a wall clock set back or forward changes no order and no wait
// of those who are in the hall. The wall clock's time is taken over when the
// hall is empty, and at every start; never back past the last event.
type Clock struct {
	mu     sync.Mutex
	base   time.Time     // with monotonic reading
	offset time.Duration // of the hall's time to base's wall reading
	warned time.Duration // difference that was warned about
}

// NewClock begins at the wall clock's time, or at notBefore if that is later.
func NewClock(notBefore time.Time) *Clock {
	c := &Clock{base: time.Now()}
	c.offset = max(0, notBefore.Sub(c.base.Round(0)))
	return c
}

// Now is the centre's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	return c.base.Add(c.offset + time.Since(c.base)).Round(0)
}

// adjust compares with the wall clock; quiet: nobody is in the hall.
func (c *Clock) adjust(log *slog.Logger, quiet bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	wall := time.Now().Round(0)
	off := wall.Sub(c.now())
	if off.Abs() < jump {
		c.warned = 0
		return
	}
	if quiet && off > 0 {
		log.Warn("wall clock was set; its time is taken over, the hall is empty", "difference", off.Round(time.Second))
		c.offset += off
		c.warned = 0
		return
	}
	if (off - c.warned).Abs() > jump {
		log.Warn("wall clock differs from the hall's; order and waits go on undisturbed. Check the time of this machine", "difference", off.Round(time.Second))
		c.warned = off
	}
}
