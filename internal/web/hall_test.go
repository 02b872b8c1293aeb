package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"moiso/internal/feed"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// hall is a server of one centre with two halls, in the bubble of a test:
// connections are pipes, which hold nothing back, and time is the bubble's.
type hall struct {
	t        *testing.T
	wires    wires
	state    *queue.State
	events   []queue.Event
	centre   *live.Centre
	halt     func() // ends the present server
	tickets  int
	nights   atomic.Int64 // slept through without the bubble's help: it beats every second
	mu       sync.Mutex
	receipts []string
}

// openHall is a hall with its day and its counters open.
func openHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{t: t, wires: wires{dialled: make(chan net.Conn)}, state: queue.New()}
	data, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	var def queue.Centre
	if err := json.Unmarshal(data, &def); err != nil {
		t.Fatal(err)
	}
	def.Halls = append(def.Halls, queue.Hall{ID: "b", Name: queue.Text{"vi": "Sảnh B"}})
	def.Counters = append(def.Counters, queue.Counter{ID: "2", Name: queue.Text{"vi": "Quầy 2"}, Hall: "b", Services: def.Counters[0].Services})
	def.Kiosks = []queue.Kiosk{{ID: "k", Name: queue.Text{"vi": "Ki-ốt"}}}
	h.start()
	t.Cleanup(func() { h.halt() })
	h.do(queue.Configure{Centre: &def})
	h.do(queue.OpenDay{})
	h.do(queue.Open{Counter: "1"})
	h.do(queue.Open{Counter: "2"})
	return h
}

// start replays what has happened and serves it.
func (h *hall) start() {
	h.t.Helper()
	state := queue.New()
	for _, e := range h.events {
		if err := state.Apply(e); err != nil {
			h.t.Fatal(err)
		}
	}
	h.centre = live.New("ha-long", "e", state, h.now, slog.New(slog.DiscardHandler))
	var centres live.Centres
	centres.Add(h.centre)
	var sockets web.Sockets
	feeds := &web.Feeds{Centres: &centres, Sockets: &sockets, Receipt: func(_ queue.CentreID, topic, kind string, after time.Duration) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.receipts = append(h.receipts, fmt.Sprintf("%s %s after %s", topic, kind, after))
	}}
	mux := &web.Routes{}
	mux.Handle("GET /api/v1/centres/{c}/feed", feeds.Handler())
	server := &http.Server{Handler: web.Front(web.NewMux(mux))}
	door := h.wires.open()
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { h.centre.Run(ctx) })
	running.Go(func() { sockets.Run(ctx) })
	running.Go(func() { _ = server.Serve(door) })
	h.halt = func() {
		stop()
		sockets.Wait(context.Background())
		server.Close()
		running.Wait()
	}
}

// restart is the end of the server and the start of the next on the same journal.
func (h *hall) restart() {
	h.halt()
	h.start()
}

// now is the centre's clock.
func (h *hall) now() time.Time {
	return time.Now().Add(time.Duration(h.nights.Load()) * 24 * time.Hour)
}

// night ends the day and begins the next.
func (h *hall) night() {
	h.nights.Add(1)
	h.do(queue.Tick{})
	h.do(queue.Tick{})
	h.do(queue.Open{Counter: "1"})
}

// do has a command decided and committed.
func (h *hall) do(do queue.Action) {
	h.t.Helper()
	d, err := h.state.Decide(queue.Command{Actor: "test", At: queue.InstantOf(h.now()), Do: do})
	if err != nil {
		h.t.Fatalf("%#v: %v", do, err)
	}
	for _, e := range d.Events {
		if err := h.state.Apply(e); err != nil {
			h.t.Fatal(err)
		}
	}
	h.events = append(h.events, d.Events...)
	if err := h.centre.Commit(d.Events); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) issue() queue.TicketID {
	h.tickets++
	id := queue.TicketID("t" + strconv.Itoa(h.tickets))
	h.do(queue.Issue{Ticket: id, Service: "khai-sinh"})
	return id
}

