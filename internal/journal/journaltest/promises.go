package journaltest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"moiso/internal/journal"
)

func appended(t *testing.T, s *session) {
	s.append(t, "ha-long", 0, "A001")
	s.expect(t, "ha-long", 1, "A001")
	s.expectLast(t, "ha-long", 1)
}

func survives(t *testing.T, s *session) {
	s.append(t, "ha-long", 0, "A001", "A002")
	s.append(t, "hue", 0, "B001")
	s.append(t, "ha-long", 2, "A003")
	if err := s.SaveSnapshot("ha-long", journal.Snapshot{Seq: 2, Payload: []byte("two")}); err != nil {
		t.Fatal(err)
	}
	epoch := s.Epoch()
	s.restart()
	if s.Epoch() != epoch {
		t.Errorf("epoch after restart: got %q, want %q", s.Epoch(), epoch)
	}
	s.expect(t, "ha-long", 1, "A001", "A002", "A003")
	s.expect(t, "hue", 1, "B001")
	s.append(t, "ha-long", 3, "A004")
	s.restart()
	s.expect(t, "ha-long", 1, "A001", "A002", "A003", "A004")
	s.expectLast(t, "ha-long", 4)
	got, ok, err := s.Snapshot("ha-long", 0)
	if err != nil || !ok || got.Seq != 2 || string(got.Payload) != "two" {
		t.Errorf("snapshot after restart: got %d %q, %v, %v", got.Seq, got.Payload, ok, err)
	}
}

func contiguous(t *testing.T, s *session) {
	var want []string
	for n := range 40 {
		batch := counted("c", uint64(len(want)+1), n%7+1)
		s.append(t, "c", uint64(len(want)), batch...)
		want = append(want, batch...)
		s.expectLast(t, "c", uint64(len(want)))
	}
	s.expect(t, "c", 1, want...)
	s.restart()
	s.expect(t, "c", 1, want...)
}

func conflict(t *testing.T, s *session) {
	s.append(t, "c", 0, "one", "two")
	for _, after := range []uint64{0, 1, 3, 1 << 63} {
		err := s.Append(t.Context(), "c", after, asBytes([]string{"x", "y"}))
		c, ok := errors.AsType[*journal.ConflictError](err)
		if !ok {
			t.Fatalf("append after %d of 2: got %v, want a *journal.ConflictError", after, err)
		}
		if c.Stream != "c" || c.After != after || c.Last != 2 {
			t.Errorf("append after %d of 2: got %+v", after, *c)
		}
	}
	s.expect(t, "c", 1, "one", "two")
	s.append(t, "c", 2, "three")
	s.expect(t, "c", 3, "three")
}

func oneWins(t *testing.T, s *session) {
	for round := range uint64(20) {
		var g sync.WaitGroup
		errs := make([]error, 4)
		for w := range errs {
			g.Go(func() { errs[w] = s.Append(t.Context(), "c", round, [][]byte{{byte(w)}}) })
		}
		g.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if _, ok := errors.AsType[*journal.ConflictError](err); !ok {
				t.Fatalf("loser: got %v, want a *journal.ConflictError", err)
			}
		}
		if won != 1 {
			t.Fatalf("round %d: %d writers won", round, won)
		}
	}
	s.expectLast(t, "c", 20)
}

