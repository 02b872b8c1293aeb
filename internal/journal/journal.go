// Package journal is the contract between what the house decides and the disk
// that keeps it: records of opaque bytes, appended to named streams (a stream
// is a centre), read back in order, with the newest snapshot of each stream.
//
// What a caller may rely on, whatever the engine (journaltest.Run checks it):
//
//  1. When Append returns nil, its records survive power loss.
//  2. A stream's sequence numbers are contiguous from 1; an Append is stored
//     whole or not at all.
//  3. An Append whose after is not the stream's last sequence stores nothing
//     and returns a *ConflictError.
//  4. Append, Read, Last, Snapshot and SaveSnapshot may run concurrently.
//     Appends to one stream must come one at a time (they have one writer).
//  5. When a commit fails, or nobody can know whether it succeeded, Append
//     returns an error that is ErrUnknown and the journal is read-only from
//     then on. The caller answers nobody; the process ends, and a restart
//     reads what really is on the disk.
//  6. When too much is waiting, Append stores nothing and returns ErrBusy.
//  7. Every record carries Link(hash of the record before, itself), so that a
//     changed, missing or reordered record is found on reading.
package journal

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
)

// Sentinels; compare with errors.Is.
var (
	// ErrUnknown: the outcome of a commit is not known, or a commit failed
	// after the disk had been asked. The journal is read-only from now on.
	ErrUnknown = errors.New("journal: outcome of the commit unknown, read-only until restart")
	// ErrBusy: more is waiting than the engine will queue; try again.
	ErrBusy = errors.New("journal: busy")
	// ErrClosed: the journal was closed.
	ErrClosed = errors.New("journal: closed")
	// ErrLocked: another process holds the journal.
	ErrLocked = errors.New("journal: held by another process")
	// ErrDamaged: what is stored is not what was written, or is not a journal.
	ErrDamaged = errors.New("journal: damaged")
	// ErrNewer: the journal was written by a newer version of the program.
	ErrNewer = errors.New("journal: written by a newer version")
)

// ConflictError says that a stream does not end where the writer thought.
type ConflictError struct {
	Stream string
	After  uint64 // what the writer expected
	Last   uint64 // what the stream has
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("journal: stream %q ends at %d, not at %d", e.Stream, e.Last, e.After)
}

// Hash is the digest that chains a record to all before it in its stream.
type Hash [sha256.Size]byte

// Link computes the hash of a record: SHA-256 over the previous record's hash,
// the sequence (8 bytes, big endian) and the payload. The first record of a
// stream follows the zero Hash. scratch is optional room to work in.
func Link(prev Hash, seq uint64, payload, scratch []byte) Hash {
	b := append(scratch[:0], prev[:]...)
	b = binary.BigEndian.AppendUint64(b, seq)
	b = append(b, payload...)
	return sha256.Sum256(b)
}

// Record is one event of one stream.
type Record struct {
	Seq     uint64 // from 1, contiguous
	Hash    Hash
	Payload []byte // valid until the next step of the iteration only
}

// Position names a place in a stream's history. The epoch tells a restored or
// rebuilt journal from the one that a reader knew.
type Position struct {
	Epoch string // [0-9a-z]{1,32}
	Seq   uint64 // of the last record seen; 0 before the first
}

// Snapshot is a stream's state as of one record.
type Snapshot struct {
	Seq     uint64
	Hash    Hash // of the record at Seq
	Payload []byte
}

// Journal is what every engine gives.
type Journal interface {
	// Epoch is the journal's identity, constant while it is open.
	Epoch() string
	// Streams lists the streams that hold at least one record, sorted. A
	// stream begins with its first record; its name passes CheckStream.
	Streams() ([]string, error)
	// Last is the sequence of the stream's last durable record, 0 when none.
	Last(stream string) (uint64, error)
	// Append stores payloads as the records after+1, after+2, … of the stream
	// and returns once they are durable. The payloads may be reused after it.
	// The context bounds the wait for a place in the queue only: once records
	// are accepted, their outcome is waited for. No payloads: nothing is
	// stored, but after is compared all the same.
	Append(ctx context.Context, stream string, after uint64, payloads [][]byte) error
	// Read yields the records from sequence from on, verifying checksum, order
	// and chain; a record that fails is yielded as an ErrDamaged and ends the
	// iteration. An unknown stream yields nothing. When from is over 1, the
	// chain is checked from the hash stored at from-1.
	Read(stream string, from uint64) iter.Seq2[Record, error]
	// SaveSnapshot stores a snapshot durably. Engines keep at least the two
	// newest of a stream. A zero Hash is filled in from the record at Seq; a
	// Seq without record, or another record's Hash, is refused.
	SaveSnapshot(stream string, s Snapshot) error
	// Snapshot is the newest readable snapshot at or before sequence max
	// (0: the newest of all); false when there is none.
	Snapshot(stream string, max uint64) (Snapshot, bool, error)
	// WriteTo writes a consistent copy of the whole journal while others go on
	// appending. Engines without a file return an error.
	io.WriterTo
	// Close waits for what was accepted, then lets go of the file.
	Close() error
}
