package feed_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"moiso/internal/feed"
)

// history is a log of call-outs that alternate between two halls.
type history struct {
	feed *feed.Feed
	head uint64
	sent []uint64 // sequences of hall a
}

func newHistory() *history { return &history{feed: feed.New("e1", 0, 0, nil)} }

// call publishes a call-out for the hall, with some events before it.
func (h *history) call(hall string, before int) uint64 {
	h.head += uint64(before) + 1
	if hall == "a" {
		h.sent = append(h.sent, h.head)
	}
	m := feed.CallOutMessage(h.head, feed.Announcement{Number: "A001", Counter: "q1", Kind: "call", Times: 1}, time.Now())
	h.feed.Publish(h.head, 0, []feed.CallOut{{Message: m, Topics: []string{"hall/" + hall, "centre"}}})
	return h.head
}

func (h *history) show(topic, content string) {
	h.feed.Show(topic, feed.ViewMessage(h.head, json.RawMessage(content)), false)
}

type frame struct {
	Type  string `json:"type"`
	Seq   uint64 `json:"seq"`
	Epoch string `json:"epoch"`
}

// drain takes all there is.
func drain(t *testing.T, s *feed.Subscriber) (frames []frame, end int) {
	t.Helper()
	for {
		messages, end := s.Next(nil)
		for _, m := range messages {
			var f frame
			if err := json.Unmarshal(m.Data, &f); err != nil {
				t.Fatal(err)
			}
			frames = append(frames, f)
		}
		if end != 0 || len(messages) == 0 {
			return frames, end
		}
	}
}

func TestFreshSubscriberHearsOnlyWhatFollows(t *testing.T) {
	h := newHistory()
	h.call("a", 0)
	s, err := h.feed.Subscribe("hall/a", nil, func() {})
	if err != nil {
		t.Fatal(err)
	}
	frames, _ := drain(t, s)
	if len(frames) != 1 || frames[0] != (frame{Type: "hello", Seq: 1, Epoch: "e1"}) {
		t.Fatalf("got %v, want hello at 1", frames)
	}
	h.call("b", 0)
	next := h.call("a", 2)
	frames, _ = drain(t, s)
	if len(frames) != 1 || frames[0].Type != "callout" || frames[0].Seq != next {
		t.Fatalf("got %v, want the call-out of its own hall at %d", frames, next)
	}
}

func TestUnknownPositionIsRefused(t *testing.T) {
	h := newHistory()
	for range 5 {
		h.call("a", 0)
	}
	h.feed.Publish(5, 4, nil) // all before record 4 is forgotten
	for name, p := range map[string]feed.Position{
		"another epoch":        {Epoch: "e2", Seq: 5},
		"the future":           {Epoch: "e1", Seq: 6},
		"before what is known": {Epoch: "e1", Seq: 2},
	} {
		if _, err := h.feed.Subscribe("hall/a", &p, func() {}); !errors.Is(err, feed.ErrPosition) {
			t.Errorf("%s: got %v, want ErrPosition", name, err)
		}
	}
	if _, err := h.feed.Subscribe("hall/a", &feed.Position{Epoch: "e1", Seq: 3}, func() {}); err != nil {
		t.Errorf("just before what is known: %v", err)
	}
}

