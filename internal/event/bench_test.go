package event_test

import (
	"testing"

	"moiso/internal/event"
	"moiso/internal/queue"
)

// day is what a day is made of: a ticket issued, called, started, finished.
func day() []queue.Event {
	all := samples()
	return []queue.Event{all[0], all[1], all[3], all[4]}
}

func BenchmarkAppend(b *testing.B) {
	events := day()
	buf := make([]byte, 0, 4096)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		buf = event.Append(buf[:0], events[i%len(events)])
	}
}

func BenchmarkDecode(b *testing.B) {
	var stored [][]byte
	for _, e := range day() {
		stored = append(stored, event.Append(nil, e))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := event.Decode(stored[i%len(stored)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	events := day()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := event.JSON(uint64(i), events[i%len(events)]); err != nil {
			b.Fatal(err)
		}
	}
}
