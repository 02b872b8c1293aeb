// Package memjournal keeps a journal in memory: the engine of tests, and the
// shortest reading of the contract in package journal. Its records survive
// nothing; they live as long as the value does.
package memjournal

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"sync"

	"moiso/internal/journal"
)

type record struct {
	hash    journal.Hash
	payload []byte
}

type stream struct {
	records   []record // records[i] has sequence i+1
	snapshots []journal.Snapshot
}

// Journal is an in-memory journal.Journal, safe for concurrent use.
type Journal struct {
	epoch string

	mu      sync.RWMutex
	streams map[string]*stream
	closed  bool
}

// New returns an empty journal with a new epoch.
func New() *Journal {
	return &Journal{epoch: journal.NewEpoch(), streams: make(map[string]*stream)}
}

// Epoch implements journal.Journal.
func (j *Journal) Epoch() string { return j.epoch }

// Streams implements journal.Journal.
func (j *Journal) Streams() ([]string, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.closed {
		return nil, journal.ErrClosed
	}
	return slices.Sorted(maps.Keys(j.streams)), nil
}

// Last implements journal.Journal.
func (j *Journal) Last(name string) (uint64, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.closed {
		return 0, journal.ErrClosed
	}
	return j.last(name), nil
}

func (j *Journal) last(name string) uint64 {
	if s := j.streams[name]; s != nil {
		return uint64(len(s.records))
	}
	return 0
}

// Append implements journal.Journal; it never waits, so a context that has
// not ended yet makes no difference.
func (j *Journal) Append(ctx context.Context, name string, after uint64, payloads [][]byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := journal.CheckStream(name); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return journal.ErrClosed
	}
	if last := j.last(name); last != after {
		return &journal.ConflictError{Stream: name, After: after, Last: last}
	}
	j.store(name, payloads)
	return nil
}

func (j *Journal) store(name string, payloads [][]byte) {
	if len(payloads) == 0 {
		return
	}
	s := j.streams[name]
	if s == nil {
		s = &stream{}
		j.streams[name] = s
	}
	var prev journal.Hash
	if n := len(s.records); n > 0 {
		prev = s.records[n-1].hash
	}
	for _, p := range payloads {
		prev = journal.Link(prev, uint64(len(s.records)+1), p, nil)
		s.records = append(s.records, record{hash: prev, payload: bytes.Clone(p)})
	}
}

// Tear stores what a disk without power would leave of an Append: the first
// half of the batch (at least one record), the last of it cut short. Read
// finds the damage. It is for tests of what happens after such a restart.
func (j *Journal) Tear(name string, after uint64, payloads [][]byte) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if last := j.last(name); last != after || len(payloads) == 0 {
		return &journal.ConflictError{Stream: name, After: after, Last: last}
	}
	j.store(name, payloads[:(len(payloads)+1)/2])
	records := j.streams[name].records
	torn := &records[len(records)-1]
	if len(torn.payload) == 0 {
		torn.payload = []byte{0}
	} else {
		torn.payload = torn.payload[:len(torn.payload)/2]
	}
	return nil
}

// Read implements journal.Journal. A consumer may append to the stream it
// reads; it then reads what it appended.
func (j *Journal) Read(name string, from uint64) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		from := max(from, 1)
		var prev journal.Hash
		if from > 1 {
			before, ok, err := j.record(name, from-1)
			if err != nil {
				yield(journal.Record{}, err)
				return
			}
			if !ok {
				return
			}
			prev = before.hash
		}
		var payload []byte
		for seq := from; ; seq++ {
			r, ok, err := j.record(name, seq)
			if err != nil {
				yield(journal.Record{}, err)
				return
			}
			if !ok {
				return
			}
			if journal.Link(prev, seq, r.payload, nil) != r.hash {
				yield(journal.Record{}, fmt.Errorf("%w: stream %q, record %d: its content is not what was written", journal.ErrDamaged, name, seq))
				return
			}
			prev = r.hash
			payload = append(payload[:0], r.payload...)
			if !yield(journal.Record{Seq: seq, Hash: r.hash, Payload: payload}, nil) {
				return
			}
		}
	}
}

func (j *Journal) record(name string, seq uint64) (record, bool, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.closed {
		return record{}, false, journal.ErrClosed
	}
	if seq > j.last(name) {
		return record{}, false, nil
	}
	return j.streams[name].records[seq-1], true, nil
}

// SaveSnapshot implements journal.Journal.
func (j *Journal) SaveSnapshot(name string, s journal.Snapshot) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return journal.ErrClosed
	}
	last := j.last(name)
	if s.Seq == 0 || s.Seq > last {
		return fmt.Errorf("journal: stream %q: snapshot of record %d, the stream has 1 to %d", name, s.Seq, last)
	}
	st := j.streams[name]
	hash := st.records[s.Seq-1].hash
	if s.Hash != hash && s.Hash != (journal.Hash{}) {
		return fmt.Errorf("journal: stream %q: the snapshot's hash is not that of record %d", name, s.Seq)
	}
	kept := slices.DeleteFunc(st.snapshots, func(old journal.Snapshot) bool { return old.Seq == s.Seq })
	kept = append(kept, journal.Snapshot{Seq: s.Seq, Hash: hash, Payload: bytes.Clone(s.Payload)})
	slices.SortFunc(kept, func(a, b journal.Snapshot) int { return cmp.Compare(a.Seq, b.Seq) })
	st.snapshots = kept[max(0, len(kept)-2):]
	return nil
}

// Snapshot implements journal.Journal.
func (j *Journal) Snapshot(name string, maxSeq uint64) (journal.Snapshot, bool, error) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.closed {
		return journal.Snapshot{}, false, journal.ErrClosed
	}
	st := j.streams[name]
	if st == nil {
		return journal.Snapshot{}, false, nil
	}
	for _, s := range slices.Backward(st.snapshots) {
		if maxSeq == 0 || s.Seq <= maxSeq {
			s.Payload = bytes.Clone(s.Payload)
			return s, true, nil
		}
	}
	return journal.Snapshot{}, false, nil
}

// WriteTo implements io.WriterTo with an error: there is no file to copy.
func (j *Journal) WriteTo(io.Writer) (int64, error) {
	return 0, errors.New("memjournal: a journal in memory has no file to copy")
}

// Close implements journal.Journal. Closing again is ErrClosed.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return journal.ErrClosed
	}
	j.closed = true
	return nil
}
