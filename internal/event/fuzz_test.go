package event_test

import (
	"bytes"
	"errors"
	"testing"

	"moiso/internal/event"
	"moiso/internal/queue"
)

// Whatever the bytes, Decode gives an event or one of its two errors, and the
// event gives the same bytes again (a definition, the same definition: JSON has
// more than one spelling).
func FuzzDecode(f *testing.F) {
	for _, e := range samples() {
		f.Add(event.Append(nil, e))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := event.Decode(b)
		if err != nil {
			if !errors.Is(err, event.ErrMalformed) && !errors.Is(err, event.ErrNewer) {
				t.Fatalf("an error of another sort: %v", err)
			}
			return
		}
		if _, err := event.JSON(1, e); err != nil {
			t.Fatal(err)
		}
		again := event.Append(nil, e)
		if _, ok := e.Fact.(queue.CentreConfigured); !ok && !bytes.Equal(again, b) {
			t.Fatalf("encoded again\n got %x\nwant %x", again, b)
		}
		twice, err := event.Decode(again)
		if err != nil {
			t.Fatal(err)
		}
		if third := event.Append(nil, twice); !bytes.Equal(third, again) {
			t.Fatalf("encoded a third time\n got %x\nwant %x", third, again)
		}
	})
}
