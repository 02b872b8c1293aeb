package sequencer

import (
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

// The wall clock cannot be set inside a test; a clock whose base lies elsewhere
// is one whose wall clock was set.
func set(c *Clock, by time.Duration) { c.offset -= by }

func TestAClockSetBackChangesNoOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := slog.New(slog.DiscardHandler)
		c := NewClock(time.Time{})
		for _, by := range []time.Duration{-time.Hour, time.Hour, 10 * 365 * 24 * time.Hour} {
			set(c, by)
			before := c.Now()
			c.adjust(log, false) // people are in the hall
			time.Sleep(time.Minute)
			if d := c.Now().Sub(before); d != time.Minute {
				t.Errorf("set by %v with people in the hall: a minute took %v", by, d)
			}
			set(c, -by)
		}
	})
}

func TestAnEmptyHallTakesTheWallClockOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := slog.New(slog.DiscardHandler)
		c := NewClock(time.Time{})
		set(c, time.Hour) // the wall clock is an hour ahead of the hall's
		c.adjust(log, true)
		if d := time.Since(c.Now()).Abs(); d > time.Second {
			t.Errorf("differs by %v after the hall was empty", d)
		}
		set(c, -time.Hour) // the hall's is ahead: it never goes back
		before := c.Now()
		c.adjust(log, true)
		if c.Now().Before(before) {
			t.Error("the hall's time went back")
		}
	})
}

func TestAStartNeverGoesBehindTheJournal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		last := time.Now().Add(48 * time.Hour)
		c := NewClock(last)
		if c.Now().Before(last.Round(0)) {
			t.Errorf("begins at %v, the last event is of %v", c.Now(), last)
		}
		at := c.Now()
		time.Sleep(time.Second)
		if d := c.Now().Sub(at); d != time.Second {
			t.Errorf("a second took %v", d)
		}
	})
}
