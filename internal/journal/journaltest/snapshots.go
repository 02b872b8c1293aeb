package journaltest

import (
	"fmt"
	"testing"

	"moiso/internal/journal"
)

func snapshots(t *testing.T, s *session) {
	s.append(t, "c", 0, counted("c", 1, 100)...)
	s.append(t, "d", 0, counted("d", 1, 100)...)
	for _, seq := range []uint64{10, 50, 90} {
		if err := s.SaveSnapshot("c", journal.Snapshot{Seq: seq, Payload: fmt.Append(nil, seq)}); err != nil {
			t.Fatal(err)
		}
	}
	hashes := make(map[uint64]journal.Hash)
	for r, err := range s.Read("c", 1) {
		if err != nil {
			t.Fatal(err)
		}
		hashes[r.Seq] = r.Hash
	}
	for range 2 {
		for _, c := range []struct{ max, want uint64 }{{0, 90}, {100, 90}, {90, 90}, {89, 50}, {50, 50}} {
			got, ok, err := s.Snapshot("c", c.max)
			if err != nil || !ok || got.Seq != c.want || string(got.Payload) != fmt.Sprint(c.want) || got.Hash != hashes[c.want] {
				t.Fatalf("snapshot at or before %d: got %d %q, %v, %v, want %d", c.max, got.Seq, got.Payload, ok, err, c.want)
			}
		}
		if _, ok, err := s.Snapshot("c", 9); ok || err != nil {
			t.Fatalf("snapshot at or before 9: got %v, %v, want none", ok, err)
		}
		if _, ok, err := s.Snapshot("d", 0); ok || err != nil {
			t.Fatalf("snapshot of another stream: got %v, %v, want none", ok, err)
		}
		s.restart()
	}
	again := journal.Snapshot{Seq: 90, Hash: hashes[90], Payload: []byte("again")}
	if err := s.SaveSnapshot("c", again); err != nil {
		t.Fatal(err)
	}
	if got, _, err := s.Snapshot("c", 0); err != nil || string(got.Payload) != "again" {
		t.Fatalf("a snapshot saved again: got %q, %v", got.Payload, err)
	}
	if got, _, err := s.Snapshot("c", 89); err != nil || got.Seq != 50 {
		t.Fatalf("the snapshot before the one saved again: got %d, %v, want 50", got.Seq, err)
	}
}

func wrongSnapshots(t *testing.T, s *session) {
	s.append(t, "c", 0, "one")
	for _, wrong := range []journal.Snapshot{
		{Seq: 0},
		{Seq: 2},
		{Seq: 1, Hash: journal.Hash{1}},
	} {
		if err := s.SaveSnapshot("c", wrong); err == nil {
			t.Errorf("snapshot at %d, hash %x… was taken", wrong.Seq, wrong.Hash[:4])
		}
	}
	if err := s.SaveSnapshot("nowhere", journal.Snapshot{Seq: 1}); err == nil {
		t.Error("snapshot of an unknown stream was taken")
	}
	if _, ok, err := s.Snapshot("c", 0); ok || err != nil {
		t.Errorf("snapshot: got %v, %v, want none", ok, err)
	}
	s.append(t, "c", 1, "two")
}
