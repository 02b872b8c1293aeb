package sequencer

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"moiso/internal/journal"
)

// keeper makes batches durable, one after the other, and has a second goroutine
// publish them and answer their callers. So three batches are on the way:
//
//	the sequencer decides one ──in──▶ the journal keeps one ──kept──▶ one is published ──free──▶
//
// A batch is handed over after ready was received: the disk is free.
type keeper struct {
	Config
	ready  chan int     // callers who had come when the disk became free
	others atomic.Int64 // callers who have come since the last batch was handed over
	in     chan *batch
	kept   chan *batch
	free   chan *batch // empty ones
	once   sync.Once
	failed chan struct{} // closed after err is set
	err    error
	done   chan struct{}
}

func startKeeper(cfg Config) *keeper {
	k := &keeper{
		Config: cfg, ready: make(chan int, 1), in: make(chan *batch, 1), kept: make(chan *batch, 1), free: make(chan *batch, 3),
		failed: make(chan struct{}), done: make(chan struct{}),
	}
	k.free <- &batch{}
	k.free <- &batch{}
	go k.keep()
	go k.publish()
	return k
}

// close waits until everything handed over is kept and answered, and gives the
// first error.
func (k *keeper) close() error {
	close(k.in)
	<-k.done
	return k.err
}

// keep makes batches durable. After an error it keeps nothing more.
func (k *keeper) keep() {
	defer close(k.kept)
	k.ready <- 0
	for b := range k.in {
		select {
		case <-k.failed:
			b.unknown = true
		default:
			if err := k.append(b); err != nil {
				k.fail(b, err)
			}
		}
		others := int(k.others.Load())
		k.kept <- b
		k.ready <- others
	}
}

func (k *keeper) append(b *batch) error {
	if len(b.events) == 0 {
		return nil
	}
	for {
		err := k.Journal.Append(context.Background(), string(k.Centre), b.after, b.payloads)
		if !errors.Is(err, journal.ErrBusy) {
			return err
		}
		// Nothing was stored: the journal is crowded with other centres.
		time.Sleep(time.Millisecond)
	}
}

// publish tells the world what is durable, then the callers: some at once, in
// the order of their commands.
func (k *keeper) publish() {
	defer close(k.done)
	for b := range k.kept {
		told := 0
		for told < len(b.requests) && !b.unknown {
			next := min(told+answeredAtOnce, len(b.requests))
			if k.commit(b, b.requests[next-1].events) {
				answer(b.requests[told:next], nil)
				told = next
			}
		}
		if !b.unknown && k.commit(b, len(b.events)) {
			k.snapshot(b)
		}
		answer(b.requests[told:], ErrUnknown)
		b.reset()
		k.free <- b
	}
}

// commit publishes the events of a batch up to a number; false: it failed.
func (k *keeper) commit(b *batch, upto int) bool {
	if upto == b.published {
		return true
	}
	if err := k.Publisher.Commit(b.events[b.published:upto]); err != nil {
		k.fail(b, err)
		return false
	}
	b.published = upto
	return true
}

// fail ends the sequencer. What is kept but cannot be published is answered to
// nobody either: what the faces would show of it is wrong.
func (k *keeper) fail(b *batch, err error) {
	b.unknown = true
	k.once.Do(func() {
		k.err = err
		close(k.failed)
	})
}

// snapshot keeps the state at a day's end. A start without it takes longer, no more.
func (k *keeper) snapshot(b *batch) {
	if b.snapshot.Seq == 0 {
		return
	}
	if err := k.Journal.SaveSnapshot(string(k.Centre), b.snapshot); err != nil {
		k.Log.Warn("no snapshot at day's end; the next start replays more", "centre", k.Centre, "error", err)
	}
}
