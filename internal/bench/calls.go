package bench

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// CallOrder has counters call in turn at a steady pace, however long the answers
// take. Displays must be listening.
type CallOrder struct {
	Addr     string
	Counters []Turn
	Every    time.Duration
	Calls    int
}

// Turn is what an officer does again and again: let the visitor go, call the
// next, begin when that one is there. The call alone is measured.
type Turn struct{ Finish, Call, Start Step }

// Called is one call.
type Called struct {
	Seq  uint64
	Sent int64 // ns since 1970: when the request went out,
	Last int64 // when the last display had it
}

// Call does an order.
func (d *Load) Call(o CallOrder, out *[]Called) error {
	desks := make([]*desk, len(o.Counters))
	keys := rand.Text()
	for i, turn := range o.Counters {
		l, err := dial(o.Addr)
		if err != nil {
			return err
		}
		defer l.Close()
		desks[i] = &desk{turn: turn, line: l, keys: fmt.Sprintf("%s-%d-", keys, i)}
	}
	var (
		calling sync.WaitGroup
		mu      sync.Mutex
		failed  error
	)
	tick := time.NewTicker(o.Every)
	defer tick.Stop()
	for n := range o.Calls {
		<-tick.C
		calling.Go(func() {
			call, err := desks[n%len(desks)].take(&d.audience)
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			*out = append(*out, call)
		})
	}
	calling.Wait()
	return failed
}

// desk is a counter that takes its turns one after the other.
type desk struct {
	mu   sync.Mutex
	turn Turn
	line *line
	keys string
	n    int
}

// take is one turn; it ends when every display has the call-out.
func (d *desk) take(a *audience) (call Called, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, err := d.post(d.turn.Finish); err != nil {
		return call, err
	}
	call.Sent = time.Now().UnixNano()
	answer, err := d.post(d.turn.Call)
	if err != nil {
		return call, err
	}
	number := numberIn(answer)
	if number == "" {
		return call, errors.New("nobody was waiting to be called")
	}
	err = a.wait(30*time.Second, func() bool {
		got := a.numbers[number]
		if got == nil || got.n < len(a.lines) {
			return false
		}
		call.Seq, call.Last = got.seq, got.last.UnixNano()
		return true
	})
	if err != nil {
		return call, err
	}
	_, err = d.post(d.turn.Start)
	return call, err
}

// post makes a request. That the state is against it is an answer too: the first
// turn has nobody to let go.
func (d *desk) post(s Step) ([]byte, error) {
	d.n++
	status, answer, err := d.line.post(s.Path, d.keys+strconv.Itoa(d.n), s.Body)
	if err == nil && status >= 300 && status != http.StatusConflict {
		err = fmt.Errorf("%s: %d %s", s.Path, status, answer)
	}
	return answer, err
}

// numberIn finds the ticket's number in JSON; empty when there is none.
func numberIn(json []byte) string {
	_, rest, _ := bytes.Cut(json, []byte(`"number":"`))
	number, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(number)
}
