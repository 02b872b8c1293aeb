package web_test

import (
	"encoding/json"
	"log/slog"
	"os"
	"testing"
	"time"

	"moiso/internal/live"
	"moiso/internal/queue"
)

// centres gives the centre of testdata with an open day.
func centres(t *testing.T) *live.Centres {
	t.Helper()
	data, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	var definition queue.Centre
	if err := json.Unmarshal(data, &definition); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	state := queue.New()
	for _, do := range []queue.Action{queue.Configure{Centre: &definition}, queue.OpenDay{}} {
		decision, err := state.Decide(queue.Command{At: queue.InstantOf(now), Actor: "test", Do: do})
		if err != nil {
			t.Fatal(err)
		}
		for _, event := range decision.Events {
			if err := state.Apply(event); err != nil {
				t.Fatal(err)
			}
		}
	}
	var all live.Centres
	all.Add(live.New(definition.ID, "e", state, func() time.Time { return now }, slog.New(slog.DiscardHandler)))
	return &all
}
