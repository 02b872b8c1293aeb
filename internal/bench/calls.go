package bench

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// CallOrder has counters call in turn at a steady pace, however long the answers
// take, each call preceded by what makes it possible. Displays must be listening.
type CallOrder struct {
	Addr     string
	Counters [][]Step // before the call …, the call
	Every    time.Duration
	Calls    int
}

// Called is one call.
type Called struct {
	Seq      uint64
	Sent     int64 // ns since 1970: when the request went out,
	Answered int64 // when it was answered,
	Last     int64 // when the last display had it
}

// Call does an order.
func (d *Load) Call(o CallOrder, out *[]Called) error {
	type counter struct {
		mu    sync.Mutex
		line  *line
		steps []Step
		n     int
	}
	counters := make([]*counter, len(o.Counters))
	keys := rand.Text()
	for i, steps := range o.Counters {
		l, err := dial(o.Addr)
		if err != nil {
			return err
		}
		defer l.Close()
		counters[i] = &counter{line: l, steps: steps}
	}
	a := &d.audience
	var (
		calling sync.WaitGroup
		mu      sync.Mutex
		failed  error
	)
	// next is everything of a counter up to its next call-out.
	next := func(i int) (Called, string, error) {
		c := counters[i]
		c.mu.Lock()
		defer c.mu.Unlock()
		var call Called
		var number string
		for _, s := range c.steps {
			c.n++
			call.Sent = time.Now().UnixNano()
			status, answer, err := c.line.post(s.Path, fmt.Sprintf("%s-%d-%d", keys, i, c.n), s.Body)
			call.Answered = time.Now().UnixNano()
			if err != nil || status >= 300 && status != http.StatusConflict {
				return call, "", fmt.Errorf("%s: %d %s %w", s.Path, status, answer, err)
			}
			number = numberIn(answer)
		}
		return call, number, nil
	}
	tick := time.NewTicker(o.Every)
	defer tick.Stop()
	for n := range o.Calls {
		<-tick.C
		calling.Go(func() {
			call, number, err := next(n % len(counters))
			if err == nil && number == "" {
				err = errors.New("nobody was waiting to be called")
			}
			if err == nil {
				err = a.wait(30*time.Second, func() bool {
					got := a.numbers[number]
					if got == nil || got.n < len(a.lines) {
						return false
					}
					call.Seq, call.Last = got.seq, got.last.UnixNano()
					return true
				})
			}
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			*out = append(*out, call)
		})
	}
	calling.Wait()
	return failed
}

// numberIn finds the ticket's number in JSON; empty when there is none.
func numberIn(json []byte) string {
	_, rest, _ := bytes.Cut(json, []byte(`"number":"`))
	number, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(number)
}
