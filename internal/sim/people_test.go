package sim

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"moiso/counter"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/kiosk"
)

// house is a centre without a server: it answers as the faces do.
type house struct {
	mu       sync.Mutex
	state    *queue.State
	done     map[string]int // verbs that had an effect
	refused  map[string]int
	atKiosks map[queue.KioskID]int
}

func openHouse(t *testing.T, c *queue.Centre) *house {
	t.Helper()
	h := &house{state: queue.New(), done: map[string]int{}, refused: map[string]int{}, atKiosks: map[queue.KioskID]int{}}
	for _, do := range []queue.Action{queue.Configure{Centre: c}, queue.OpenDay{}} {
		if _, err := h.decide("", do); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func (h *house) decide(verb string, do queue.Action) (queue.Outcome, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	d, err := h.state.Decide(queue.Command{At: queue.InstantOf(time.Now()), Actor: "test", Do: do})
	if err != nil {
		h.refused[verb]++
		return queue.Outcome{}, err
	}
	for _, e := range d.Events {
		if err := h.state.Apply(e); err != nil {
			return queue.Outcome{}, err
		}
	}
	if len(d.Events) > 0 {
		h.done[verb]++
	}
	return d.Outcome, nil
}

func (h *house) ticketIs(id queue.TicketID) queue.TicketState {
	h.mu.Lock()
	defer h.mu.Unlock()
	t, _ := h.state.Ticket(id)
	return t.State
}

func (h *house) counterIs(id queue.CounterID) queue.CounterState {
	h.mu.Lock()
	defer h.mu.Unlock()
	k, _ := h.state.Desk(id)
	return k.State
}

func (h *house) Issue(ctx context.Context, _ queue.CentreID, _ string, order kiosk.Order) (live.Ticket, error) {
	if err := ctx.Err(); err != nil {
		return live.Ticket{}, err
	}
	h.mu.Lock()
	h.atKiosks[order.Kiosk]++
	id := queue.TicketID(fmt.Sprintf("t%d", h.state.Seq()))
	h.mu.Unlock()
	_, err := h.decide("issue", queue.Issue{Ticket: id, Service: order.Service, Class: order.Class, Kiosk: order.Kiosk})
	return live.Ticket{ID: id}, err
}

func (h *house) Do(ctx context.Context, _ queue.CentreID, at queue.CounterID, verb string, body any) (counter.Answer, error) {
	if err := ctx.Err(); err != nil {
		return counter.Answer{}, err
	}
	var ticket queue.TicketID
	if m, ok := body.(map[string]queue.TicketID); ok {
		ticket = m["ticket"]
	}
	var reason string
	if m, ok := body.(map[string]string); ok {
		reason = m["reason"]
	}
	out, err := h.decide(verb, map[string]queue.Action{
		"open": queue.Open{Counter: at}, "pause": queue.Pause{Counter: at, Reason: reason},
		"call-next": queue.CallNext{Counter: at}, "recall": queue.Recall{Counter: at}, "start": queue.Start{Counter: at},
		"finish": queue.Finish{Counter: at}, "miss": queue.Miss{Counter: at}, "park": queue.Park{Counter: at},
		"resume": queue.Resume{Counter: at, Ticket: ticket}, "reinstate": queue.Reinstate{Counter: at, Ticket: ticket},
	}[verb])
	if err != nil || out.Ticket == "" {
		return counter.Answer{}, err
	}
	return counter.Answer{Ticket: &live.Ticket{ID: out.Ticket}}, nil
}

// people are those of the office, at twelve times the pace.
func people(h *house, c *queue.Centre, plan []Visit) *People {
	return &People{Centre: c, Counters: c.Counters, Kiosk: h, Desk: h, Plan: plan, Speed: 12, Seed: 1, Log: slog.New(slog.DiscardHandler)}
}

// during lets the people act for d.
func during(t *testing.T, p *People, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	p.Run(ctx)
}

func TestAHallComesAlive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := office(6, 3, 8)
		h := openHouse(t, c)
		d := demand(c, 900)
		d.Profile, d.Early = Steady(10*time.Hour), 12
		during(t, people(h, c, d.Plan(1)), 10*time.Second)
		if h.done["open"] != 6 || h.done["issue"] < 12 || h.done["call-next"] < 6 || h.done["start"] < 3 {
			t.Errorf("after ten seconds: %v", h.done)
		}
	})
}

func TestPeopleDoEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := office(6, 3, 8)
		h := openHouse(t, c)
		d := demand(c, 6*0.9*Capacity(c, c.Counters))
		d.Profile = Steady(6 * time.Hour)
		during(t, people(h, c, d.Plan(1)), time.Hour) // twelve of theirs: the plan twice
		for _, verb := range []string{"open", "pause", "call-next", "recall", "start", "finish", "miss", "park", "resume", "reinstate"} {
			if h.done[verb] == 0 {
				t.Errorf("nobody did %s", verb)
			}
		}
		// What is not there to be ended when an officer comes is refused; nothing else.
		for verb, n := range h.refused {
			if (verb != "start" && verb != "finish") || n > len(c.Counters) {
				t.Errorf("%s was refused %d times", verb, n)
			}
		}
		if h.atKiosks["kiosk"] != h.done["issue"] {
			t.Errorf("numbers were taken at %v", h.atKiosks)
		}
	})
}

func TestSomebodyElseIsThereToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := office(2, 3)
		h := openHouse(t, c)
		// A counter left in the middle of a service, and a visitor from the street.
		for _, do := range []queue.Action{
			queue.Issue{Ticket: "left", Service: "takes-3"}, queue.Issue{Ticket: "street", Service: "takes-3"},
			queue.Open{Counter: "q1"}, queue.CallNext{Counter: "q1"}, queue.Start{Counter: "q1"},
		} {
			if _, err := h.decide("", do); err != nil {
				t.Fatal(err)
			}
		}
		p := people(h, c, nil)
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() { p.Run(ctx) })
		time.Sleep(10 * time.Minute)
		for _, id := range []queue.TicketID{"left", "street"} {
			if got := h.ticketIs(id); got != queue.Served {
				t.Errorf("ticket %s is %s", id, got)
			}
		}
		// Somebody closes a counter: its officer comes back to it in a while.
		if _, err := h.decide("", queue.Close{Counter: "q1"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute)
		if got := h.counterIs("q1"); got != queue.StateOpen {
			t.Errorf("counter q1 is %s", got)
		}
		cancel()
		all.Wait()
	})
}
