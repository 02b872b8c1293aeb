package forecast

import (
	"cmp"
	"container/heap"
	"errors"
	"fmt"
	"io"
)

// moment is what can be seen of a call at one time.
type moment int

const (
	joined  moment = iota // the call entered the queue
	left                  // the call left the queue
	started               // its service began
	ended                 // its service ended
	learnt                // its wait is known
)

// sighting is one moment of one call.
type sighting struct {
	at   int64
	what moment
	call *Call
}

// before orders sightings by time. Of the same second a joining comes first:
// what else happened within that second was not yet known to it.
func (s sighting) before(o sighting) bool {
	return cmp.Or(cmp.Compare(s.at, o.at), cmp.Compare(s.what, o.what), cmp.Compare(s.call.Line, o.call.Line)) < 0
}

// slack is how far rows may be out of order, in seconds: a row is written when
// the call entered, its queue may have been written by a machine with another clock.
const slack = hour

// stream turns calls, a row each, into sightings in the order of time. It holds
// the rows of the last hour and the sightings to come of calls still in the house.
type stream struct {
	next    func() (*Call, error)
	pending pending
	newest  int64 // Enter of the newest row read
	done    bool
}

func newStream(next func() (*Call, error)) *stream { return &stream{next: next} }

// Next is the next sighting, or io.EOF.
func (s *stream) Next() (sighting, error) {
	for !s.done && (len(s.pending) == 0 || s.pending[0].at >= s.newest-slack) {
		c, err := s.next()
		if errors.Is(err, io.EOF) {
			s.done = true
			break
		}
		if err != nil {
			return sighting{}, err
		}
		if c.Enter < s.newest-slack+skew {
			return sighting{}, fmt.Errorf("call file: line %d: enter %s lies more than %d minutes before an earlier line; sort the file by date and enter",
				c.Line, stamp(c.Enter), (slack-skew)/minute)
		}
		s.newest = max(s.newest, c.Enter)
		s.add(c)
	}
	if len(s.pending) == 0 {
		return sighting{}, io.EOF
	}
	return heap.Pop(&s.pending).(sighting), nil
}

func (s *stream) add(c *Call) {
	if c.QueueStart != 0 {
		heap.Push(&s.pending, sighting{c.QueueStart, joined, c})
		heap.Push(&s.pending, sighting{c.QueueExit, left, c})
		if c.entered() {
			heap.Push(&s.pending, sighting{c.known(), learnt, c})
		}
	}
	if c.ServiceStart != 0 {
		heap.Push(&s.pending, sighting{c.ServiceStart, started, c})
		heap.Push(&s.pending, sighting{max(c.ServiceEnd, c.ServiceStart), ended, c})
	}
}

// pending is a heap of sightings, the earliest first.
type pending []sighting

func (p pending) Len() int           { return len(p) }
func (p pending) Less(i, j int) bool { return p[i].before(p[j]) }
func (p pending) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *pending) Push(x any)        { *p = append(*p, x.(sighting)) }
func (p *pending) Pop() any {
	n := len(*p) - 1
	x := (*p)[n]
	*p = (*p)[:n]
	return x
}
