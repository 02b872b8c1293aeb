package bench

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Step is one request that is made again and again.
type Step struct{ Name, Path, Body string }

// WorkOrder has workers post, each on a connection of its own, its steps in
// turn, the next as soon as the one before is answered.
type WorkOrder struct {
	Addr    string
	Workers [][]Step
	For     time.Duration
}

// WorkReport is what came of it.
type WorkReport struct {
	Done    int // answered with success
	Refused int // the state was against it: nobody was waiting, for instance
	Seconds float64
	Took    map[string]Spread // by step, of those done
}

// Work does an order.
func (*Load) Work(o WorkOrder, r *WorkReport) error {
	lines := make([]*line, len(o.Workers))
	for i := range lines {
		l, err := dial(o.Addr)
		if err != nil {
			return err
		}
		defer l.Close()
		lines[i] = l
	}
	var (
		working sync.WaitGroup
		mu      sync.Mutex
		failed  error
		took    = map[string][]time.Duration{}
		keys    = rand.Text()
		begin   = time.Now()
		end     = begin.Add(o.For)
	)
	for i, steps := range o.Workers {
		working.Go(func() {
			own, refused, err := work(lines[i], steps, keys+"-"+strconv.Itoa(i)+"-", end)
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			r.Refused += refused
			for n, s := range steps {
				took[s.Name] = append(took[s.Name], own[n]...)
				r.Done += len(own[n])
			}
		})
	}
	working.Wait()
	r.Seconds = time.Since(begin).Seconds()
	r.Took = map[string]Spread{}
	for name, all := range took {
		r.Took[name] = spread(all)
	}
	return failed
}

// work is one worker; it gives the time that each request of each step took.
func work(l *line, steps []Step, keys string, end time.Time) (took [][]time.Duration, refused int, err error) {
	took = make([][]time.Duration, len(steps))
	for n := 0; ; n++ {
		s := steps[n%len(steps)]
		begin := time.Now()
		if begin.After(end) {
			return took, refused, nil
		}
		status, answer, err := l.post(s.Path, keys+strconv.Itoa(n), s.Body)
		switch {
		case err != nil:
			return took, refused, fmt.Errorf("%s: %w", s.Path, err)
		case status == http.StatusConflict:
			refused++
		case status >= 300:
			return took, refused, fmt.Errorf("%s: %d %s", s.Path, status, answer)
		default:
			took[n%len(steps)] = append(took[n%len(steps)], time.Since(begin))
		}
	}
}
