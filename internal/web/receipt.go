package web

import (
	"bytes"
	"time"
)

// A client may send receipts for as many call-outs as there are, and this many
// other messages in a time.
const (
	messagesEvery = 10 * time.Second
	messagesMost  = 200
)

// allowance is what a client has said so far.
type allowance struct {
	since         time.Time
	n             int
	shown, spoken uint64 // the last call-outs that it has receipted
}

// take handles one message; false when it is not one of the protocol, or one
// too many.
func (s *socket) take(data []byte, said *allowance) bool {
	kind, seq, ok := parseReceipt(data)
	if !ok {
		return false
	}
	last := &said.shown
	if kind == "spoken" {
		last = &said.spoken
	}
	if s.receipt(kind, seq) && seq > *last {
		*last = seq
		return true
	}
	if now := time.Now(); now.Sub(said.since) > messagesEvery {
		said.since, said.n = now, 0
	}
	said.n++
	return said.n <= messagesMost
}

// parseReceipt reads what a display may send.
func parseReceipt(data []byte) (kind string, seq uint64, ok bool) {
	var m struct {
		Type string  `json:"type"`
		Seq  *uint64 `json:"seq"`
	}
	data = bytes.Trim(data, jsonSpace)
	if len(data) == 0 || decode(data, &m) != nil || m.Seq == nil || m.Type != "shown" && m.Type != "spoken" {
		return "", 0, false
	}
	return m.Type, *m.Seq, true
}
