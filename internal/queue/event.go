package queue

// Event is one thing that happened, with who caused it. Events are never
// changed once stored; a new need gets a new version (package event).
type Event struct {
	At      Instant
	Command CommandID // of the command that caused it, if it had one
	Digest  uint64    // of what that command asked
	Actor   string
	Fact    Fact
}

// Fact is one of the event types of this file. They carry what their readers
// need, so that statistics and exports join nothing.
type Fact interface{ fact() }

// The life of a ticket.
type (
	TicketIssued struct {
		Ticket  TicketID    `json:"ticket"`
		Number  string      `json:"number"`
		Series  SeriesID    `json:"series"`
		Index   int         `json:"index"` // the number without its letter
		Service ServiceID   `json:"service"`
		Class   ClassID     `json:"class"`
		Kiosk   KioskID     `json:"kiosk,omitempty"`
		Dossier string      `json:"dossier,omitempty"`
		Then    []ServiceID `json:"then,omitempty"`
	}
	TicketCalled struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
		Service ServiceID `json:"service"`
		Class   ClassID   `json:"class"`
		Waited  Instant   `json:"waited_ms"` // since its reference time: issue, or reinstatement less its credit
		Why     Why       `json:"why"`
	}
	TicketRecalled struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
		Times   int       `json:"times"` // call-outs so far, this one included
	}
	ServiceStarted struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
	}
	ServiceFinished struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
		Service ServiceID `json:"service"`
		Took    Instant   `json:"took_ms"`
		Next    ServiceID `json:"next,omitempty"` // the visit goes on with this service
	}
	TicketMissed struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
	}
	TicketParked struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
	}
	TicketResumed struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
	}
	TicketReinstated struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"`
		Ref     Instant   `json:"ref_ms"` // the reference time from now on
	}
	TicketTransferred struct {
		Ticket  TicketID  `json:"ticket"`
		Counter CounterID `json:"counter"` // from
		Service ServiceID `json:"service"` // to
		To      CounterID `json:"to,omitempty"`
	}
	TicketCancelled struct {
		Ticket TicketID `json:"ticket"`
	}
	TicketExpired struct {
		Ticket TicketID `json:"ticket"`
	}
	// StepUndone takes back a finish, miss or park.
	StepUndone struct {
		Ticket  TicketID    `json:"ticket"`
		Counter CounterID   `json:"counter"`
		Step    string      `json:"step"` // finish, miss, park
		Back    TicketState `json:"back"` // serving or called
	}
)

// The life of a counter, a day and a centre.
type (
	// CounterOpened: the counter is open and has nobody. It was opened, or under
	// the rule auto_finish its officer asked for the next and nobody waited.
	CounterOpened struct {
		Counter CounterID `json:"counter"`
	}
	CounterPaused struct {
		Counter CounterID `json:"counter"`
		Reason  string    `json:"reason"`
	}
	CounterClosed struct {
		Counter CounterID `json:"counter"`
	}
	CounterReprofiled struct {
		Counter  CounterID   `json:"counter"`
		Services []ServiceID `json:"services"`
	}
	DayOpened struct {
		Day Day `json:"day"`
	}
	DayClosed struct {
		Day     Day `json:"day"`
		Expired int `json:"expired"`
		Carried int `json:"carried"`
	}
	CentreConfigured struct {
		Version int     `json:"version"` // 1, 2, …
		Centre  *Centre `json:"centre"`
	}
)

func (TicketIssued) fact()      {}
func (TicketCalled) fact()      {}
func (TicketRecalled) fact()    {}
func (ServiceStarted) fact()    {}
func (ServiceFinished) fact()   {}
func (TicketMissed) fact()      {}
func (TicketParked) fact()      {}
func (TicketResumed) fact()     {}
func (TicketReinstated) fact()  {}
func (TicketTransferred) fact() {}
func (TicketCancelled) fact()   {}
func (TicketExpired) fact()     {}
func (StepUndone) fact()        {}
func (CounterOpened) fact()     {}
func (CounterPaused) fact()     {}
func (CounterClosed) fact()     {}
func (CounterReprofiled) fact() {}
func (DayOpened) fact()         {}
func (DayClosed) fact()         {}
func (CentreConfigured) fact()  {}

// Why explains a call: the rule, the winner's figures, the best of the others.
type Why struct {
	Rule    string     `json:"rule"`             // promise-share, or out-of-turn
	Reason  string     `json:"reason,omitempty"` // what the officer gave for a call out of turn
	Winner  Candidate  `json:"winner"`
	Over    *Candidate `json:"over,omitempty"` // the runner-up; nil when nobody else could be called
	Waiting int        `json:"waiting"`        // how many the counter could have called, the winner included
}

// Candidate is a ticket as the discipline saw it.
type Candidate struct {
	Number  string `json:"number"`
	Waited  int64  `json:"waited_seconds"`
	Promise int64  `json:"promise_seconds"`
}
