// Package feed fans out what has been committed at one centre to everybody who
// watches, and lets each come back where it was.
//
// A topic has two kinds of content. Call-outs are events: every subscriber gets
// each of them once, in order. The view is state: a subscriber gets the newest
// and may never see those between. A subscriber is no more than a cursor into
// the topic, so that a thousand of them cost no copies and a slow one holds
// nothing but itself: it is told to take what is next whenever it can, and one
// that stays behind is closed and comes back with its position.
//
// What a subscriber may rely on, in this order, on one connection:
//
//  1. hello, with the position it asked for (or where it begins);
//  2. every call-out of the topic after that position, once and in order;
//  3. a view of sequence s only after every call-out up to s;
//  4. sequence numbers that never fall, each of them a safe position.
//
// Position = the journal's epoch and a sequence. A position of another epoch,
// from the future or from before the working day before this one is unknown:
// ErrPosition, start without one.
//
// All methods may be called concurrently.
package feed

import (
	"errors"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// ErrPosition says that a position means nothing here.
var ErrPosition = errors.New("feed: unknown position, start without one")

// Position is the last that a subscriber has seen.
type Position struct {
	Epoch string
	Seq   uint64
}

// Why a subscription ended; websocket close codes.
const (
	GoingAway = 1001 // the server is going down
	TooSlow   = 4408 // come back with the position
	Resync    = 4410 // the position is unknown, or is no more; come back without
)

// behindLimit is how many call-outs a subscriber that was up to date may fall
// behind before it is closed: minutes of the busiest hall.
const behindLimit = 256

// Feed is the fan-out of one centre.
type Feed struct {
	epoch string

	mu     sync.Mutex
	head   uint64 // last committed sequence
	floor  uint64 // call-outs since then are kept
	log    []CallOut
	topics map[string]*topic
	closed bool
}

// CallOut is an announcement with the topics that it belongs to.
type CallOut struct {
	*Message
	Topics []string
}

type topic struct {
	log     []*Message // its call-outs since floor
	view    *Message
	version uint64 // of the view's content; 0 before the first
	subs    []*Subscriber
}

// New makes a feed whose history are the call-outs since floor.
func New(epoch string, head, floor uint64, history []CallOut) *Feed {
	return &Feed{epoch: epoch, head: head, floor: floor, log: history, topics: map[string]*topic{}}
}

// Epoch is the journal's.
func (f *Feed) Epoch() string { return f.epoch }

// Publish takes what was committed: the sequence that is now the last, the
// call-outs among it, and the sequence before which call-outs may be forgotten.
func (f *Feed) Publish(head, floor uint64, callouts []CallOut) {
	f.mu.Lock()
	f.head = head
	if floor > f.floor {
		f.forget(floor)
	}
	f.log = append(f.log, callouts...)
	var wake []*Subscriber
	for _, c := range callouts {
		for _, name := range c.Topics {
			if t := f.topics[name]; t != nil {
				t.log = append(t.log, c.Message)
				for _, s := range t.subs {
					if s.caughtUp && len(t.log)-s.next > behindLimit {
						s.end = TooSlow
					}
				}
				wake = append(wake, t.subs...)
			}
		}
	}
	f.mu.Unlock()
	for _, s := range wake {
		s.wake()
	}
}

// forget drops call-outs before floor.
func (f *Feed) forget(floor uint64) {
	f.floor = floor
	old := sort.Search(len(f.log), func(i int) bool { return f.log[i].Seq >= floor })
	f.log = slices.Clone(f.log[old:])
	for _, t := range f.topics {
		n := after(t.log, floor-1)
		t.log = slices.Clone(t.log[n:])
		for _, s := range t.subs {
			if s.next < n {
				s.end = Resync // what it has not had is gone
			}
			s.next = max(0, s.next-n)
		}
	}
}

// after is the index of the first message past the sequence.
func after(log []*Message, seq uint64) int {
	return sort.Search(len(log), func(i int) bool { return log[i].Seq > seq })
}

// Show gives a topic its newest view. Same content as the last one: nobody who
// has seen that is woken.
func (f *Feed) Show(name string, view *Message, same bool) {
	f.mu.Lock()
	t := f.topics[name]
	if t == nil || t.view != nil && view.Seq < t.view.Seq {
		f.mu.Unlock()
		return
	}
	t.view = view
	if !same || t.version == 0 {
		t.version++
	}
	var wake []*Subscriber
	for _, s := range t.subs {
		if s.seen != t.version {
			wake = append(wake, s)
		}
	}
	f.mu.Unlock()
	for _, s := range wake {
		s.wake()
	}
}

// View is the topic's newest view; nil when it has none or nobody watches.
func (f *Feed) View(name string) *Message {
	f.mu.Lock()
	defer f.mu.Unlock()
	if t := f.topics[name]; t != nil {
		return t.view
	}
	return nil
}

// Beat tells the subscribers of the topics of one kind ("hall" of "hall/a")
// that the line is alive. It returns how many there are.
func (f *Feed) Beat(kind string, at time.Time) int {
	f.mu.Lock()
	alive := aliveMessage(f.head, at)
	var wake []*Subscriber
	for name, t := range f.topics {
		if kindOf(name) != kind {
			continue
		}
		for _, s := range t.subs {
			s.beat = alive
		}
		wake = append(wake, t.subs...)
	}
	f.mu.Unlock()
	for _, s := range wake {
		s.wake()
	}
	return len(wake)
}

func kindOf(topic string) string {
	kind, _, _ := strings.Cut(topic, "/")
	return kind
}

// Topics lists the topics that somebody watches.
func (f *Feed) Topics() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	names := make([]string, 0, len(f.topics))
	for name := range f.topics {
		names = append(names, name)
	}
	return names
}

// Subscribers counts them by the kind of their topic.
func (f *Feed) Subscribers() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := map[string]int{}
	for name, t := range f.topics {
		n[kindOf(name)] += len(t.subs)
	}
	return n
}

// Close ends every subscription, present and to come, with GoingAway.
func (f *Feed) Close() {
	f.mu.Lock()
	f.closed = true
	var wake []*Subscriber
	for _, t := range f.topics {
		for _, s := range t.subs {
			s.end = GoingAway
		}
		wake = append(wake, t.subs...)
	}
	f.mu.Unlock()
	for _, s := range wake {
		s.wake()
	}
}
