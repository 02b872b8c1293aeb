package feed

import (
	"slices"
	"sort"
)

// takeLimit bounds what one Next hands out, so that a long catch-up holds no
// long list.
const takeLimit = 64

// Subscriber is one watcher of one topic: a cursor.
type Subscriber struct {
	feed  *Feed
	topic *topic
	name  string
	wake  func()

	// Owned by feed.mu.
	index    int    // in topic.subs
	next     int    // in topic.log
	last     uint64 // highest sequence handed out
	seen     uint64 // version of the view handed out
	greeted  bool
	caughtUp bool
	beat     *Message
	end      int // close code; 0 while alive
}

// Subscribe begins to watch a topic, from a position or, with nil, from now.
// wake is called, from any goroutine and often, when there may be something to
// take; it must not block and must not call the feed. Close it when done.
func (f *Feed) Subscribe(name string, from *Position, wake func()) (*Subscriber, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	last := f.head
	if from != nil {
		if from.Epoch != f.epoch || from.Seq > f.head || from.Seq+1 < f.floor {
			return nil, ErrPosition
		}
		last = from.Seq
	}
	t := f.topics[name]
	if t == nil {
		t = &topic{log: f.history(name)}
		f.topics[name] = t
	}
	s := &Subscriber{feed: f, topic: t, name: name, wake: wake, index: len(t.subs), next: after(t.log, last), last: last}
	if f.closed {
		s.end = GoingAway
	}
	t.subs = append(t.subs, s)
	return s, nil
}

// history picks a topic's call-outs out of the log.
func (f *Feed) history(name string) []*Message {
	var log []*Message
	for _, c := range f.log {
		if slices.Contains(c.Topics, name) {
			log = append(log, c.Message)
		}
	}
	return log
}

// Next takes what the subscriber has not had yet, in order; nothing when it is
// up to date. A close code other than 0 says that it has had all it gets.
func (s *Subscriber) Next(buf []*Message) (messages []*Message, end int) {
	f, t := s.feed, s.topic
	messages = buf[:0]
	f.mu.Lock()
	defer f.mu.Unlock()
	if s.end != 0 {
		return messages, s.end
	}
	if !s.greeted {
		s.greeted = true
		messages = append(messages, helloMessage(f.epoch, s.last))
	}
	for s.next < len(t.log) {
		if len(messages) >= takeLimit {
			return messages, 0
		}
		m := t.log[s.next]
		m.encode() // under the feed's mutex
		messages = append(messages, m)
		s.next++
		s.last = m.Seq
	}
	s.caughtUp = true
	if t.view != nil && s.seen != t.version && t.view.Seq >= s.last {
		messages = append(messages, t.view)
		s.seen, s.last = t.version, t.view.Seq
	}
	if s.beat != nil {
		if s.beat.Seq >= s.last {
			messages = append(messages, s.beat)
			s.last = s.beat.Seq
		}
		s.beat = nil
	}
	return messages, 0
}

// Shown finds the call-out that a receipt names; nil when the topic has none.
func (s *Subscriber) Shown(seq uint64) *Message {
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	log := s.topic.log
	i := sort.Search(len(log), func(i int) bool { return log[i].Seq >= seq })
	if i < len(log) && log[i].Seq == seq {
		return log[i]
	}
	return nil
}

// Topic is the name that was subscribed to.
func (s *Subscriber) Topic() string { return s.name }

// Close stops watching.
func (s *Subscriber) Close() {
	f, t := s.feed, s.topic
	f.mu.Lock()
	defer f.mu.Unlock()
	if s.index < 0 {
		return
	}
	n := len(t.subs) - 1
	t.subs[s.index] = t.subs[n]
	t.subs[s.index].index = s.index
	t.subs[n] = nil
	t.subs = t.subs[:n]
	s.index = -1
	if n == 0 {
		delete(f.topics, s.name)
	}
}
