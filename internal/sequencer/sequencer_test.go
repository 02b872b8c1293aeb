package sequencer_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"moiso/internal/journal"
	"moiso/internal/journal/journaltest"
	"moiso/internal/journal/memjournal"
	"moiso/internal/queue"
	"moiso/internal/sequencer"
)

func TestNobodyHearsBeforeItIsDurable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewFaulty(memjournal.New())
		h := open(t, j)
		h.configure(t)
		h.do(t, queue.Tick{}) // the day is open
		before := h.published.count()
		j.Next(journaltest.Stalls)
		answered := make(chan error, 2)
		go func() {
			_, err := h.Do(t.Context(), queue.Command{Do: issue(1)})
			answered <- err
		}()
		<-j.Stalled()
		// A refusal may rest on what is not durable yet: it waits too.
		go func() {
			_, err := h.Do(t.Context(), queue.Command{Do: issue(1)})
			answered <- err
		}()
		synctest.Wait()
		select {
		case err := <-answered:
			t.Errorf("answered %v while the disk is still busy", err)
		default:
		}
		if n := h.published.count(); n != before {
			t.Errorf("%d events published while the disk is still busy", n-before)
		}
		j.Release()
		if err := <-answered; err != nil {
			t.Errorf("the first: %v", err)
		}
		if refused, ok := errors.AsType[*queue.Error](<-answered); !ok || refused.Reason != queue.ReasonTicketExists {
			t.Errorf("the second was not refused: %v", refused)
		}
		if err := h.close(); err != nil {
			t.Error(err)
		}
		journaltest.Close(t, j)
	})
}

// After each fault nobody is answered, the sequencer ends, and a restart finds
// a whole history: with the tickets of the failed append or without them, never
// with a part, and never without one that was answered.
func TestFailedAppendIsAnsweredToNobody(t *testing.T) {
	for name, c := range map[string]struct {
		fault journaltest.Fault
		kept  bool
	}{
		"fails and is lost": {journaltest.FailsLost, false},
		"fails but is kept": {journaltest.FailsKept, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := journaltest.NewFaulty(memjournal.New())
				h := open(t, j)
				h.configure(t)
				h.do(t, issue(1))
				published := h.published.count()
				j.Next(c.fault)
				_, err := h.Do(t.Context(), queue.Command{Do: issue(2)})
				if !errors.Is(err, sequencer.ErrUnknown) {
					t.Errorf("the caller was told %v", err)
				}
				if err := <-h.ended; !errors.Is(err, journal.ErrUnknown) {
					t.Errorf("the sequencer ended with %v", err)
				}
				if h.published.count() != published {
					t.Error("events of unknown outcome were published")
				}
				if _, err := h.Do(t.Context(), queue.Command{Do: issue(3)}); !errors.Is(err, sequencer.ErrStopped) {
					t.Errorf("after the end: %v", err)
				}
				j.Restart()
				h = open(t, j)
				out := h.do(t, issue(4))
				s := stateOf(t, h, j)
				if _, ok := s.Ticket("t1"); !ok {
					t.Error("the answered ticket is lost")
				}
				if _, ok := s.Ticket("t2"); ok != c.kept {
					t.Errorf("the unanswered ticket: there %v, want %v", ok, c.kept)
				}
				if _, ok := s.Ticket(out.Ticket); !ok {
					t.Error("the ticket after the restart is lost")
				}
				journaltest.Close(t, j)
			})
		})
	}
}

// stateOf stops the sequencer and replays its journal.
func stateOf(t *testing.T, h *hall, j journal.Journal) *queue.State {
	t.Helper()
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	states, err := sequencer.Load(j, "ha-long", 1)
	if err != nil {
		t.Fatal(err)
	}
	return states[0]
}

func TestRetryGetsTheFirstAnswerAlsoAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := memjournal.New()
		h := open(t, j)
		h.configure(t)
		first, err := h.Do(t.Context(), queue.Command{ID: "k1", Digest: 7, Do: issue(1)})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			again, err := h.Do(t.Context(), queue.Command{ID: "k1", Digest: 7, Do: issue(2)})
			if err != nil || again.Ticket != first.Ticket || !again.Repeated {
				t.Errorf("repeated: %+v, %v; want ticket %s again", again, err, first.Ticket)
			}
			_, err = h.Do(t.Context(), queue.Command{ID: "k1", Digest: 8, Do: issue(3)})
			if refused, ok := errors.AsType[*queue.Error](err); !ok || refused.Reason != queue.ReasonSameKey {
				t.Errorf("the same key for another command: %v", err)
			}
			if err := h.close(); err != nil {
				t.Fatal(err)
			}
			h = open(t, j)
		}
		if err := h.close(); err != nil {
			t.Fatal(err)
		}
		journaltest.Close(t, j)
	})
}

func TestMidnightClosesTheDayAndKeepsASnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := memjournal.New()
		h := open(t, j)
		h.configure(t)
		h.do(t, issue(1))
		time.Sleep(25 * time.Hour)
		synctest.Wait()
		if out := h.do(t, issue(2)); out.Ticket != "t2" {
			t.Errorf("no ticket on the new day: %+v", out)
		}
		if err := h.close(); err != nil {
			t.Fatal(err)
		}
		snap, ok, err := j.Snapshot("ha-long", 0)
		if err != nil || !ok {
			t.Fatalf("no snapshot at day's end: %v", err)
		}
		fromSnapshot, err := sequencer.Load(j, "ha-long", 1)
		if err != nil {
			t.Fatal(err)
		}
		if fromSnapshot[0].Seq() <= snap.Seq {
			t.Errorf("snapshot at %d covers all %d events: nothing was replayed after it", snap.Seq, fromSnapshot[0].Seq())
		}
		yesterday, _ := fromSnapshot[0].Ticket("t1")
		today, _ := fromSnapshot[0].Ticket("t2")
		if yesterday.State != queue.Expired || today.Number != yesterday.Number {
			t.Errorf("yesterday's %s is %s, today's is %s; want an expired one and the same number anew", yesterday.Number, yesterday.State, today.Number)
		}
		journaltest.Close(t, j)
	})
}

func TestStopFinishesWhatWasAccepted(t *testing.T) {
	j := memjournal.New()
	h := open(t, j)
	h.configure(t)
	var callers sync.WaitGroup
	var mu sync.Mutex
	answered := map[queue.TicketID]bool{}
	for n := range 200 {
		callers.Go(func() {
			out, err := h.Do(context.Background(), queue.Command{Do: issue(n)})
			if err == nil {
				mu.Lock()
				answered[out.Ticket] = true
				mu.Unlock()
			} else if !errors.Is(err, sequencer.ErrStopped) && !errors.Is(err, sequencer.ErrUnknown) {
				t.Errorf("neither done nor stopped: %v", err)
			}
		})
		if n == 100 {
			h.stop()
		}
	}
	callers.Wait()
	s := stateOf(t, h, j)
	for id := range answered {
		if _, ok := s.Ticket(id); !ok {
			t.Errorf("ticket %s was answered and is not in the journal", id)
		}
	}
	journaltest.Close(t, j)
}
