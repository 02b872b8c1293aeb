// Package journaltest checks journal engines and makes them fail.
//
// Run is the conformance suite of the contract in package journal; Close
// verifies a journal at the end of any test; Faulty wraps an engine and fails
// on command, for tests of those who use a journal.
package journaltest

import (
	"fmt"
	"slices"
	"testing"

	"moiso/internal/journal"
)

// Run checks every promise of the contract against an engine.
//
// open gives an empty journal and, unless the engine keeps nothing, a function
// that closes the journal last opened and opens it again. Run closes what is
// open at the end.
func Run(t *testing.T, open func(t *testing.T) (journal.Journal, func() journal.Journal)) {
	tests := []struct {
		name string
		run  func(t *testing.T, s *session)
	}{
		{"an appended record is read back", appended},
		{"1: acknowledged records survive a restart", survives},
		{"2: sequences are contiguous over batches", contiguous},
		{"3: another end of stream is a conflict and stores nothing", conflict},
		{"3: of two writers with the same end one wins", oneWins},
		{"4: streams are appended, read and snapshotted at once", concurrent},
		{"a reader sees only whole batches in order while others write", readsWhileWriting},
		{"7: records are chained", chained},
		{"reading begins in the middle", fromTheMiddle},
		{"reading stops when the consumer does", stopsEarly},
		{"a consumer may append while it reads", appendsWhileReading},
		{"an unknown stream is empty", unknownStream},
		{"an ended context stores nothing", endedContext},
		{"streams are listed sorted, with records only", lists},
		{"names are checked", names},
		{"payloads of any bytes and size come back", anyPayload},
		{"an append of nothing stores nothing", appendsNothing},
		{"payloads may be reused after Append", reusedPayloads},
		{"the newest snapshot at or before a record is found", snapshots},
		{"a snapshot of no record is refused", wrongSnapshots},
		{"the epoch is constant and well formed", epoch},
		{"a closed journal says so", closed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &session{}
			s.Journal, s.reopen = open(t)
			test.run(t, s)
			if !s.done {
				Close(t, s.Journal)
			}
		})
	}
}

// session is the journal under test and the way to restart it.
type session struct {
	journal.Journal
	reopen func() journal.Journal
	done   bool // the test closed it
}

// restart reopens the journal, where the engine can.
func (s *session) restart() {
	if s.reopen != nil {
		s.Journal = s.reopen()
	}
}

func (s *session) append(t *testing.T, stream string, after uint64, payloads ...string) {
	t.Helper()
	if err := s.Append(t.Context(), stream, after, asBytes(payloads)); err != nil {
		t.Fatalf("append to %q after %d: %v", stream, after, err)
	}
}

func (s *session) read(t *testing.T, stream string, from uint64) []string {
	t.Helper()
	var got []string
	want := max(from, 1)
	for r, err := range s.Read(stream, from) {
		if err != nil {
			t.Fatalf("read %q from %d: %v", stream, from, err)
		}
		if r.Seq != want {
			t.Fatalf("read %q from %d: got record %d, want %d", stream, from, r.Seq, want)
		}
		want++
		got = append(got, string(r.Payload))
	}
	return got
}

func (s *session) expect(t *testing.T, stream string, from uint64, want ...string) {
	t.Helper()
	if got := s.read(t, stream, from); !slices.Equal(got, want) {
		t.Fatalf("read %q from %d: got %.80q, want %.80q", stream, from, got, want)
	}
}

func (s *session) expectLast(t *testing.T, stream string, want uint64) {
	t.Helper()
	if got, err := s.Last(stream); err != nil || got != want {
		t.Fatalf("last of %q: got %d, %v, want %d", stream, got, err, want)
	}
}

func asBytes(payloads []string) [][]byte {
	b := make([][]byte, len(payloads))
	for i, p := range payloads {
		b[i] = []byte(p)
	}
	return b
}

// counted makes n payloads "stream/first" …
func counted(stream string, first uint64, n int) []string {
	p := make([]string, n)
	for i := range p {
		p[i] = fmt.Sprintf("%s/%d", stream, first+uint64(i))
	}
	return p
}
