package queue

import "fmt"

// Kind classifies a refusal. The list is closed and append-only; the words are
// part of the contract with other programs.
type Kind string

const (
	KindInvalid  Kind = "invalid"   // the command itself is wrong; Field says where
	KindNotFound Kind = "not_found" // names something that is not there
	KindConflict Kind = "conflict"  // the present state does not allow it
	KindQuota    Kind = "quota"     // the day's numbers are used up
	KindClosed   Kind = "closed"    // outside opening hours, or the day is over
)

// Reason says which rule refused, as a key of the message catalogues
// ("reason." + Reason). The list is append-only.
type Reason string

const (
	ReasonUnknownCentre    Reason = "unknown_centre"
	ReasonUnknownTicket    Reason = "unknown_ticket"
	ReasonUnknownCounter   Reason = "unknown_counter"
	ReasonUnknownService   Reason = "unknown_service"
	ReasonUnknownClass     Reason = "unknown_class"
	ReasonUnknownKiosk     Reason = "unknown_kiosk"
	ReasonRequired         Reason = "required"           // {field}
	ReasonMalformed        Reason = "malformed"          // {field} {value}
	ReasonSameKey          Reason = "same_key"           // the key was used for another command
	ReasonTicketExists     Reason = "ticket_exists"      // the id was given to another ticket
	ReasonTicketState      Reason = "ticket_state"       // {number} is {state}
	ReasonTicketTaken      Reason = "ticket_taken"       // {number} was called by {counter}
	ReasonTicketPinned     Reason = "ticket_pinned"      // {number} waits for {counter} only
	ReasonParkedElsewhere  Reason = "parked_elsewhere"   // {number} is parked at {counter}
	ReasonCounterNotOpen   Reason = "counter_not_open"   // {counter} is {state}
	ReasonCounterBusy      Reason = "counter_busy"       // {counter} has {number}
	ReasonNobodyCalled     Reason = "nobody_called"      // {counter}
	ReasonNobodyServed     Reason = "nobody_served"      // {counter}
	ReasonNobodyHere       Reason = "nobody_here"        // {counter}
	ReasonMissTooFew       Reason = "miss_too_few"       // {number} called {calls} of {needed} times
	ReasonMissTooSoon      Reason = "miss_too_soon"      // {number}: {seconds} to go
	ReasonNothingToUndo    Reason = "nothing_to_undo"    // {counter}
	ReasonTooLateToUndo    Reason = "too_late_to_undo"   // {seconds} at most
	ReasonQuotaUsed        Reason = "quota_used"         // {service} {quota}
	ReasonSeriesUsed       Reason = "series_used"        // {series} ends at {end}
	ReasonFieldClosed      Reason = "field_closed"       // {field} now
	ReasonFieldClosedToday Reason = "field_closed_today" // {field} all day
	ReasonLastNumber       Reason = "last_number"        // {field} gave its last number at {time}
	ReasonDayNotOpen       Reason = "day_not_open"
	ReasonDayOpen          Reason = "day_open"
	ReasonInUse            Reason = "in_use" // {field} {value} has {number}
)

// Reasons lists every Reason, for the tests of the catalogues.
func Reasons() []Reason {
	return []Reason{
		ReasonUnknownCentre, ReasonUnknownTicket, ReasonUnknownCounter, ReasonUnknownService, ReasonUnknownClass, ReasonUnknownKiosk,
		ReasonRequired, ReasonMalformed, ReasonSameKey, ReasonTicketExists, ReasonTicketState, ReasonTicketTaken,
		ReasonTicketPinned, ReasonParkedElsewhere, ReasonCounterNotOpen, ReasonCounterBusy, ReasonNobodyCalled,
		ReasonNobodyServed, ReasonNobodyHere, ReasonMissTooFew, ReasonMissTooSoon, ReasonNothingToUndo,
		ReasonTooLateToUndo, ReasonQuotaUsed, ReasonSeriesUsed, ReasonFieldClosed, ReasonFieldClosedToday,
		ReasonLastNumber, ReasonDayNotOpen, ReasonDayOpen, ReasonInUse,
	}
}

// Error is the one way in which the core refuses. Nothing happened.
type Error struct {
	Kind   Kind
	Reason Reason
	Field  string            // the field of the command that is wrong, if one is
	Vars   map[string]string // what the wording's placeholders stand for
}

func (e *Error) Error() string {
	if e.Field != "" {
		return fmt.Sprintf("%s: %s (field %s) %v", e.Kind, e.Reason, e.Field, e.Vars)
	}
	return fmt.Sprintf("%s: %s %v", e.Kind, e.Reason, e.Vars)
}

// refuse builds an Error; pairs are placeholder names and their values.
func refuse(kind Kind, reason Reason, pairs ...string) *Error {
	e := &Error{Kind: kind, Reason: reason}
	if len(pairs) > 0 {
		e.Vars = make(map[string]string, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			e.Vars[pairs[i]] = pairs[i+1]
		}
	}
	return e
}

// wrong refuses a field of the command.
func wrong(field string, reason Reason, pairs ...string) *Error {
	e := refuse(KindInvalid, reason, append(pairs, "field", field)...)
	e.Field = field
	return e
}
