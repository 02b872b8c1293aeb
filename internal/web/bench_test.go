package web_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// BenchmarkFanOut is one call-out from its commit to the last of 1,000 displays,
// over loopback, with the displays in this process too.
func BenchmarkFanOut(b *testing.B) {
	const displays = 1000
	data, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		b.Fatal(err)
	}
	var def queue.Centre
	if err := json.Unmarshal(data, &def); err != nil {
		b.Fatal(err)
	}
	centre := live.New(def.ID, "e", queue.New(), time.Now, slog.New(slog.DiscardHandler))
	state := queue.New()
	do := func(a queue.Action) {
		d, err := state.Decide(queue.Command{Actor: "bench", At: queue.InstantOf(time.Now()), Do: a})
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range d.Events {
			if err := state.Apply(e); err != nil {
				b.Fatal(err)
			}
		}
		if err := centre.Commit(d.Events); err != nil {
			b.Fatal(err)
		}
	}
	do(queue.Configure{Centre: &def})
	do(queue.OpenDay{})
	do(queue.Open{Counter: def.Counters[0].ID})
	do(queue.Issue{Ticket: "t1", Service: def.Counters[0].Services[0]})
	do(queue.CallNext{Counter: def.Counters[0].ID})

	var centres live.Centres
	centres.Add(centre)
	feeds := &web.Feeds{Centres: &centres, Sockets: new(web.Sockets)}
	mux := &web.Routes{}
	mux.Handle("GET /api/v1/centres/{c}/feed", feeds.Handler())
	server := httptest.NewServer(mux)
	b.Cleanup(server.Close)
	address := "ws" + strings.TrimPrefix(server.URL, "http") + "/api/v1/centres/" + string(def.ID) + "/feed?topic=hall/" + string(def.Halls[0].ID)
	var heard sync.WaitGroup
	for range displays {
		conn, _, err := websocket.DefaultDialer.Dial(address, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { conn.Close() })
		go func() {
			for {
				_, message, err := conn.ReadMessage()
				if err != nil {
					return // the end of the benchmark
				}
				if bytes.HasPrefix(message, []byte(`{"type":"callout"`)) {
					heard.Done()
				}
			}
		}()
	}
	for b.Loop() {
		heard.Add(displays)
		do(queue.Recall{Counter: def.Counters[0].ID})
		heard.Wait()
	}
}
