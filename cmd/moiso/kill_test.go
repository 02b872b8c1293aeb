package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	mathrand "math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"moiso/counter"
	"moiso/internal/feed"
	"moiso/internal/queue"
	"moiso/internal/web"
	"moiso/kiosk"
)

const kills = 200

// TestKilledUnderLoad kills the real process with SIGKILL, again and again,
// while kiosks issue, counters call and a display watches, and checks after the
// last restart:
//
//  1. every ticket that was answered is there, with its number;
//  2. no number was given twice;
//  3. a request that was cut off and repeated with its key gave one ticket;
//  4. the display, coming back with its position, got every call-out of its
//     hall exactly once and in order;
//  5. moiso verify finds the journal whole.
func TestKilledUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	data := t.TempDir()
	w := &witness{numbers: map[queue.TicketID]string{}, owner: map[string]queue.TicketID{}, pending: map[string]kiosk.Order{}}
	for range kills {
		p := start(t, data)
		w.disturb(t, p)
		if t.Failed() {
			return
		}
	}
	p := start(t, data)
	defer p.terminate(t)
	w.check(t, p)
	out, code := moiso(t, "verify", "--data", data)
	if code != 0 || !strings.Contains(out, "journal is whole") {
		t.Errorf("verify: exit %d\n%s", code, out)
	}
	t.Logf("%d kills: %d tickets answered, %d call-outs shown, %d requests cut off and repeated", kills, len(w.numbers), len(w.shown), w.repeated)
}

// witness remembers what the server has answered.
type witness struct {
	mu       sync.Mutex
	numbers  map[queue.TicketID]string // of answered tickets
	owner    map[string]queue.TicketID // by number
	pending  map[string]kiosk.Order    // key → order whose outcome is unknown
	repeated int

	position *feed.Position // the display's
	since    uint64         // where it began
	shown    []uint64
}

// disturb lets people at a server for a moment, then kills it.
func (w *witness) disturb(t *testing.T, p *process) {
	ctx, cancel := context.WithCancel(t.Context())
	var people sync.WaitGroup
	transport := &http.Transport{MaxIdleConnsPerHost: 16}
	client := &http.Client{Transport: transport}
	for i := range 6 {
		people.Go(func() { w.issue(ctx, t, p, client, i == 0) })
	}
	for _, k := range []queue.CounterID{"q1", "q2", "q3"} {
		people.Go(func() { serve(ctx, p, client, k) })
	}
	watching := make(chan struct{})
	go func() {
		defer close(watching)
		w.watch(ctx, t, p)
	}()
	// The moment of the kill is what the test is about.
	time.Sleep(time.Duration(mathrand.IntN(60)+5) * time.Millisecond)
	p.kill()
	cancel()
	people.Wait()
	<-watching
	transport.CloseIdleConnections()
}

// issue takes tickets; the first of the people repeats what was cut off.
func (w *witness) issue(ctx context.Context, t *testing.T, p *process, client *http.Client, repeats bool) {
	k := kiosk.Client{BaseURL: p.url, HTTP: client}
	if repeats {
		for key, order := range w.takePending() {
			w.take(ctx, t, k, key, order)
		}
	}
	services := []queue.ServiceID{"khai-sinh", "huong-dan", "thu-phi"}
	for ctx.Err() == nil {
		order := kiosk.Order{Service: services[mathrand.IntN(len(services))]}
		if !w.take(ctx, t, k, rand.Text(), order) {
			return
		}
	}
}

func (w *witness) takePending() map[string]kiosk.Order {
	w.mu.Lock()
	defer w.mu.Unlock()
	orders := w.pending
	w.pending = map[string]kiosk.Order{}
	w.repeated += len(orders)
	return orders
}

