package event

import (
	"fmt"

	"moiso/internal/queue"
)

// kind is the number of a fact type. The list is append-only: the numbers are
// on disks.
type kind byte

const (
	_ kind = iota
	ticketIssued
	ticketCalled
	ticketRecalled
	serviceStarted
	serviceFinished
	ticketMissed
	ticketParked
	ticketResumed
	ticketReinstated
	ticketTransferred
	ticketCancelled
	ticketExpired
	stepUndone
	counterOpened
	counterPaused
	counterClosed
	counterReprofiled
	dayOpened
	dayClosed
	centreConfigured
)

// row is what is known of one kind of fact.
type row struct {
	word string // in exports; part of the contract with other programs
	// versions[i] reads layout i+1 and gives today's fact. The last is the one
	// that Append writes; those before it are upcasters.
	versions []func(*reader) queue.Fact
}

// rows is the table of kinds, by number.
var rows = [...]row{
	ticketIssued:      {"ticket_issued", versions(readTicketIssued)},
	ticketCalled:      {"ticket_called", versions(readTicketCalled)},
	ticketRecalled:    {"ticket_recalled", versions(readTicketRecalled)},
	serviceStarted:    {"service_started", versions(readServiceStarted)},
	serviceFinished:   {"service_finished", versions(readServiceFinished)},
	ticketMissed:      {"ticket_missed", versions(readTicketMissed)},
	ticketParked:      {"ticket_parked", versions(readTicketParked)},
	ticketResumed:     {"ticket_resumed", versions(readTicketResumed)},
	ticketReinstated:  {"ticket_reinstated", versions(readTicketReinstated)},
	ticketTransferred: {"ticket_transferred", versions(readTicketTransferred)},
	ticketCancelled:   {"ticket_cancelled", versions(readTicketCancelled)},
	ticketExpired:     {"ticket_expired", versions(readTicketExpired)},
	stepUndone:        {"step_undone", versions(readStepUndone)},
	counterOpened:     {"counter_opened", versions(readCounterOpened)},
	counterPaused:     {"counter_paused", versions(readCounterPaused)},
	counterClosed:     {"counter_closed", versions(readCounterClosed)},
	counterReprofiled: {"counter_reprofiled", versions(readCounterReprofiled)},
	dayOpened:         {"day_opened", versions(readDayOpened)},
	dayClosed:         {"day_closed", versions(readDayClosed)},
	centreConfigured:  {"centre_configured", versions(readCentreConfigured)},
}

func versions(v ...func(*reader) queue.Fact) []func(*reader) queue.Fact { return v }

// version is the layout that Append writes.
func (k kind) version() byte { return byte(len(rows[k].versions)) }

// kindOf panics on what is no fact: the types of package queue are closed, so
// that only a programmer's error gets here.
func kindOf(f queue.Fact) kind {
	switch f.(type) {
	case queue.TicketIssued:
		return ticketIssued
	case queue.TicketCalled:
		return ticketCalled
	case queue.TicketRecalled:
		return ticketRecalled
	case queue.ServiceStarted:
		return serviceStarted
	case queue.ServiceFinished:
		return serviceFinished
	case queue.TicketMissed:
		return ticketMissed
	case queue.TicketParked:
		return ticketParked
	case queue.TicketResumed:
		return ticketResumed
	case queue.TicketReinstated:
		return ticketReinstated
	case queue.TicketTransferred:
		return ticketTransferred
	case queue.TicketCancelled:
		return ticketCancelled
	case queue.TicketExpired:
		return ticketExpired
	case queue.StepUndone:
		return stepUndone
	case queue.CounterOpened:
		return counterOpened
	case queue.CounterPaused:
		return counterPaused
	case queue.CounterClosed:
		return counterClosed
	case queue.CounterReprofiled:
		return counterReprofiled
	case queue.DayOpened:
		return dayOpened
	case queue.DayClosed:
		return dayClosed
	case queue.CentreConfigured:
		return centreConfigured
	}
	panic(fmt.Sprintf("event: %T is not in the table of kinds", f))
}

// Kind is the stable word for the type of the fact: "ticket_issued". It panics
// on nil and on a pointer to a fact.
func Kind(f queue.Fact) string { return rows[kindOf(f)].word }
