package sequencer

import (
	"errors"
	"fmt"

	"moiso/internal/event"
	"moiso/internal/journal"
	"moiso/internal/queue"
)

// Load makes the state of a centre from its journal: the newest snapshot, then
// the events after it. It gives copies equal states, for as many owners.
func Load(j journal.Journal, centre queue.CentreID, copies int) ([]*queue.State, error) {
	states, err := fromSnapshot(j, centre, copies)
	if err != nil {
		return nil, err
	}
	for r, err := range j.Read(string(centre), states[0].Seq()+1) {
		if err != nil {
			return nil, err
		}
		e, err := event.Decode(r.Payload)
		if err != nil {
			return nil, recordError(centre, r.Seq, err)
		}
		for _, s := range states {
			if err := s.Apply(e); err != nil {
				return nil, recordError(centre, r.Seq, err)
			}
		}
	}
	return states, nil
}

func recordError(centre queue.CentreID, seq uint64, err error) error {
	kind := journal.ErrDamaged
	if errors.Is(err, event.ErrNewer) {
		kind = journal.ErrNewer
	}
	return fmt.Errorf("%w: centre %s, record %d: %w", kind, centre, seq, err)
}

// fromSnapshot starts from the newest snapshot that can be read.
func fromSnapshot(j journal.Journal, centre queue.CentreID, copies int) ([]*queue.State, error) {
	states := make([]*queue.State, copies)
	snap, ok, err := j.Snapshot(string(centre), 0)
	if err != nil {
		return nil, err
	}
	for i := range states {
		states[i] = queue.New()
		if !ok {
			continue
		}
		if s, err := queue.Restore(snap.Payload); err == nil && s.Seq() == snap.Seq {
			states[i] = s
			continue
		}
		// Written by another version, perhaps: the events say the same.
		ok = false
		states[i] = queue.New()
	}
	return states, nil
}
