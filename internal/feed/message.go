package feed

import (
	"encoding/json"
	"sync"
	"time"
)

// Message is one frame of the protocol, encoded once for all who get it.
type Message struct {
	Seq  uint64
	At   time.Time // when it was committed, by the monotonic clock; receipts are measured from it
	Data []byte    // JSON text; of a call-out, from when a subscriber has taken it
	Own  bool      // made for one subscriber only

	callout  *Announcement // until it is encoded
	once     sync.Once
	prepared any
}

// Prepared keeps what a transport makes of the message, made once.
func (m *Message) Prepared(make func(data []byte) any) any {
	m.once.Do(func() { m.prepared = make(m.Data) })
	return m.prepared
}

// Announcement is the content of a call-out message.
type Announcement struct {
	Number      string `json:"number"`
	Counter     string `json:"counter"`
	CounterName string `json:"counter_name"`
	Kind        string `json:"kind"` // call, recall
	Times       int    `json:"times"`
	At          string `json:"at"`
}

// CallOutMessage makes a call-out. Most are of the past, or of counters that
// nobody watches: it is encoded when the first subscriber takes it.
func CallOutMessage(seq uint64, a Announcement, at time.Time) *Message {
	return &Message{Seq: seq, At: at, callout: &a}
}

// encode is for one goroutine at a time.
func (m *Message) encode() {
	if m.callout == nil {
		return
	}
	m.Data = text(struct {
		Type    string        `json:"type"`
		Seq     uint64        `json:"seq"`
		CallOut *Announcement `json:"callout"`
	}{"callout", m.Seq, m.callout})
	m.callout = nil
}

// ViewMessage encodes a view; content is its JSON.
func ViewMessage(seq uint64, content json.RawMessage) *Message {
	return encoded(seq, time.Time{}, struct {
		Type string          `json:"type"`
		Seq  uint64          `json:"seq"`
		View json.RawMessage `json:"view"`
	}{"view", seq, content})
}

// ResyncMessage says that the position is unknown.
func ResyncMessage() []byte { return []byte(`{"type":"resync"}`) }

func helloMessage(epoch string, seq uint64) *Message {
	m := encoded(seq, time.Time{}, struct {
		Type    string `json:"type"`
		Version int    `json:"version"`
		Epoch   string `json:"epoch"`
		Seq     uint64 `json:"seq"`
	}{"hello", 1, epoch, seq})
	m.Own = true
	return m
}

func aliveMessage(seq uint64, at time.Time) *Message {
	return encoded(seq, time.Time{}, struct {
		Type string `json:"type"`
		Seq  uint64 `json:"seq"`
		At   string `json:"at"`
	}{"alive", seq, at.Format(time.RFC3339)})
}

func encoded(seq uint64, at time.Time, v any) *Message {
	return &Message{Seq: seq, At: at, Data: text(v)}
}

func text(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("feed: " + err.Error()) // unreachable unless a view is not JSON
	}
	return b
}
