package journaltest

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"moiso/internal/journal"
)

func unknownStream(t *testing.T, s *session) {
	s.expectLast(t, "nowhere", 0)
	s.expect(t, "nowhere", 1)
	s.expect(t, "nowhere", 7)
	if _, ok, err := s.Snapshot("nowhere", 0); ok || err != nil {
		t.Fatalf("snapshot: got %v, %v", ok, err)
	}
}

func endedContext(t *testing.T, s *session) {
	s.append(t, "c", 0, "one")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Append(ctx, "c", 1, asBytes([]string{"two"})); !errors.Is(err, context.Canceled) {
		t.Fatalf("append: got %v, want context.Canceled", err)
	}
	s.expectLast(t, "c", 1)
	s.append(t, "c", 1, "two")
	s.expect(t, "c", 1, "one", "two")
}

func lists(t *testing.T, s *session) {
	expect := func(want ...string) {
		t.Helper()
		if got, err := s.Streams(); err != nil || !slices.Equal(got, want) {
			t.Fatalf("streams: got %q, %v, want %q", got, err, want)
		}
	}
	expect()
	s.append(t, "hue", 0, "x")
	s.append(t, "Bà Rịa", 0, "x")
	s.append(t, "da-nang", 0, "x")
	if err := s.Append(t.Context(), "can-tho", 9, asBytes([]string{"x"})); err == nil {
		t.Fatal("append to the middle of an empty stream worked")
	}
	expect("Bà Rịa", "da-nang", "hue")
	s.restart()
	expect("Bà Rịa", "da-nang", "hue")
}

func names(t *testing.T, s *session) {
	for _, name := range []string{"", strings.Repeat("x", journal.MaxStream+1)} {
		if err := s.Append(t.Context(), name, 0, asBytes([]string{"x"})); err == nil {
			t.Errorf("a name of %d bytes was taken", len(name))
		}
	}
	longest := strings.Repeat("x", journal.MaxStream)
	s.append(t, longest, 0, "x")
	s.append(t, "\x00\xff/..", 0, "y")
	s.restart()
	s.expect(t, longest, 1, "x")
	s.expect(t, "\x00\xff/..", 1, "y")
}

func anyPayload(t *testing.T, s *session) {
	want := []string{"", "\x00", strings.Repeat("\xff\x00", 5000), strings.Repeat("x", 1<<20), "", "phiếu"}
	s.append(t, "c", 0, want...)
	s.expect(t, "c", 1, want...)
	s.restart()
	s.expect(t, "c", 1, want...)
}

func appendsNothing(t *testing.T, s *session) {
	s.append(t, "c", 0)
	s.append(t, "c", 0, "one")
	s.append(t, "c", 1)
	if _, ok := errors.AsType[*journal.ConflictError](s.Append(t.Context(), "c", 0, nil)); !ok {
		t.Fatal("an empty append elsewhere is no conflict")
	}
	s.expect(t, "c", 1, "one")
}

func reusedPayloads(t *testing.T, s *session) {
	payload := []byte("one")
	for i, word := range []string{"one", "two", "six"} {
		copy(payload, word)
		if err := s.Append(t.Context(), "c", uint64(i), [][]byte{payload}); err != nil {
			t.Fatal(err)
		}
	}
	s.expect(t, "c", 1, "one", "two", "six")
}

func epoch(t *testing.T, s *session) {
	first := s.Epoch()
	if len(first) < 1 || len(first) > 32 || strings.Trim(first, "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
		t.Fatalf("epoch %q is not [0-9a-z]{1,32}", first)
	}
	s.append(t, "c", 0, "one")
	if s.Epoch() != first {
		t.Fatalf("epoch went from %q to %q", first, s.Epoch())
	}
}

func closed(t *testing.T, s *session) {
	s.append(t, "c", 0, "one")
	Close(t, s.Journal)
	s.done = true
	check := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, journal.ErrClosed) {
			t.Errorf("%s after Close: got %v, want ErrClosed", what, err)
		}
	}
	check("Append", s.Append(t.Context(), "c", 1, asBytes([]string{"two"})))
	check("SaveSnapshot", s.SaveSnapshot("c", journal.Snapshot{Seq: 1}))
	_, err := s.Streams()
	check("Streams", err)
	_, err = s.Last("c")
	check("Last", err)
	_, _, err = s.Snapshot("c", 0)
	check("Snapshot", err)
	n := 0
	for _, err := range s.Read("c", 1) {
		check("Read", err)
		n++
	}
	if n != 1 {
		t.Errorf("Read after Close yields %d times, want one error", n)
	}
	if _, err := s.WriteTo(io.Discard); err == nil {
		t.Error("WriteTo after Close worked")
	}
	check("Close", s.Close())
}