// concurrent proves, with 24 writers of a stream each: all that was
// acknowledged is there and in order; Last never goes back; a snapshot read is
// one that was saved.
func concurrent(t *testing.T, s *session) {
	const writers, batches = 24, 30
	var g sync.WaitGroup
	for w := range writers {
		name := fmt.Sprintf("centre-%02d", w)
		g.Go(func() {
			var last uint64
			for b := range batches {
				n := (w+b)%5 + 1
				if err := s.Append(t.Context(), name, last, asBytes(counted(name, last+1, n))); err != nil {
					t.Errorf("append to %s after %d: %v", name, last, err)
					return
				}
				last += uint64(n)
				if got, err := s.Last(name); err != nil || got != last {
					t.Errorf("last of %s: got %d, %v, want %d", name, got, err, last)
				}
				if b%10 == 9 {
					if err := s.SaveSnapshot(name, journal.Snapshot{Seq: last, Payload: fmt.Append(nil, last)}); err != nil {
						t.Errorf("snapshot of %s at %d: %v", name, last, err)
					}
				}
			}
		})
		g.Go(func() {
			var before uint64
			for range batches {
				got, err := s.Last(name)
				if err != nil || got < before {
					t.Errorf("last of %s: got %d, %v after %d", name, got, err, before)
				}
				before = got
				if snap, ok, err := s.Snapshot(name, 0); err != nil || ok && string(snap.Payload) != fmt.Sprint(snap.Seq) {
					t.Errorf("snapshot of %s: got %d %q, %v", name, snap.Seq, snap.Payload, err)
				}
			}
		})
	}
	g.Wait()
	s.restart()
	for w := range writers {
		name := fmt.Sprintf("centre-%02d", w)
		last := uint64(0)
		for b := range batches {
			last += uint64((w+b)%5 + 1)
		}
		s.expect(t, name, 1, counted(name, 1, int(last))...)
	}
}

// readsWhileWriting proves: a reader who began sees records 1, 2, 3 … without
// gap, and its end is an end of a batch.
func readsWhileWriting(t *testing.T, s *session) {
	const batch, batches = 5, 60
	var g sync.WaitGroup
	for range 3 {
		g.Go(func() {
			for last := uint64(0); last < batch*batches; {
				before, seq := last, uint64(0)
				for r, err := range s.Read("c", 1) {
					if err != nil {
						t.Errorf("read: %v", err)
						return
					}
					if seq++; r.Seq != seq || string(r.Payload) != fmt.Sprintf("c/%d", seq) {
						t.Errorf("record %d: got sequence %d, %q", seq, r.Seq, r.Payload)
						return
					}
				}
				if last = seq; last < before || last%batch != 0 {
					t.Errorf("read ends at %d, before at %d", last, before)
					return
				}
			}
		})
	}
	for b := range uint64(batches) {
		s.append(t, "c", b*batch, counted("c", b*batch+1, batch)...)
	}
	g.Wait()
}

func chained(t *testing.T, s *session) {
	s.append(t, "c", 0, "one", "two")
	s.append(t, "c", 2, "three")
	s.restart()
	s.append(t, "c", 3, "four")
	var prev journal.Hash
	n := 0
	for r, err := range s.Read("c", 1) {
		if err != nil {
			t.Fatal(err)
		}
		if prev = journal.Link(prev, r.Seq, r.Payload, nil); prev != r.Hash {
			t.Fatalf("record %d: hash is not Link of the one before", r.Seq)
		}
		n++
	}
	if n != 4 {
		t.Fatalf("got %d records, want 4", n)
	}
}

func fromTheMiddle(t *testing.T, s *session) {
	all := counted("c", 1, 1000)
	s.append(t, "c", 0, all...)
	s.append(t, "d", 0, "other")
	for _, from := range []uint64{0, 1, 2, 500, 999, 1000} {
		s.expect(t, "c", from, all[max(from, 1)-1:]...)
	}
	s.expect(t, "c", 1001)
	s.expect(t, "c", 5000)
	s.expect(t, "c", 1<<64-1)
}

func stopsEarly(t *testing.T, s *session) {
	s.append(t, "c", 0, counted("c", 1, 600)...)
	n := 0
	for _, err := range s.Read("c", 1) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 3 {
			break
		}
	}
	s.append(t, "c", 600, "next")
	s.expectLast(t, "c", 601)
}

func appendsWhileReading(t *testing.T, s *session) {
	s.append(t, "c", 0, "c/1")
	last := uint64(1)
	for r, err := range s.Read("c", 1) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Seq < 10 {
			s.append(t, "c", last, counted("c", last+1, 1)...)
			last++
		}
	}
	s.expect(t, "c", 1, counted("c", 1, 10)...)
}
