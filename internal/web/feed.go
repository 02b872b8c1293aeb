package web

import (
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"moiso/internal/feed"
	"moiso/internal/live"
	"moiso/internal/queue"
)

// The websocket of a centre's feed, GET /api/v1/centres/{c}/feed?topic=…
//
// Subprotocol moiso.v1; messages are JSON text. The client may add epoch and
// seq, the last it has seen. What the server sends, and in which order, is in
// package feed; what a client may send are receipts:
//
//	{"type":"shown","seq":N}   this call-out was painted
//	{"type":"spoken","seq":N}  this call-out was spoken
//
//	code  meaning                               come back
//	1001  the server is going down              with the position, after a jittered pause
//	4400  what the client sent is not allowed   no
//	4408  too slow                              with the position
//	4410  unknown position (after "resync")     without the position

// Reasons of the feed.
const (
	ReasonUnknownTopic queue.Reason = "unknown_topic" // {topic}
	ReasonNotWebsocket queue.Reason = "not_websocket" // the route speaks nothing else
)

// Receipt is told of each receipt for a call-out: the centre, the topic it was
// shown on, shown or spoken, and the time since it was committed (0 when that
// was before the server's start).
type Receipt func(centre queue.CentreID, topic, kind string, after time.Duration)

// Feeds serves the websockets of all centres.
type Feeds struct {
	Centres interface {
		Centre(queue.CentreID) (*live.Centre, bool)
	}
	Sockets *Sockets
	Receipt Receipt // may be nil
}

// Handler serves the route of the feed.
func (f *Feeds) Handler() http.Handler { return Handle(f.serve) }

func (f *Feeds) serve(w http.ResponseWriter, r *http.Request) error {
	centre, err := CentreOf(f.Centres, r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	topic := query.Get("topic")
	if topic == "" {
		return Invalid("topic", queue.ReasonRequired)
	}
	if !centre.HasTopic(topic) {
		return NotFound(ReasonUnknownTopic, "topic", readable(topic))
	}
	position, err := positionOf(query.Get("epoch"), query.Get("seq"))
	if err != nil {
		return err
	}
	if err := f.Sockets.admit(r); err != nil {
		return err
	}
	s := newSocket(f.Sockets)
	// Before the upgrade is answered: who has the answer hears all that follows.
	sub, unknown := centre.Subscribe(topic, position, s.wake)
	if ok, err := s.upgrade(w, r); !ok {
		if sub != nil {
			sub.Close()
		}
		return err
	}
	if unknown != nil {
		s.resync()
		return nil
	}
	s.receipt = func(kind string, seq uint64) bool {
		m := sub.Shown(seq)
		if m == nil || f.Receipt == nil {
			return m != nil
		}
		var after time.Duration
		if !m.At.IsZero() {
			after = time.Since(m.At)
		}
		f.Receipt(centre.ID(), topic, kind, after)
		return true
	}
	s.begin(sub)
	slog.Debug("subscribed", "centre", centre.ID(), "topic", topic, "resumed", position != nil)
	return nil
}

// positionOf reads the position that a client comes back with; nil for none.
func positionOf(epoch, seq string) (*feed.Position, error) {
	if epoch == "" && seq == "" {
		return nil, nil
	}
	n, err := strconv.ParseUint(seq, 10, 64)
	if err != nil {
		return nil, Invalid("seq", queue.ReasonMalformed, "value", readable(seq))
	}
	return &feed.Position{Epoch: epoch, Seq: n}, nil
}
