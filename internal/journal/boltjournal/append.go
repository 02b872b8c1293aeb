package boltjournal

import (
	"context"
	"errors"

	"moiso/internal/journal"
)

// keepBuffer is the largest encoding buffer that a stream keeps for its next
// Append.
const keepBuffer = 64 << 10

// Append implements journal.Journal. Records are hashed and encoded here, in
// the caller's goroutine; the committer only stores them. A second Append to
// the same stream waits for the first one, as long as ctx lasts.
func (j *Journal) Append(ctx context.Context, name string, after uint64, payloads [][]byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := journal.CheckStream(name); err != nil {
		return err
	}
	s := j.stream(name)
	if s == nil {
		if j.isClosed() {
			return journal.ErrClosed
		}
		if after != 0 {
			return &journal.ConflictError{Stream: name, After: after}
		}
		s = j.begin(name)
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	if j.unknown.Load() {
		return journal.ErrUnknown
	}
	if last := s.last.Load(); last != after {
		return &journal.ConflictError{Stream: name, After: after, Last: last}
	}
	if len(payloads) == 0 {
		return nil
	}
	j.encoding.Add(1)
	s.encode(payloads)
	err := j.enqueue(&s.request)
	j.encoding.Add(-1)
	if err == nil {
		err = <-s.request.done
	}
	s.request.release()
	if cap(s.buffer) > keepBuffer {
		s.buffer = nil
	}
	return err
}

// begin makes room for a stream that may get its first record. The id is used
// up even when it does not.
func (j *Journal) begin(name string) *stream {
	j.mu.Lock()
	defer j.mu.Unlock()
	if s := j.streams[name]; s != nil {
		return s
	}
	s := newStream(j.nextID, name)
	j.nextID++
	j.streams[name] = s
	return s
}

// encode fills the stream's request with the records after its last.
func (s *stream) encode(payloads [][]byte) {
	size, longest := 0, 0
	for _, p := range payloads {
		size += keySize + recordHead + len(p)
		longest = max(longest, len(p))
	}
	if cap(s.buffer) < size+len(journal.Hash{})+8+longest {
		s.buffer = make([]byte, 0, size+len(journal.Hash{})+8+longest)
	}
	scratch := s.buffer[size:size:cap(s.buffer)]
	b := s.buffer[:0]
	seq, hash := s.last.Load(), s.hash
	for _, p := range payloads {
		seq++
		hash = journal.Link(hash, seq, p, scratch)
		key := len(b)
		b = appendKey(b, s.id, seq)
		value := len(b)
		b = appendRecord(b, b[key:value], hash, p)
		s.request.entries = append(s.request.entries, entry{b[key:value:value], b[value:len(b):len(b)]})
	}
	s.request.hash = hash
}

// enqueue hands a request to the committer, which answers it.
func (j *Journal) enqueue(r *request) error {
	if j.opts.ReadOnly {
		return errors.New("boltjournal: the journal was opened read-only")
	}
	j.gate.RLock()
	defer j.gate.RUnlock()
	if j.closed {
		return journal.ErrClosed
	}
	select {
	case j.queue <- r:
		return nil
	default:
		return journal.ErrBusy
	}
}
