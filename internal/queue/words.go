package queue

import (
	"fmt"
	"time"
)

// Identifiers. All match [A-Za-z0-9-]{1,64}.
type (
	CentreID  string
	HallID    string
	FieldID   string
	ServiceID string
	SeriesID  string
	ClassID   string
	CounterID string
	KioskID   string
	TicketID  string
	// CommandID names a command for ever: the same id is the same command.
	// Empty: the command cannot be told from another and is not remembered.
	CommandID string
)

// ValidID tells whether s may be an identifier.
func ValidID(s string) bool {
	if len(s) == 0 || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

// Instant is a moment, in milliseconds since 1970-01-01 UTC. The core counts in
// integers so that a replay on any machine gives the same state.
type Instant int64

// InstantOf converts, dropping what is finer than a millisecond.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Time gives the moment in the zone.
func (i Instant) Time(zone *time.Location) time.Time { return time.UnixMilli(int64(i)).In(zone) }

// Day is a civil date of work in the centre's zone, as yyyymmdd; 0 is no day.
type Day int32

// DayOf is the civil date of t in t's zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(y*10000 + int(m)*100 + d)
}

// ParseDay reads yyyy-mm-dd.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("day %q is not of the form yyyy-mm-dd", s)
	}
	return DayOf(t), nil
}

// Date is the midnight, in UTC, of the civil date.
func (d Day) Date() time.Time {
	return time.Date(int(d/10000), time.Month(d/100%100), int(d%100), 0, 0, 0, 0, time.UTC)
}

func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Date().Format(time.DateOnly)
}

// MarshalText writes yyyy-mm-dd, or nothing for no day.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	*d, err = ParseDay(string(b))
	return err
}

// TicketState is where a ticket is in its life.
//
//	          Issue            Call              Start              Finish
//	(nothing) ─────▶ waiting ─────────▶ called ─────────▶ serving ─────────▶ served
//	                  ▲  ▲                │ │ Park           │ ▲
//	                  │  │ Reinstate      │ └────────▶┐ Park │ │ Resume
//	                  │  └────── missed ◀─┘ Miss      ▼      ▼ │
//	                  │                               parked ──┘
//	                  └── Transfer of the called and the served (place kept), Finish when more services follow
//
// Cancel ends what waits, is called, parked or missed; Expire, when the day
// closes, what waits, is parked or missed. Undo takes the last Finish or Park
// back to serving, the last Miss back to called.
type TicketState string

const (
	Waiting   TicketState = "waiting"
	Called    TicketState = "called"
	Serving   TicketState = "serving"
	Parked    TicketState = "parked"
	Served    TicketState = "served"
	Missed    TicketState = "missed"
	Cancelled TicketState = "cancelled"
	Expired   TicketState = "expired"
)

// Over tells whether nothing more can happen to a ticket in this state, undo excepted.
func (s TicketState) Over() bool { return s == Served || s == Cancelled || s == Expired }

// CounterState is what a counter is doing.
type CounterState string

const (
	StateOpen   CounterState = "open"
	StatePaused CounterState = "paused"
	StateClosed CounterState = "closed"
)