// call has a visitor come and be served; it gives the call-out's sequence.
func (h *hall) call(k queue.CounterID) uint64 {
	h.issue()
	return h.serve(k)
}

// serve has the next visitor called to the counter, served and gone.
func (h *hall) serve(k queue.CounterID) uint64 {
	h.do(queue.CallNext{Counter: k})
	seq := h.state.Seq()
	h.do(queue.Start{Counter: k})
	h.do(queue.Finish{Counter: k})
	return seq
}

// dial asks for the feed; the query may hold anything, header come in pairs.
func (h *hall) dial(query string, header ...string) (*websocket.Conn, *http.Response, error) {
	head := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		head.Set(header[i], header[i+1])
	}
	d := websocket.Dialer{Subprotocols: []string{"moiso.v1"}, NetDialContext: h.wires.dial}
	conn, answer, err := d.DialContext(h.t.Context(), "ws://moiso.test/api/v1/centres/ha-long/feed?"+query, head)
	if conn != nil {
		h.t.Cleanup(func() { conn.Close() })
	}
	return conn, answer, err
}

// lay is a line that nobody reads yet.
func (h *hall) lay(topic string, from *feed.Position) *websocket.Conn {
	h.t.Helper()
	q := url.Values{"topic": {topic}}
	if from != nil {
		q.Set("epoch", from.Epoch)
		q.Set("seq", strconv.FormatUint(from.Seq, 10))
	}
	conn, _, err := h.dial(q.Encode())
	if err != nil {
		h.t.Fatalf("%s: %v", topic, err)
	}
	return conn
}

// screen is a client that reads at once whatever comes.
type screen struct {
	*websocket.Conn
	mu     sync.Mutex
	texts  []string
	frames []web.Frame
	ended  error
}

func (h *hall) watch(topic string, from *feed.Position) *screen {
	h.t.Helper()
	return listen(h.lay(topic, from))
}

func listen(conn *websocket.Conn) *screen {
	s := &screen{Conn: conn}
	go func() {
		for {
			_, data, err := conn.ReadMessage()
			s.mu.Lock()
			if err != nil {
				s.ended = err
				s.mu.Unlock()
				return
			}
			var f web.Frame
			if json.Unmarshal(data, &f) != nil {
				f.Type = "not JSON"
			}
			s.texts, s.frames = append(s.texts, string(data)), append(s.frames, f)
			s.mu.Unlock()
		}
	}()
	return s
}

// heard is what has come so far without time passing; of one type, if given.
func (s *screen) heard(kind ...string) (frames []web.Frame) {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.frames {
		if len(kind) == 0 || f.Type == kind[0] {
			frames = append(frames, f)
		}
	}
	return frames
}

// callouts are the sequences of the call-outs so far.
func (s *screen) callouts() []uint64 {
	var seqs []uint64
	for _, f := range s.heard("callout") {
		seqs = append(seqs, f.Seq)
	}
	return seqs
}

// code is how the line has ended: the close code, -1 for a cut, 0 while it lives.
func (s *screen) code() int {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended == nil {
		return 0
	}
	if code := web.CloseCode(s.ended); code != 0 && code != websocket.CloseAbnormalClosure {
		return code
	}
	return -1
}

// wires are pipes from clients to the server of the moment.
type wires struct{ dialled chan net.Conn }

func (w wires) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	w.dialled <- theirs
	return ours, nil
}

func (w wires) open() net.Listener { return &door{dialled: w.dialled, shut: make(chan struct{})} }

// door takes what is dialled until it is closed.
type door struct {
	dialled chan net.Conn
	once    sync.Once
	shut    chan struct{}
}

func (d *door) Accept() (net.Conn, error) {
	select {
	case c := <-d.dialled:
		return c, nil
	case <-d.shut:
		return nil, net.ErrClosed
	}
}

func (d *door) Close() error {
	d.once.Do(func() { close(d.shut) })
	return nil
}

func (d *door) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "pipe"} }
