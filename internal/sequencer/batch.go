package sequencer

import (
	"moiso/internal/event"
	"moiso/internal/journal"
	"moiso/internal/queue"
)

// batch is what one append makes durable: decided commands, their events, and
// the callers who wait for them.
type batch struct {
	requests  []*request
	after     uint64 // sequence before the first event
	events    []queue.Event
	published int              // events that the world has been told of
	payloads  [][]byte         // the events, encoded
	arena     []byte           // where they are
	snapshot  journal.Snapshot // to be kept after them; Seq 0: none
	unknown   bool             // nobody is to be answered
}

func (b *batch) empty() bool { return len(b.requests) == 0 && len(b.events) == 0 }

func (b *batch) full() bool { return len(b.requests) >= batchLimit }

func (b *batch) add(e queue.Event) {
	b.events = append(b.events, e)
	from := len(b.arena)
	b.arena = event.Append(b.arena, e)
	// A grown arena leaves earlier payloads in the old one, still whole.
	b.payloads = append(b.payloads, b.arena[from:len(b.arena):len(b.arena)])
}

// reset makes room for the next batch.
func (b *batch) reset() {
	clear(b.requests)
	clear(b.events)
	b.requests, b.events, b.payloads, b.arena = b.requests[:0], b.events[:0], b.payloads[:0], b.arena[:0]
	b.snapshot, b.published, b.unknown = journal.Snapshot{}, 0, false
}

// abandon tells the callers that nobody knows.
func (b *batch) abandon() {
	answer(b.requests, ErrUnknown)
	b.reset()
}

// answer lets callers go on; err takes the place of what was decided.
func answer(requests []*request, err error) {
	for _, r := range requests {
		r.answer(err)
	}
}
