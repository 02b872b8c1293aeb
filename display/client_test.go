package display_test

import (
	"errors"
	"testing"
	"time"

	"moiso/display"
	"moiso/internal/feed"
	"moiso/internal/livetest"
	"moiso/internal/queue"
)

var errEnough = errors.New("enough")

// A display that was away hears every call-out that it has missed, in order,
// before it sees how things stand now.
func TestClientCatchesUp(t *testing.T) {
	c := livetest.Open(t)
	receipts := make(chan string, 2)
	server := serve(t, c, func(centre queue.CentreID, topic, kind string, _ time.Duration) {
		receipts <- string(centre) + " " + topic + " " + kind
	})
	client := &display.Client{BaseURL: server.URL}

	var before feed.Position
	err := client.Hall(t.Context(), "demo", "a", nil, func(heard display.Heard) error {
		before = heard.Position
		if heard.View == nil {
			return nil
		}
		if len(heard.View.Counters) != 2 || heard.View.Counters[0].Direction != "left" {
			t.Errorf("the hall's counters are %+v", heard.View.Counters)
		}
		return errEnough
	})
	if !errors.Is(err, errEnough) {
		t.Fatal(err)
	}

	c.Must(t, queue.Open{Counter: "k2"})
	c.Must(t, queue.Issue{Ticket: "one", Service: "birth"})
	c.Must(t, queue.CallNext{Counter: "k2"})
	c.Must(t, queue.Recall{Counter: "k2"})

	var calls []string
	err = client.Hall(t.Context(), "demo", "a", &before, func(heard display.Heard) error {
		if heard.CallOut != nil {
			calls = append(calls, heard.CallOut.Number+" "+heard.CallOut.Kind)
		}
		if heard.View != nil {
			return errEnough
		}
		return nil
	})
	if !errors.Is(err, errEnough) {
		t.Fatal(err)
	}
	if len(calls) != 2 || calls[0] != "A001 call" || calls[1] != "A001 recall" {
		t.Errorf("heard %q, want the call and the recall of A001", calls)
	}
	for range 2 {
		if got := <-receipts; got != "demo hall/a shown" {
			t.Errorf("the receipt is %q", got)
		}
	}
}

func TestClientOfAnUnknownHall(t *testing.T) {
	server := serve(t, livetest.Open(t), nil)
	client := &display.Client{BaseURL: server.URL}
	err := client.Hall(t.Context(), "demo", "z", nil, func(display.Heard) error { return nil })
	if err == nil {
		t.Error("an unknown hall can be listened to")
	}
}
