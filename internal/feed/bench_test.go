package feed_test

import (
	"testing"
	"time"

	"moiso/internal/feed"
)

// BenchmarkPublish is one call-out to 1,000 subscribers of a hall who each take
// it at once: what a fan-out costs before any socket is written to.
func BenchmarkPublish(b *testing.B) {
	const subscribers = 1000
	f := feed.New("e1", 0, 0, nil)
	subs := make([]*feed.Subscriber, subscribers)
	for i := range subs {
		s, err := f.Subscribe("hall/a", nil, func() {})
		if err != nil {
			b.Fatal(err)
		}
		subs[i] = s
	}
	var buf [8]*feed.Message
	var head uint64
	for b.Loop() {
		head++
		m := feed.CallOutMessage(head, feed.Announcement{Number: "A001", Counter: "q1", Kind: "call", Times: 1}, time.Now())
		// Yesterday is forgotten as it goes, so that the log stays as long as a day's.
		f.Publish(head, max(head, 500)-500, []feed.CallOut{{Message: m, Topics: []string{"hall/a"}}})
		for _, s := range subs {
			if messages, end := s.Next(buf[:0]); len(messages) == 0 || end != 0 {
				b.Fatalf("after %d: %d messages, end %d", head, len(messages), end)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/subscribers, "ns/subscriber")
}
