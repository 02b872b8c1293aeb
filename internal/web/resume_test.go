package web_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"moiso/internal/feed"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// A display that was away hears what it has missed, each once and in order, then
// how things stand; a restart of the server in between makes no difference.
func TestComingBack(t *testing.T) {
	for _, restarts := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h := openHall(t)
			s := h.watch("hall/a", nil)
			seen := h.call("1")
			if got := s.callouts(); !slices.Equal(got, []uint64{seen}) {
				t.Fatalf("heard %v, want %d", got, seen)
			}
			s.Close()
			missed := []uint64{h.call("1"), h.call("1")}
			h.call("2") // in the other hall
			if restarts {
				h.restart()
			}
			missed = append(missed, h.call("1"))
			s = h.watch("hall/a", &feed.Position{Epoch: "e", Seq: seen})
			frames := s.heard()
			if len(frames) != 5 || frames[0].Type != "hello" || frames[0].Seq != seen || frames[4].Type != "view" || frames[4].Seq != h.state.Seq() {
				t.Fatalf("restarts %v: heard %+v, want hello with the position asked for, three call-outs, the view of now", restarts, frames)
			}
			if got := s.callouts(); !slices.Equal(got, missed) {
				t.Errorf("restarts %v: heard %v, want %v", restarts, got, missed)
			}
		})
	}
}

// A position that means nothing here is said to, and the line is closed.
func TestUnknownPositions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		old := h.call("1")
		h.night()
		h.night() // the first day is forgotten
		last := h.state.Seq()
		for name, c := range map[string]struct {
			from  feed.Position
			known bool
		}{
			"now":                  {feed.Position{Epoch: "e", Seq: last}, true},
			"before yesterday":     {feed.Position{Epoch: "e", Seq: old}, false},
			"the future":           {feed.Position{Epoch: "e", Seq: last + 1}, false},
			"another epoch":        {feed.Position{Epoch: "f", Seq: last}, false},
			"a sequence of no one": {feed.Position{Epoch: "", Seq: last}, false},
		} {
			s := h.watch("hall/a", &c.from)
			frames := s.heard()
			if c.known {
				if code := s.code(); code != 0 || frames[0].Type != "hello" {
					t.Errorf("%s: %+v, closed with %d", name, frames, code)
				}
				continue
			}
			if code := s.code(); code != feed.Resync || len(frames) != 1 || s.texts[0] != `{"type":"resync"}` {
				t.Errorf("%s: %+v, closed with %d; want resync and %d", name, s.texts, code, feed.Resync)
			}
		}
	})
}

// A line that is open while the days pass is led past nothing.
func TestOpenForDays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		s := h.watch("hall/a", nil)
		var want []uint64
		for range 4 {
			want = append(want, h.call("1"), h.call("1"))
			if got := s.callouts(); !slices.Equal(got, want) {
				t.Fatalf("heard %v, want %v", got, want)
			}
			h.night()
		}
		if code := s.code(); code != 0 {
			t.Errorf("closed with %d", code)
		}
	})
}

// TestManyScreens lets displays of two halls, a counter and the centre come and
// go at any moment, some reading slowly, while visitors are called, the server
// restarts and time passes. Over all its connections, each heard every call-out
// of its topic since it began, once and in order; on each connection no sequence
// fell, and hello repeated the position.
func TestManyScreens(t *testing.T) {
	for seed := range uint64(10) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 11))
			h := openHall(t)
			began := h.state.Seq()
			var sent []callout
			viewers := []*viewer{
				{topic: "hall/a", of: "1"}, {topic: "hall/b", of: "2"}, {topic: "counter/1", of: "1"},
				{topic: "centre"}, {topic: "hall/a", of: "1", slow: time.Second},
			}
			for _, v := range viewers {
				v.position = feed.Position{Epoch: "e", Seq: began}
			}
			for range 150 {
				k := queue.CounterID([]string{"1", "2"}[r.IntN(2)])
				switch n := r.IntN(10); {
				case n < 3 && h.state.WaitingAt("") > 0:
					sent = append(sent, callout{k, h.serve(k)})
				case n < 5:
					sent = append(sent, callout{k, h.call(k)})
				case n < 6:
					h.issue()
				case n < 7:
					time.Sleep(time.Duration(r.IntN(3000)) * time.Millisecond)
				case n == 7 && r.IntN(5) == 0:
					h.restart()
				default:
					viewers[r.IntN(len(viewers))].comeOrGo(t, h)
				}
			}
			for _, v := range viewers {
				v.leave(t)
				v.slow = 0
				v.comeOrGo(t, h)
				v.leave(t)
				var want []uint64
				for _, c := range sent {
					if v.of == "" || v.of == c.counter {
						want = append(want, c.seq)
					}
				}
				if !slices.Equal(v.heard, want) {
					t.Errorf("seed %d: %s heard %v, want %v", seed, v.topic, v.heard, want)
				}
			}
		})
	}
}

type callout struct {
	counter queue.CounterID
	seq     uint64
}

// viewer is a display with a memory.
type viewer struct {
	topic    string
	of       queue.CounterID // whose call-outs; empty: all
	slow     time.Duration   // to read a message
	position feed.Position
	heard    []uint64
	line     *screen
}

func (v *viewer) comeOrGo(t *testing.T, h *hall) {
	if v.line != nil {
		v.leave(t)
		return
	}
	conn := h.lay(v.topic, &v.position)
	if v.slow > 0 {
		time.Sleep(v.slow)
	}
	v.line = listen(conn)
}

// leave ends the line and remembers what it brought.
func (v *viewer) leave(t *testing.T) {
	if v.line == nil {
		return
	}
	for i, f := range v.line.heard() {
		v.take(t, i, f)
	}
	v.line.Close()
	v.line = nil
}

func (v *viewer) take(t *testing.T, i int, f web.Frame) {
	if (f.Type == "hello") != (i == 0) || f.Type == "hello" && f.Seq != v.position.Seq {
		t.Errorf("%s: came back at %d, message %d is %+v", v.topic, v.position.Seq, i, f)
	}
	if f.Type == "resync" || f.Seq < v.position.Seq {
		t.Errorf("%s: %+v after position %d", v.topic, f, v.position.Seq)
		return
	}
	if f.Type == "callout" {
		v.heard = append(v.heard, f.Seq)
	}
	v.position.Seq = f.Seq
}
