package queue

import (
	"fmt"
	"slices"
	"time"
)

// State is everything that is so at a centre after some events. The zero State
// is a centre of which nothing has happened yet; make one with New.
//
// Decide reads it, Apply changes it: one goroutine at a time. The readers of
// read.go may run concurrently with one another.
type State struct {
	seq uint64  // events applied
	at  Instant // of the last one

	centre  *Centre
	version int
	zone    *time.Location

	day      Day
	open     bool
	dayEnd   Instant // when the civil day is over
	dayStart uint64  // sequence of the event that first opened the day
	floor    uint64  // the same of the working day before: what is older is forgotten

	tickets  map[TicketID]*Ticket
	hours    map[FieldID]*Hours
	services map[ServiceID]*service
	counters []*counter // in the order of the definition
	desks    map[CounterID]*counter
	issued   map[ServiceID]int    // today
	series   map[string]int       // next index, by prefix in capitals
	carried  map[string]bool      // numbers of tickets that outlived their day
	aside    map[TicketID]*Ticket // parked or missed
	lines    []*line
	byKey    map[lineKey]*line
	waiting  int

	memory   map[CommandID]memory
	callouts []CallOut // since floor
}

// service is a service at work.
type service struct {
	def    *Service
	hours  *Hours
	rivals []*line // every line that a counter with this service may call from
}

// counter is a counter at work.
type counter struct {
	def      *Counter
	name     string
	state    CounterState
	reason   string
	since    Instant // it had nobody
	services []ServiceID
	lines    []*line // that it may call from
	current  *Ticket // called or served
	last     *step   // what undo would take back
	today    Today
}

// step is a finish, miss or park that may be undone.
type step struct {
	Kind    string      `json:"kind"`
	Seq     uint64      `json:"seq"` // of its event: nothing may have happened to the ticket since
	Ticket  TicketID    `json:"ticket"`
	At      Instant     `json:"at"`
	Took    Instant     `json:"took,omitempty"` // a finish's, in milliseconds
	Service ServiceID   `json:"service"`        // this and what follows: the ticket's before the step
	Then    []ServiceID `json:"then,omitempty"`
	Calls   int         `json:"calls,omitempty"`
}

// Today counts what a counter did since the day was opened.
type Today struct {
	Called int     `json:"called"`
	Served int     `json:"served"`
	Missed int     `json:"missed"`
	Took   Instant `json:"took"` // sum over the served, in milliseconds
}

// memory is a command that has had its effect.
type memory struct {
	Digest  uint64    `json:"digest"`
	Ticket  TicketID  `json:"ticket,omitempty"`
	Counter CounterID `json:"counter,omitempty"`
	Day     Day       `json:"day"`
}

// New is a centre before its first event.
func New() *State {
	return &State{
		tickets:  map[TicketID]*Ticket{},
		services: map[ServiceID]*service{},
		desks:    map[CounterID]*counter{},
		issued:   map[ServiceID]int{},
		series:   map[string]int{},
		carried:  map[string]bool{},
		aside:    map[TicketID]*Ticket{},
		byKey:    map[lineKey]*line{},
		memory:   map[CommandID]memory{},
		zone:     time.UTC,
	}
}

// adopt makes a definition the one in force. Counters keep what they are doing;
// a profile that was changed while running is kept unless the definition's own
// profile changed.
func (s *State) adopt(c *Centre, version int) error {
	zone, err := time.LoadLocation(c.zoneName())
	if err != nil {
		return fmt.Errorf("queue: centre %s: zone %q: %w", c.ID, c.Zone, err)
	}
	hours, err := compileCalendars(c)
	if err != nil {
		return err
	}
	services := make(map[ServiceID]*service, len(c.Services))
	for i := range c.Services {
		def := &c.Services[i]
		services[def.ID] = &service{def: def, hours: hours[def.Field]}
	}
	counters := make([]*counter, len(c.Counters))
	desks := make(map[CounterID]*counter, len(c.Counters))
	for i := range c.Counters {
		def := &c.Counters[i]
		d := s.desks[def.ID]
		if d == nil {
			d = &counter{state: StateClosed, services: def.Services, since: s.at}
		} else if !slices.Equal(d.def.Services, def.Services) {
			d.services = def.Services
		}
		d.def, d.name = def, def.Name.In("vi")
		d.services = known(d.services, services)
		counters[i], desks[def.ID] = d, d
	}
	for _, t := range s.tickets {
		if t.State == Waiting && (services[t.Service] == nil || t.Only != "" && desks[t.Only] == nil) {
			return fmt.Errorf("queue: centre %s: ticket %s waits for what the definition does not have", c.ID, t.Number)
		}
	}
	s.centre, s.version, s.zone, s.hours = c, version, zone, hours
	s.services, s.counters, s.desks = services, counters, desks
	if s.day != 0 {
		s.dayEnd = s.endOf(s.day)
	}
	s.rebuildLines()
	return nil
}

// zoneName is the centre's time zone; Viet Nam's unless it says otherwise.
func (c *Centre) zoneName() string {
	if c.Zone == "" {
		return "Asia/Ho_Chi_Minh"
	}
	return c.Zone
}

// endOf is the first moment after the civil day.
func (s *State) endOf(d Day) Instant {
	date := d.Date()
	t := time.Date(date.Year(), date.Month(), date.Day()+1, 0, 0, 0, 0, s.zone)
	if DayOf(t) <= d { // where clocks go forward at midnight, there is none
		_, t = t.ZoneBounds()
	}
	return InstantOf(t)
}

func known(ids []ServiceID, services map[ServiceID]*service) []ServiceID {
	out := make([]ServiceID, 0, len(ids))
	for _, id := range ids {
		if services[id] != nil {
			out = append(out, id)
		}
	}
	return out
}
