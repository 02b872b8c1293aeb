package queue

// Ticket is a visitor's place: what the core knows of it.
type Ticket struct {
	ID        TicketID    `json:"id"`
	Number    string      `json:"number"`
	Service   ServiceID   `json:"service"` // the present one of the visit
	Class     ClassID     `json:"class"`
	State     TicketState `json:"state"`
	Order     uint64      `json:"order"`               // sequence of its issue; breaks ties
	Changed   uint64      `json:"changed"`             // sequence of the last event about it
	Day       Day         `json:"day"`                 // of issue
	Ended     Day         `json:"ended,omitempty"`     // day on which it was over
	IssuedAt  Instant     `json:"issued_at"`           //
	Ref       Instant     `json:"ref"`                 // the wait is counted from here: issue, or reinstatement less its credit
	CalledAt  Instant     `json:"called_at,omitempty"` // last call or recall
	Waited    Instant     `json:"waited,omitempty"`    // wait at the last call, in milliseconds
	StartedAt Instant     `json:"started_at,omitempty"`
	Counter   CounterID   `json:"counter,omitempty"` // where it was called, is served or parked
	Only      CounterID   `json:"only,omitempty"`    // while waiting: the one counter that may call it
	Calls     int         `json:"calls,omitempty"`   // call-outs since it was last called from the waiting
	Dossier   string      `json:"dossier,omitempty"`
	Then      []ServiceID `json:"then,omitempty"`
	Why       *Why        `json:"why,omitempty"`
}

// CallOut is one announcement: a call or its repetition.
type CallOut struct {
	Seq         uint64    `json:"seq"` // of its event
	At          Instant   `json:"at"`
	Ticket      TicketID  `json:"ticket"`
	Number      string    `json:"number"`
	Counter     CounterID `json:"counter"`
	CounterName string    `json:"counter_name"`
	Hall        HallID    `json:"hall"`
	Recall      bool      `json:"recall,omitempty"`
	Times       int       `json:"times"`
}
