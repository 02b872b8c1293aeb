package queue_test

import (
	"encoding/json"
	"os"
	"testing"

	"moiso/internal/event"
	"moiso/internal/queue"
)

// readDefinition is ward.json as JSON values.
func readDefinition(t testing.TB) any {
	t.Helper()
	b, err := os.ReadFile("testdata/ward.json")
	if err != nil {
		t.Fatal(err)
	}
	var def any
	if err := json.Unmarshal(b, &def); err != nil {
		t.Fatal(err)
	}
	return def
}

// stored is the event as the journal gives it back.
func stored(t testing.TB, e queue.Event) queue.Event {
	t.Helper()
	back, err := event.Decode(event.Append(nil, e))
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// replayed is the state that the stored events come to.
func replayed(t testing.TB, events []queue.Event) *queue.State {
	t.Helper()
	s := queue.New()
	for _, e := range events {
		if err := s.Apply(stored(t, e)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func snapshotOf(t testing.TB, s *queue.State) []byte {
	t.Helper()
	b, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return b
}
