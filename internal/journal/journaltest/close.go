package journaltest

import (
	"testing"

	"moiso/internal/journal"
)

// Close verifies every stream of j (contiguous from 1 to Last, chain whole)
// and closes j. Every test that opened a journal ends with it.
func Close(t testing.TB, j journal.Journal) {
	t.Helper()
	Verify(t, j)
	if err := j.Close(); err != nil {
		t.Errorf("closing the journal: %v", err)
	}
}

// Verify checks what Close checks and leaves j open. Nobody may be appending.
func Verify(t testing.TB, j journal.Journal) {
	t.Helper()
	streams, err := j.Streams()
	if err != nil {
		t.Errorf("listing the streams: %v", err)
		return
	}
	for _, name := range streams {
		last, err := j.Last(name)
		if err != nil {
			t.Errorf("stream %q: last: %v", name, err)
			continue
		}
		var seq uint64
		var hash journal.Hash
		for r, err := range j.Read(name, 1) {
			if err != nil {
				t.Errorf("stream %q, after record %d: %v", name, seq, err)
				break
			}
			if r.Seq != seq+1 {
				t.Errorf("stream %q: record %d follows %d", name, r.Seq, seq)
			}
			if hash = journal.Link(hash, r.Seq, r.Payload, nil); hash != r.Hash {
				t.Errorf("stream %q, record %d: hash does not follow from the record before", name, r.Seq)
			}
			seq = r.Seq
		}
		if seq != last {
			t.Errorf("stream %q: read up to %d, Last says %d", name, seq, last)
		}
	}
}
