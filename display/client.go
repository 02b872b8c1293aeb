package display

import (
	"context"
	"encoding/json"
	"fmt"

	"moiso/internal/feed"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// Client listens to the feed as displays and phones do.
type Client struct {
	BaseURL string // "http://127.0.0.1:8080"
}

// Heard is one message for a hall's display: a call-out, a view, or neither,
// when only the position moved on.
type Heard struct {
	Position feed.Position
	CallOut  *feed.Announcement
	View     *live.HallView
}

// Hall listens to a hall, from a position or, with nil, from now, and gives
// every message to hear, in order. It returns when the line ends, with the
// error of the line, or when hear returns an error, with that. It does not come
// back by itself: call again with the last position. After an error with
// web.CloseCode 4410 that position means nothing: call with nil.
func (c *Client) Hall(ctx context.Context, centre queue.CentreID, hall queue.HallID, from *feed.Position, hear func(Heard) error) error {
	line, err := web.Dial(ctx, c.BaseURL, string(centre), "hall/"+string(hall), from)
	if err != nil {
		return err
	}
	defer line.Close()
	defer context.AfterFunc(ctx, func() { _ = line.Close() })()
	var at feed.Position
	for {
		frame, err := line.Next()
		if err != nil {
			return err
		}
		heard, err := read(frame, at)
		if err != nil {
			return err
		}
		at = heard.Position
		if err := hear(heard); err != nil {
			return err
		}
		if heard.CallOut == nil {
			continue
		}
		if err := line.Receipt("shown", at.Seq); err != nil {
			return fmt.Errorf("receipt for %d: %w", at.Seq, err)
		}
	}
}

// read makes sense of a frame that comes after the position.
func read(frame web.Frame, at feed.Position) (Heard, error) {
	heard := Heard{Position: at}
	switch frame.Type {
	case "hello":
		heard.Position = feed.Position{Epoch: frame.Epoch, Seq: frame.Seq}
	case "alive":
		heard.Position.Seq = frame.Seq
	case "callout":
		heard.Position.Seq = frame.Seq
		heard.CallOut = frame.CallOut
	case "view":
		heard.Position.Seq = frame.Seq
		heard.View = &live.HallView{}
		if err := json.Unmarshal(frame.View, heard.View); err != nil {
			return heard, fmt.Errorf("view at %d: %w", frame.Seq, err)
		}
	}
	return heard, nil
}
