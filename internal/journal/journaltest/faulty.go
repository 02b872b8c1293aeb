package journaltest

import (
	"context"
	"fmt"
	"sync"

	"moiso/internal/journal"
)

// Fault is what the next Append of a Faulty journal meets.
type Fault int

// The faults, and what a restart finds after each.
const (
	None      Fault = iota
	FailsLost       // ErrUnknown; the records are absent
	FailsKept       // ErrUnknown; the records are there
	Busy            // ErrBusy; nothing stored, the next Append works
	Stalls          // waits for Release, then works
	Tears           // ErrUnknown; part of the batch is below the surface: damage, or absent
)

// Faulty wraps a journal and makes Appends fail. After a fault that leaves the
// outcome unknown it is read-only, as an engine is, until Restart.
type Faulty struct {
	journal.Journal

	// Tear writes the torn batch for the fault Tears; memjournal.Journal.Tear
	// fits. Set it before use.
	Tear func(stream string, after uint64, payloads [][]byte) error

	mu      sync.Mutex
	plan    []Fault // of the next Appends
	failed  bool
	stalled chan struct{} // one send for each Append that begins to stall
	release chan struct{}
}

// NewFaulty wraps j, without faults planned.
func NewFaulty(j journal.Journal) *Faulty {
	return &Faulty{Journal: j, stalled: make(chan struct{}, 1024), release: make(chan struct{})}
}

// Next plans faults for the next Appends, one each, in order of their arrival;
// those already planned come first. None lets one Append pass.
func (f *Faulty) Next(faults ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.plan = append(f.plan, faults...)
}

// Stalled receives once for each Append that has begun to stall.
func (f *Faulty) Stalled() <-chan struct{} { return f.stalled }

// Release lets all Appends go on that stall now.
func (f *Faulty) Release() {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.release)
	f.release = make(chan struct{})
}

// Restart forgets failure and plan, as a new process over the same disk would.
// Nobody may be appending.
func (f *Faulty) Restart() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failed, f.plan = false, nil
}

// Append meets the next planned fault, or appends.
func (f *Faulty) Append(ctx context.Context, stream string, after uint64, payloads [][]byte) error {
	fault, release, err := f.take()
	if err != nil {
		return err
	}
	switch fault {
	case FailsLost:
		return f.fail(nil)
	case FailsKept:
		return f.fail(f.Journal.Append(ctx, stream, after, payloads))
	case Busy:
		return journal.ErrBusy
	case Stalls:
		f.stalled <- struct{}{}
		<-release
	case Tears:
		if f.Tear == nil {
			return fmt.Errorf("journaltest: Faulty.Tear is not set, set it to the engine's way to tear")
		}
		return f.fail(f.Tear(stream, after, payloads))
	}
	return f.Journal.Append(ctx, stream, after, payloads)
}

func (f *Faulty) take() (Fault, chan struct{}, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failed {
		return None, nil, journal.ErrUnknown
	}
	if len(f.plan) == 0 {
		return None, nil, nil
	}
	fault := f.plan[0]
	f.plan = f.plan[1:]
	return fault, f.release, nil
}

// fail makes the journal read-only, unless the engine below refused already:
// a refusal has a known outcome.
func (f *Faulty) fail(refusal error) error {
	if refusal != nil {
		return refusal
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failed = true
	return journal.ErrUnknown
}

// SaveSnapshot stores a snapshot, or refuses after a fault.
func (f *Faulty) SaveSnapshot(stream string, s journal.Snapshot) error {
	f.mu.Lock()
	failed := f.failed
	f.mu.Unlock()
	if failed {
		return journal.ErrUnknown
	}
	return f.Journal.SaveSnapshot(stream, s)
}
