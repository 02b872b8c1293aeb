package sequencer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"moiso/internal/journal/boltjournal"
	"moiso/internal/journal/journaltest"
	"moiso/internal/queue"
)

const (
	rivals  = 64 // goroutines, one command each a round
	desks   = 4
	tickets = 12
	rounds  = 20
	// without bounds how many answers of a round that changed nothing are checked:
	// each may stand nearly anywhere, and the search grows with their orders. Those
	// left out restrict nothing; another seed keeps others.
	without = 8
)

// move is one command of the rivals; result what it was answered.
type move struct {
	verb         string // next, call, cancel, start, finish, miss
	desk, ticket int
}

type result struct {
	refused bool
	ticket  int // -1: none
}

// floor is the hall as simply as it can be said: what each ticket is, in order
// of issue, and whom each counter has. All tickets are of one line.
type floor struct {
	ticket [tickets]byte // w c s d(one) m x(cancelled)
	desk   [desks]int8   // ticket + 1, 0 for nobody
}

func (f floor) first() int {
	return bytes.IndexByte(f.ticket[:], 'w')
}

// step is the model: what a hall would answer, and the hall after it.
func (f floor) step(m move) (result, floor) {
	no := result{refused: true, ticket: -1}
	at := int(f.desk[m.desk]) - 1
	switch m.verb {
	case "next":
		if at >= 0 {
			return no, f
		}
		t := f.first()
		if t >= 0 {
			f.ticket[t], f.desk[m.desk] = 'c', int8(t+1)
		}
		return result{ticket: t}, f
	case "call":
		if at >= 0 || f.ticket[m.ticket] != 'w' {
			return no, f
		}
		f.ticket[m.ticket], f.desk[m.desk] = 'c', int8(m.ticket+1)
		return result{ticket: m.ticket}, f
	case "cancel":
		switch f.ticket[m.ticket] {
		case 'w', 'c', 'm':
			for i := range f.desk {
				if int(f.desk[i]) == m.ticket+1 {
					f.desk[i] = 0
				}
			}
			f.ticket[m.ticket] = 'x'
			return result{ticket: m.ticket}, f
		}
		return no, f
	case "start":
		if at < 0 || f.ticket[at] != 'c' {
			return no, f
		}
		f.ticket[at] = 's'
	case "finish":
		if at < 0 || f.ticket[at] != 's' {
			return no, f
		}
		f.ticket[at], f.desk[m.desk] = 'd', 0
	case "miss":
		if at < 0 || f.ticket[at] != 'c' {
			return no, f
		}
		f.ticket[at], f.desk[m.desk] = 'm', 0
	}
	return result{ticket: at}, f
}

// TestTwoWritersAtOneTicket has 64 goroutines call, cancel, miss and finish the
// same few tickets at the same few counters, and checks that the answers are
// those of some order of the commands that agrees with when they were given:
// nobody is called to two counters, and who loses is told so.
func TestTwoWritersAtOneTicket(t *testing.T) {
	model := porcupine.Model{
		Init: func() any {
			var f floor
			for i := range f.ticket {
				f.ticket[i] = 'w'
			}
			return f
		},
		Step: func(state, input, output any) (bool, any) {
			want, next := state.(floor).step(input.(move))
			return want == output.(result), next
		},
		DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %+v", input, output) },
	}
	for seed := range uint64(10) {
		j, err := boltjournal.Open(filepath.Join(t.TempDir(), "journal.db"), boltjournal.Options{})
		if err != nil {
			t.Fatal(err)
		}
		h := open(t, j)
		h.configure(t)
		for k := range desks {
			h.do(t, queue.Open{Counter: deskID(k)})
			// Every counter takes the one service, and nothing else.
			h.do(t, queue.Reprofile{Counter: deskID(k), Services: []queue.ServiceID{"khai-sinh"}})
		}
		for i := range tickets {
			h.do(t, issue(i))
		}
		history := race(t, h, seed)
		switch porcupine.CheckOperationsTimeout(model, history, 20*time.Second) {
		case porcupine.Illegal:
			t.Errorf("seed %d: the answers fit no order of the commands", seed)
		case porcupine.Unknown:
			t.Errorf("seed %d: the check took too long", seed)
		}
		if err := h.close(); err != nil {
			t.Error(err)
		}
		journaltest.Close(t, j)
	}
}

func deskID(k int) queue.CounterID { return queue.CounterID(fmt.Sprintf("q%d", k+1)) }

// race has all rivals give one command at the same moment, round after round,
// and records who was told what, and when. A round is about one ticket and one
// step of its life.
func race(t *testing.T, h *hall, seed uint64) []porcupine.Operation {
	var mu sync.Mutex
	var history []porcupine.Operation
	origin := time.Now()
	r := rand.New(rand.NewPCG(seed, 1))
	for round := range rounds {
		idle := 0
		ticket := r.IntN(tickets)
		verbs := [][]string{{"next", "call", "cancel"}, {"start", "miss", "cancel"}, {"finish", "next"}}[round%3]
		var running sync.WaitGroup
		begin := make(chan struct{})
		for client := range rivals {
			m := move{verb: verbs[r.IntN(len(verbs))], desk: r.IntN(desks), ticket: ticket}
			running.Go(func() {
				<-begin
				called := time.Since(origin)
				out, err := h.Do(context.Background(), queue.Command{Do: m.action()})
				returned := time.Since(origin)
				res := result{ticket: -1}
				if _, ok := errors.AsType[*queue.Error](err); ok {
					res.refused = true
				} else if err != nil {
					t.Errorf("%+v: %v", m, err)
				} else if out.Ticket != "" {
					fmt.Sscanf(string(out.Ticket), "t%d", &res.ticket)
				}
				mu.Lock()
				defer mu.Unlock()
				if res.refused || res.ticket < 0 {
					if idle++; idle > without {
						return
					}
				}
				history = append(history, porcupine.Operation{ClientId: client, Input: m, Call: int64(called), Output: res, Return: int64(returned)})
			})
		}
		close(begin)
		running.Wait()
	}
	return history
}

func (m move) action() queue.Action {
	id := queue.TicketID(fmt.Sprintf("t%d", m.ticket))
	switch m.verb {
	case "next":
		return queue.CallNext{Counter: deskID(m.desk)}
	case "call":
		return queue.Call{Counter: deskID(m.desk), Ticket: id, Reason: "test"}
	case "cancel":
		return queue.Cancel{Ticket: id}
	case "start":
		return queue.Start{Counter: deskID(m.desk)}
	case "finish":
		return queue.Finish{Counter: deskID(m.desk)}
	}
	return queue.Miss{Counter: deskID(m.desk)}
}
