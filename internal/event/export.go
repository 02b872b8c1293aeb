package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"moiso/internal/queue"
)

// line is an event as other programs read it.
type line struct {
	Seq     uint64          `json:"seq"`
	At      string          `json:"at"` // RFC 3339, UTC, milliseconds
	Kind    string          `json:"kind"`
	Actor   string          `json:"actor"`
	Command queue.CommandID `json:"command,omitempty"`
	Fact    queue.Fact      `json:"fact"`
}

// JSON gives the event as one line of JSON, without the newline:
//
//	{"seq":1,"at":"2026-03-02T00:30:00.000Z","kind":"ticket_cancelled","actor":"kiosk","fact":{"ticket":"t1"}}
func JSON(seq uint64, e queue.Event) ([]byte, error) {
	var b bytes.Buffer
	j := json.NewEncoder(&b)
	j.SetEscapeHTML(false) // it goes to files, not into pages
	err := j.Encode(line{
		Seq:     seq,
		At:      e.At.Time(time.UTC).Format("2006-01-02T15:04:05.000Z"),
		Kind:    Kind(e.Fact),
		Actor:   e.Actor,
		Command: e.Command,
		Fact:    e.Fact,
	})
	if err != nil {
		return nil, fmt.Errorf("event %d (%s): %w", seq, Kind(e.Fact), err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
