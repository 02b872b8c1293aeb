package queue

// Command asks for one thing. Time and identity come with it: the core has
// neither clock nor randomness.
type Command struct {
	ID     CommandID // idempotency; empty: not remembered
	Digest uint64    // of what was asked; the same ID with another Digest is a conflict
	At     Instant   // never before the command applied last
	Actor  string    // who asks: "kiosk", "officer", "clock", later an account
	Do     Action
}

// Action is one of the command types of this file.
type Action interface{ action() }

// At the kiosk, the reception desk, on the phone.
type (
	// Issue gives a ticket with the next number of the service's series.
	Issue struct {
		Ticket  TicketID // new and unguessable, made by whoever asks
		Service ServiceID
		Class   ClassID     // empty: the ordinary class
		Kiosk   KioskID     // where; may be empty
		Dossier string      // code of the case file; may be empty
		Then    []ServiceID // services that follow on the same ticket
	}
	// Cancel gives a ticket up: waiting, called, parked or missed.
	Cancel struct{ Ticket TicketID }
)

// At a counter.
type (
	// Open begins or resumes work at a counter.
	Open struct{ Counter CounterID }
	// Pause interrupts it, with the reason.
	Pause struct {
		Counter CounterID
		Reason  string
	}
	// Close ends it. Tickets that waited for this counter only wait for all again.
	Close struct{ Counter CounterID }
	// CallNext calls the ticket that the discipline picks.
	CallNext struct{ Counter CounterID }
	// Call calls one ticket out of turn, with the reason.
	Call struct {
		Counter CounterID
		Ticket  TicketID
		Reason  string
	}
	// Recall repeats the call-out.
	Recall struct{ Counter CounterID }
	// Start begins to serve who was called.
	Start struct{ Counter CounterID }
	// Finish ends the service; the ticket goes on to its next service, if any.
	Finish struct{ Counter CounterID }
	// Miss records that who was called did not come.
	Miss struct{ Counter CounterID }
	// Park sets the visitor aside, to come back to this counter.
	Park struct{ Counter CounterID }
	// Resume takes a parked visitor back without queuing.
	Resume struct {
		Counter CounterID
		Ticket  TicketID
	}
	// Reinstate puts a missed ticket back among the waiting.
	Reinstate struct {
		Counter CounterID
		Ticket  TicketID
	}
	// Transfer sends the visitor on, place kept: to another service, to one
	// counter, or both.
	Transfer struct {
		Counter CounterID
		Service ServiceID // empty: as it is
		To      CounterID // empty: whichever serves it
	}
	// Undo takes the counter's last finish, miss or park back, within UndoSeconds.
	Undo struct{ Counter CounterID }
)

// Of the centre.
type (
	// Configure gives the centre its definition, the first one or a new one.
	Configure struct{ Centre *Centre }
	// Reprofile changes the services that a counter takes, while it works.
	Reprofile struct {
		Counter  CounterID
		Services []ServiceID
	}
	// OpenDay begins the civil day of the command's time, or resumes it.
	OpenDay struct{}
	// CloseDay ends the day: who still waits expires or is carried over.
	CloseDay struct{}
	// Tick says only that time has passed: days begin and end, called tickets
	// start by themselves, idle counters are given work, as the rules say. One
	// Tick does one thing; it is repeated until it does nothing.
	Tick struct{}
)

func (Issue) action()     {}
func (Cancel) action()    {}
func (Open) action()      {}
func (Pause) action()     {}
func (Close) action()     {}
func (CallNext) action()  {}
func (Call) action()      {}
func (Recall) action()    {}
func (Start) action()     {}
func (Finish) action()    {}
func (Miss) action()      {}
func (Park) action()      {}
func (Resume) action()    {}
func (Reinstate) action() {}
func (Transfer) action()  {}
func (Undo) action()      {}
func (Configure) action() {}
func (Reprofile) action() {}
func (OpenDay) action()   {}
func (CloseDay) action()  {}
func (Tick) action()      {}

// UndoSeconds is how long a slip of the finger can be taken back.
const UndoSeconds = 60
