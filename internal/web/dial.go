package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"moiso/internal/feed"
)

// Frame is a message of the feed as a client reads it; which fields are set
// depends on Type: hello, view, callout, alive, resync.
type Frame struct {
	Type    string             `json:"type"`
	Seq     uint64             `json:"seq"`
	Epoch   string             `json:"epoch"`
	View    json.RawMessage    `json:"view"`
	CallOut *feed.Announcement `json:"callout"`
	At      string             `json:"at"`
}

// Line is a client's end of the feed. One goroutine may read, another write.
type Line struct{ conn *websocket.Conn }

// Dial connects to the topic of a centre at the server base ("http://host:port"),
// from a position or, with nil, from now.
func Dial(ctx context.Context, base, centre, topic string, from *feed.Position) (*Line, error) {
	q := url.Values{"topic": {topic}}
	if from != nil {
		q.Set("epoch", from.Epoch)
		q.Set("seq", strconv.FormatUint(from.Seq, 10))
	}
	address := "ws" + strings.TrimPrefix(base, "http") + "/api/v1/centres/" + url.PathEscape(centre) + "/feed?" + q.Encode()
	d := websocket.Dialer{Subprotocols: []string{"moiso.v1"}, HandshakeTimeout: 10 * time.Second}
	conn, answer, err := d.DialContext(ctx, address, nil)
	if err != nil {
		if answer != nil {
			return nil, fmt.Errorf("feed %s of %s: %s: %w", topic, centre, answer.Status, err)
		}
		return nil, fmt.Errorf("feed %s of %s: %w", topic, centre, err)
	}
	return &Line{conn: conn}, nil
}

// Next reads the next message. The error of a line that the server closed
// carries its code; see CloseCode.
func (l *Line) Next() (Frame, error) {
	var f Frame
	err := l.conn.ReadJSON(&f)
	return f, err
}

// Receipt says that a call-out was shown or spoken.
func (l *Line) Receipt(kind string, seq uint64) error {
	return l.conn.WriteJSON(map[string]any{"type": kind, "seq": seq})
}

// Close ends the line.
func (l *Line) Close() error { return l.conn.Close() }

// CloseCode is the code with which the server closed the line; 0 for any other error.
func CloseCode(err error) int {
	if e, ok := err.(*websocket.CloseError); ok {
		return e.Code
	}
	return 0
}
