package live

import "moiso/internal/queue"

// Times are RFC 3339 with the centre's offset. Texts are Vietnamese; a page in
// another language takes names from the definition, by id.

// Ticket is a ticket as everybody who knows its id may see it.
type Ticket struct {
	ID       queue.TicketID    `json:"id"`
	Number   string            `json:"number"`
	Service  queue.ServiceID   `json:"service"`
	Class    queue.ClassID     `json:"class"`
	State    queue.TicketState `json:"state"`
	IssuedAt string            `json:"issued_at"`
	CalledAt string            `json:"called_at,omitempty"` // the last call
	Counter  queue.CounterID   `json:"counter,omitempty"`   // where it was called, is served or parked; while waiting, the only one that may call it
	Ahead    int               `json:"ahead"`               // waiting tickets that would be called before it now; 0 unless waiting
	Then     []queue.ServiceID `json:"then,omitempty"`      // services still to follow
	Why      *queue.Why        `json:"why,omitempty"`       // of the last call
}

// Work is a ticket as officers see it.
type Work struct {
	Ticket
	Since          string `json:"since"`                // the reference time that its wait is counted from
	PromiseSeconds int64  `json:"promise_seconds"`      // from since
	StartedAt      string `json:"started_at,omitempty"` // of the present service
	Calls          int    `json:"calls"`                // call-outs since it was called
	Dossier        string `json:"dossier,omitempty"`
	UsualSeconds   int64  `json:"usual_seconds"` // of the service
}

// Counter is a desk as everybody may see it.
type Counter struct {
	ID       queue.CounterID    `json:"id"`
	Name     string             `json:"name"`
	Hall     queue.HallID       `json:"hall"`
	State    queue.CounterState `json:"state"`
	Ticket   queue.TicketID     `json:"ticket,omitempty"` // called or served there
	Services []queue.ServiceID  `json:"services"`         // the profile now
	Reason   string             `json:"reason,omitempty"` // of the pause
}

// Call is one call-out on the list of a hall.
type Call struct {
	Number      string          `json:"number"`
	Counter     queue.CounterID `json:"counter"`
	CounterName string          `json:"counter_name"`
	Label       string          `json:"label"` // the counter, as short as it is shown
	Seq         uint64          `json:"seq"`
	At          string          `json:"at"`
}

// Plate is a counter as its hall's display shows it.
type Plate struct {
	ID        queue.CounterID    `json:"id"`
	Name      string             `json:"name"`
	Label     string             `json:"label"`
	State     queue.CounterState `json:"state"`
	Number    string             `json:"number,omitempty"`    // called or served there
	Serving   bool               `json:"serving,omitempty"`   // the visitor has come
	Notice    bool               `json:"notice,omitempty"`    // a priority visitor is being served
	Direction string             `json:"direction,omitempty"` // left, right, up, down
}

// HallView is what topic hall/{id} shows.
type HallView struct {
	Version  int     `json:"version"` // of the definition
	Day      string  `json:"day"`     // yyyy-mm-dd
	Open     bool    `json:"open"`    // the day is open
	Calls    []Call  `json:"calls"`   // newest first, at most 10, each ticket once
	Counters []Plate `json:"counters"`
	Waiting  int     `json:"waiting"` // who can be called to a counter of this hall
}

// CounterView is what topic counter/{id} shows.
type CounterView struct {
	Version      int     `json:"version"`
	Day          string  `json:"day"`
	Open         bool    `json:"open"`
	Counter      Counter `json:"counter"`
	Label        string  `json:"label"`
	Ticket       *Work   `json:"ticket"`        // called or served here
	Waiting      []Work  `json:"waiting"`       // in the order of the discipline now, at most 50
	WaitingCount int     `json:"waiting_count"` // all of them
	Parked       []Work  `json:"parked"`        // that may be resumed here
	Missed       []Work  `json:"missed"`        // of the day, newest first, at most 20
	Undo         *Undo   `json:"undo,omitempty"`
	Today        Today   `json:"today"`
}

// Undo is the step that the counter may take back now.
type Undo struct {
	Step   string `json:"step"` // finish, miss, park
	Number string `json:"number"`
	Until  string `json:"until"`
}

// Today sums up a counter's day.
type Today struct {
	Called      int   `json:"called"`
	Served      int   `json:"served"`
	Missed      int   `json:"missed"`
	MeanSeconds int64 `json:"mean_seconds"` // of a service; 0 before the first
}

// KioskView is what topic kiosk/{id} shows.
type KioskView struct {
	Version  int               `json:"version"`
	Day      string            `json:"day"`
	Open     bool              `json:"open"`
	Fields   []FieldStatus     `json:"fields"`   // those that the kiosk offers
	Services []QueueStatus     `json:"services"` // of those fields
	Popular  []queue.ServiceID `json:"popular"`  // most issued today, at most 4
}

// FieldStatus tells whether a field gives numbers now.
type FieldStatus struct {
	ID      queue.FieldID `json:"id"`
	Open    bool          `json:"open"`
	Reason  queue.Reason  `json:"reason,omitempty"` // why not: field_closed, field_closed_today, last_number, day_not_open
	Hours   string        `json:"hours,omitempty"`  // "07:30–11:30, 13:00–16:30" today
	Waiting int           `json:"waiting"`
}

// QueueStatus is how a service stands.
type QueueStatus struct {
	ID       queue.ServiceID `json:"id"`
	Waiting  int             `json:"waiting"`
	Counters int             `json:"counters"`       // open now with the service in their profile
	Left     *int            `json:"left,omitempty"` // of the day's quota
}

// TicketView is what topic ticket/{id} shows.
type TicketView struct {
	Version     int          `json:"version"`
	Ticket      Ticket       `json:"ticket"`
	CounterName string       `json:"counter_name,omitempty"`
	Label       string       `json:"label,omitempty"`
	Direction   string       `json:"direction,omitempty"`
	Hall        queue.HallID `json:"hall,omitempty"` // where to wait or come to
	Calls       int          `json:"calls"`
}

// CentreView is what topic centre shows: one line a service, one a counter.
type CentreView struct {
	Version  int           `json:"version"`
	Day      string        `json:"day"`
	Open     bool          `json:"open"`
	Waiting  int           `json:"waiting"`
	Services []QueueStatus `json:"services"`
	Counters []Plate       `json:"counters"`
}
