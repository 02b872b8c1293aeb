package bench

import (
	"fmt"
	"time"

	"moiso/internal/feed"
)

// ear is a subscriber inside the server: it knows when each call-out was
// committed.
type ear struct {
	sub   *feed.Subscriber
	times map[uint64]time.Time // by sequence
	last  uint64
}

func overhear(h House, p place) (*ear, error) {
	centre, ok := h.Centres.Centre(p.centre)
	if !ok {
		return nil, fmt.Errorf("centre %s is not there", p.centre)
	}
	sub, err := centre.Subscribe("hall/"+string(p.hall), nil, func() {})
	if err != nil {
		return nil, err
	}
	e := &ear{sub: sub, times: map[uint64]time.Time{}}
	e.listen()
	return e, nil
}

func (e *ear) close() { e.sub.Close() }

// listen takes what has come; at the latest after 200 call-outs, or the feed
// gives this subscriber up.
func (e *ear) listen() {
	var buf [128]*feed.Message
	for {
		messages, _ := e.sub.Next(buf[:0])
		if len(messages) == 0 {
			return
		}
		for _, m := range messages {
			if !m.At.IsZero() {
				e.times[m.Seq], e.last = m.At, m.Seq
			}
		}
	}
}

// newest is the last call-out: its sequence and when it was committed.
func (e *ear) newest() (uint64, time.Time) {
	e.listen()
	return e.last, e.times[e.last]
}