// take asks for one ticket; false when the server is gone.
func (w *witness) take(ctx context.Context, t *testing.T, k kiosk.Client, key string, order kiosk.Order) bool {
	ticket, err := k.Issue(ctx, "ha-long", key, order)
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, refused := errors.AsType[*queue.Error](err); refused {
		t.Errorf("refused: %v", err)
		return false
	}
	if err != nil {
		w.pending[key] = order
		return false
	}
	if other, ok := w.owner[ticket.Number]; ok && other != ticket.ID {
		t.Errorf("number %s was given twice", ticket.Number)
	}
	w.owner[ticket.Number] = ticket.ID
	w.numbers[ticket.ID] = ticket.Number
	return true
}

// serve calls, starts and finishes at one counter.
func serve(ctx context.Context, p *process, client *http.Client, k queue.CounterID) {
	c := counter.Client{BaseURL: p.url, HTTP: client}
	for n := 0; ctx.Err() == nil; n++ {
		verb := []string{"open", "finish", "call-next", "recall", "start"}[n%5]
		_, err := c.Do(ctx, "ha-long", k, verb, nil)
		if _, refused := errors.AsType[*queue.Error](err); err != nil && !refused {
			return
		}
	}
}

// watch is a display that comes back with its position.
func (w *witness) watch(ctx context.Context, t *testing.T, p *process) {
	line, err := web.Dial(ctx, p.url, "ha-long", hallOfHaLong, w.position)
	if err != nil {
		return
	}
	defer line.Close()
	for {
		f, err := line.Next()
		if err != nil {
			return
		}
		switch f.Type {
		case "resync":
			t.Errorf("position %+v was not known after a restart", *w.position)
			return
		case "hello":
			if w.position == nil {
				w.position = &feed.Position{Epoch: f.Epoch, Seq: f.Seq}
				w.since = f.Seq
			}
		case "callout":
			w.shown = append(w.shown, f.Seq)
		}
		if f.Seq < w.position.Seq {
			t.Errorf("sequence fell from %d to %d", w.position.Seq, f.Seq)
		}
		w.position.Seq = f.Seq
	}
}

const hallOfHaLong = "hall/hall-a"

// check holds what the server answered against what it has kept.
func (w *witness) check(t *testing.T, p *process) {
	k := kiosk.Client{BaseURL: p.url}
	for id, number := range w.numbers {
		ticket, err := k.Ticket(t.Context(), "ha-long", id)
		if err != nil || ticket.Number != number {
			t.Fatalf("ticket %s with number %s was answered; now: %s, %v", id, number, ticket.Number, err)
		}
	}
	if len(w.numbers) < kills {
		t.Errorf("only %d tickets in %d lives of the server: this proves little", len(w.numbers), kills)
	}
	// Whatever the display has not seen yet comes on its last line.
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	line, err := web.Dial(ctx, p.url, "ha-long", hallOfHaLong, w.position)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	for f, err := line.Next(); f.Type != "view"; f, err = line.Next() {
		if err != nil {
			t.Fatal(err)
		}
		if f.Type == "callout" {
			w.shown = append(w.shown, f.Seq)
		}
	}
	want := w.callouts(t, p)
	if len(want) != len(w.shown) {
		t.Fatalf("the display showed %d call-outs, the journal has %d", len(w.shown), len(want))
	}
	for i := range want {
		if want[i] != w.shown[i] {
			t.Fatalf("call-out %d was %d, the journal has %d", i, w.shown[i], want[i])
		}
	}
}

// callouts reads the sequences of all call-outs from the exported journal.
func (w *witness) callouts(t *testing.T, p *process) []uint64 {
	out, code := moiso(t, "export", "--centre", "ha-long", "--data", dataOf(p))
	if code != 0 {
		t.Fatalf("export: exit %d\n%s", code, out)
	}
	var seqs []uint64
	for line := range strings.Lines(out) {
		var e struct {
			Seq  uint64 `json:"seq"`
			Kind string `json:"kind"`
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		if e.Seq > w.since && (e.Kind == "ticket_called" || e.Kind == "ticket_recalled") {
			seqs = append(seqs, e.Seq)
		}
	}
	return seqs
}

func dataOf(p *process) string { return p.cmd.Args[len(p.cmd.Args)-1] }
