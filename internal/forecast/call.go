package forecast

import "time"

// Call is one visitor's passage as a call file tells it. Times are seconds since
// 1970 on the centre's own clock; 0 means that it did not happen.
type Call struct {
	Line         int   // of the file, the header is 1
	Enter        int64 // came to the centre
	QueueStart   int64 // joined the queue; 0: served or lost without queueing
	QueueExit    int64 // left the queue, for a counter or for home
	ServiceStart int64
	ServiceEnd   int64
	Priority     int    // 0 and up, higher goes first
	Class        string // the type column
	Agent        string // who served; may be empty
	Served       bool   // outcome AGENT
}

// Waited tells whether the call's wait counts: it queued and was served.
func (c *Call) Waited() bool { return c.Served && c.QueueStart != 0 }

// Wait is the time in the queue, in seconds.
func (c *Call) Wait() float64 { return float64(c.QueueExit - c.QueueStart) }

// entered tells whether the call left the queue for a counter, as it could be
// seen at that moment: a call that is broken off during service had its turn.
func (c *Call) entered() bool { return c.ServiceStart != 0 || c.Served }

// known is when the wait could be known: out of the queue and in service.
func (c *Call) known() int64 { return max(c.QueueExit, c.ServiceStart) }

const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
)

// date is the civil day of a moment, stamp the moment itself, for messages.
func date(at int64) string { return time.Unix(at, 0).UTC().Format(time.DateOnly) }

func stamp(at int64) string { return time.Unix(at, 0).UTC().Format(time.DateTime) }
