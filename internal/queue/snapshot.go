package queue

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// snapshot is the state as stored. Lists are sorted, so that the same state
// always gives the same bytes.
type snapshot struct {
	Format   int               `json:"format"` // 1
	Seq      uint64            `json:"seq"`
	At       Instant           `json:"at"`
	Version  int               `json:"version"`
	Centre   *Centre           `json:"centre"`
	Day      Day               `json:"day"`
	Open     bool              `json:"open"`
	DayStart uint64            `json:"day_start"`
	Floor    uint64            `json:"floor"`
	Tickets  []*Ticket         `json:"tickets"`
	Counters []counterSnapshot `json:"counters"`
	Series   map[string]int    `json:"series"` // by prefix
	Issued   map[ServiceID]int `json:"issued"`
	Carried  map[string]bool   `json:"carried"`
	Memory   []memorySnapshot  `json:"memory"`
	CallOuts []CallOut         `json:"callouts"`
}

type counterSnapshot struct {
	ID       CounterID    `json:"id"`
	State    CounterState `json:"state"`
	Reason   string       `json:"reason,omitempty"`
	Since    Instant      `json:"since"`
	Services []ServiceID  `json:"services"`
	Current  TicketID     `json:"current,omitempty"`
	Last     *step        `json:"last,omitempty"`
	Today    Today        `json:"today"`
}

type memorySnapshot struct {
	ID CommandID `json:"id"`
	memory
}

// Snapshot encodes the state; Restore reads it back. The same events give the
// same bytes, on any machine.
func (s *State) Snapshot() ([]byte, error) {
	snap := snapshot{
		Format: 1, Seq: s.seq, At: s.at, Version: s.version, Centre: s.centre, Day: s.day, Open: s.open,
		DayStart: s.dayStart, Floor: s.floor, Tickets: s.inOrder(), Series: s.series,
		Issued: s.issued, Carried: s.carried, CallOuts: s.callouts,
	}
	for _, c := range s.counters {
		cs := counterSnapshot{ID: c.def.ID, State: c.state, Reason: c.reason, Since: c.since, Services: c.services, Last: c.last, Today: c.today}
		if c.current != nil {
			cs.Current = c.current.ID
		}
		snap.Counters = append(snap.Counters, cs)
	}
	for id, m := range s.memory {
		snap.Memory = append(snap.Memory, memorySnapshot{id, m})
	}
	slices.SortFunc(snap.Memory, func(a, b memorySnapshot) int { return cmp.Compare(a.ID, b.ID) })
	return json.Marshal(snap)
}

// Digest is the SHA-256 of the snapshot: two states are the same if theirs are.
func (s *State) Digest() ([sha256.Size]byte, error) {
	b, err := s.Snapshot()
	return sha256.Sum256(b), err
}

// Restore makes the state that Snapshot encoded.
func Restore(b []byte) (*State, error) {
	var snap snapshot
	if err := json.Unmarshal(b, &snap); err != nil {
		return nil, fmt.Errorf("queue: snapshot: %w", err)
	}
	if snap.Format != 1 {
		return nil, fmt.Errorf("queue: snapshot of format %d, this version reads 1", snap.Format)
	}
	s := New()
	s.seq, s.at, s.day, s.open = snap.Seq, snap.At, snap.Day, snap.Open
	s.dayStart, s.floor, s.callouts = snap.DayStart, snap.Floor, snap.CallOuts
	for _, t := range snap.Tickets {
		s.tickets[t.ID] = t
		s.setAside(t)
	}
	for _, m := range snap.Memory {
		s.memory[m.ID] = m.memory
	}
	maps.Copy(s.issued, snap.Issued)
	maps.Copy(s.series, snap.Series)
	for number := range snap.Carried {
		s.carried[number] = true
	}
	if snap.Centre == nil {
		return s, nil
	}
	// Lines wait until the counters have their profiles.
	if err := s.adopt(snap.Centre, snap.Version); err != nil {
		return nil, err
	}
	for _, cs := range snap.Counters {
		c := s.desks[cs.ID]
		if c == nil {
			return nil, fmt.Errorf("queue: snapshot: counter %q is not in the definition", cs.ID)
		}
		c.state, c.reason, c.since, c.services, c.last, c.today = cs.State, cs.Reason, cs.Since, cs.Services, cs.Last, cs.Today
		if cs.Current != "" {
			if c.current = s.tickets[cs.Current]; c.current == nil {
				return nil, fmt.Errorf("queue: snapshot: ticket %q of counter %q is missing", cs.Current, cs.ID)
			}
		}
	}
	s.rebuildLines()
	return s, nil
}