func TestStayingBehindEndsWithTooSlow(t *testing.T) {
	h := newHistory()
	s, err := h.feed.Subscribe("hall/a", nil, func() {})
	if err != nil {
		t.Fatal(err)
	}
	if _, end := drain(t, s); end != 0 {
		t.Fatalf("ended with %d at once", end)
	}
	for range 300 {
		h.call("a", 0)
	}
	if _, end := drain(t, s); end != feed.TooSlow {
		t.Fatalf("ended with %d, want %d", end, feed.TooSlow)
	}
	// It comes back with its position and misses nothing.
	back, err := h.feed.Subscribe("hall/a", &feed.Position{Epoch: "e1", Seq: 0}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	frames, end := drain(t, back)
	if len(frames) != 301 || end != 0 {
		t.Fatalf("got %d frames, end %d; want hello and 300 call-outs", len(frames), end)
	}
}

// A display that lagged while days passed is not led past what it has missed.
func TestWhatIsForgottenIsNotSkipped(t *testing.T) {
	h := newHistory()
	first := h.call("a", 0)
	woken, behind := 0, &feed.Position{Epoch: "e1", Seq: 0}
	s, err := h.feed.Subscribe("hall/a", behind, func() { woken++ })
	if err != nil {
		t.Fatal(err)
	}
	second := h.call("a", 0)
	h.feed.Publish(second, second, nil) // the first is forgotten
	if _, end := drain(t, s); end != feed.Resync || woken == 0 {
		t.Errorf("end %d after %d wakes, want %d: call-out %d never came", end, woken, feed.Resync, first)
	}
}

func TestCloseSaysGoodbyeToAll(t *testing.T) {
	h := newHistory()
	woken := 0
	s, err := h.feed.Subscribe("hall/a", nil, func() { woken++ })
	if err != nil {
		t.Fatal(err)
	}
	h.feed.Close()
	if _, end := drain(t, s); end != feed.GoingAway || woken != 1 {
		t.Errorf("present: end %d after %d wakes, want %d after 1", end, woken, feed.GoingAway)
	}
	late, err := h.feed.Subscribe("hall/a", nil, func() {})
	if err != nil {
		t.Fatal(err)
	}
	if _, end := drain(t, late); end != feed.GoingAway {
		t.Errorf("late: end %d, want %d", end, feed.GoingAway)
	}
}

// TestEveryConnectionKeepsThePromises lets a display with a bad line come and
// go while calls, views, beats and days pass, and checks on every connection:
//
//  1. hello comes first, with the position asked for;
//  2. over all connections every call-out of the hall came exactly once, in order;
//  3. sequence numbers never fall, and each is taken back as a position;
//  4. a view of sequence s comes after every call-out up to s.
func TestEveryConnectionKeepsThePromises(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		h := newHistory()
		var got []uint64
		position := &feed.Position{Epoch: "e1", Seq: 0}
		var s *feed.Subscriber
		views := 0
		for range 400 {
			switch r.IntN(8) {
			case 0, 1:
				h.call("a", r.IntN(3))
			case 2:
				h.call("b", 0)
			case 3:
				h.show("hall/a", `{"n":1}`)
			case 4:
				h.feed.Beat("hall", time.Now())
			case 5:
				if s != nil {
					s.Close()
				}
				s = nil
			default:
				first := s == nil
				if first {
					var err error
					if s, err = h.feed.Subscribe("hall/a", position, func() {}); err != nil {
						t.Fatalf("seed %d: position %v: %v", seed, position, err)
					}
				}
				messages, end := s.Next(nil)
				if end != 0 {
					t.Fatalf("seed %d: ended with %d", seed, end)
				}
				// A line may break after any of them.
				cut := len(messages)
				if r.IntN(4) == 0 && cut > 0 {
					cut = r.IntN(cut) + 1
				}
				for i, m := range messages[:cut] {
					var f frame
					if err := json.Unmarshal(m.Data, &f); err != nil {
						t.Fatal(err)
					}
					if first && i == 0 && (f.Type != "hello" || f.Seq != position.Seq) {
						t.Fatalf("seed %d: came back at %d, heard %v first", seed, position.Seq, f)
					}
					if f.Seq < position.Seq {
						t.Fatalf("seed %d: sequence fell from %d to %d", seed, position.Seq, f.Seq)
					}
					switch f.Type {
					case "callout":
						got = append(got, f.Seq)
					case "view":
						views++
						for _, seq := range h.sent {
							if seq <= f.Seq && (len(got) == 0 || got[len(got)-1] < seq) {
								t.Fatalf("seed %d: view %d before call-out %d", seed, f.Seq, seq)
							}
						}
					}
					position = &feed.Position{Epoch: "e1", Seq: f.Seq}
				}
				if cut < len(messages) {
					s.Close()
					s = nil
				}
			}
		}
		if s != nil {
			s.Close()
		}
		s, err := h.feed.Subscribe("hall/a", position, func() {})
		if err != nil {
			t.Fatal(err)
		}
		frames, _ := drain(t, s)
		for _, f := range frames {
			if f.Type == "callout" {
				got = append(got, f.Seq)
			}
		}
		if len(got) != len(h.sent) {
			t.Fatalf("seed %d: %d call-outs arrived of %d", seed, len(got), len(h.sent))
		}
		for i := range got {
			if got[i] != h.sent[i] {
				t.Fatalf("seed %d: call-out %d is %d, want %d", seed, i, got[i], h.sent[i])
			}
		}
		if views == 0 {
			t.Fatalf("seed %d: no view ever came", seed)
		}
	}
}
