package boltjournal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal"
)

// A Read copies records out of the file in chunks, growing from the first to
// the last of these sizes, and ends a chunk early at chunkBytes: no transaction
// stays open while the consumer works, and the consumer may append.
const (
	firstChunk = 8
	lastChunk  = 512
	chunkBytes = 256 << 10
)

var errMissing = errors.New("missing")

// Read implements journal.Journal.
func (j *Journal) Read(name string, from uint64) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		if j.isClosed() {
			yield(journal.Record{}, journal.ErrClosed)
			return
		}
		s := j.stream(name)
		if s == nil || s.last.Load() == 0 {
			return
		}
		r := reader{j: j, stream: s, next: max(from, 1), size: firstChunk}
		if err := r.run(yield); err != nil {
			yield(journal.Record{}, fmt.Errorf("stream %q: %w", name, err))
		}
	}
}

// reader goes through one stream.
type reader struct {
	j      *Journal
	stream *stream
	next   uint64       // the sequence wanted next
	prev   journal.Hash // of the record before it
	size   int          // records in the next chunk

	buffer  []byte // keys and values, one after another
	ends    []int  // where each value ends in it
	scratch []byte
}

func (r *reader) run(yield func(journal.Record, error) bool) error {
	if r.next > 1 {
		before, err := r.j.record(r.stream, r.next-1)
		if errors.Is(err, errMissing) && r.next-1 > r.stream.last.Load() {
			return nil
		}
		if err != nil {
			return err
		}
		r.prev = before.Hash
	}
	for {
		last := r.stream.last.Load()
		if err := r.j.view(r.chunk); err != nil {
			return err
		}
		if len(r.ends) == 0 {
			if r.next <= last {
				return damaged("record %d is missing, the stream has %d", r.next, last)
			}
			return nil
		}
		start := 0
		for _, end := range r.ends {
			record, err := r.verify(r.buffer[start:end:end])
			if err != nil {
				return err
			}
			if !yield(record, nil) {
				return nil
			}
			start = end
		}
		r.size = min(2*r.size, lastChunk)
	}
}

// chunk copies the next records of the stream.
func (r *reader) chunk(tx *bolt.Tx) error {
	r.buffer, r.ends = r.buffer[:0], r.ends[:0]
	c := tx.Bucket(bucketRecords).Cursor()
	for k, v := c.Seek(recordKey(r.stream.id, r.next)); k != nil; k, v = c.Next() {
		if len(k) != keySize {
			return damaged("a key of %d bytes follows record %d", len(k), r.next-1)
		}
		if binary.BigEndian.Uint32(k) != r.stream.id {
			return nil
		}
		r.buffer = append(append(r.buffer, k...), v...)
		r.ends = append(r.ends, len(r.buffer))
		if len(r.ends) == r.size || len(r.buffer) > chunkBytes {
			return nil
		}
	}
	return nil
}

// verify decodes the record that must be next and follow from the one before.
func (r *reader) verify(b []byte) (journal.Record, error) {
	record, err := decodeRecord(b[:keySize], b[keySize:])
	if err != nil {
		return journal.Record{}, err
	}
	if record.Seq != r.next {
		return journal.Record{}, damaged("record %d is missing, %d follows", r.next, record.Seq)
	}
	r.scratch = slices.Grow(r.scratch[:0], len(r.prev)+len(b))
	if journal.Link(r.prev, record.Seq, record.Payload, r.scratch) != record.Hash {
		return journal.Record{}, damaged("record %d does not follow from the one before", record.Seq)
	}
	r.prev = record.Hash
	r.next++
	return record, nil
}

// record reads one record, without its payload; errMissing when there is none.
func (j *Journal) record(s *stream, seq uint64) (record journal.Record, err error) {
	err = j.view(func(tx *bolt.Tx) error {
		key := recordKey(s.id, seq)
		value := tx.Bucket(bucketRecords).Get(key)
		if value == nil {
			return damaged("record %d is %w", seq, errMissing)
		}
		record, err = decodeRecord(key, value)
		record.Payload = nil
		return err
	})
	return record, err
}
