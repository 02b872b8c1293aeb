package sequencer

import (
	"context"
	"errors"
	"runtime"
	"time"

	"moiso/internal/journal"
)

// keeper makes batches durable, one after the other, publishes them and answers
// their callers. Two batches go round: while the keeper has one, the sequencer
// fills the other.
type keeper struct {
	Config
	in     chan *batch
	free   chan *batch   // an empty batch; to receive it means that the disk is free
	failed chan struct{} // closed after err is set
	err    error
	done   chan struct{}
}

func startKeeper(cfg Config) *keeper {
	k := &keeper{Config: cfg, in: make(chan *batch, 1), free: make(chan *batch, 1), failed: make(chan struct{}), done: make(chan struct{})}
	k.free <- &batch{}
	go k.run()
	return k
}

// keep hands a batch over; the caller has received another from free.
func (k *keeper) keep(b *batch) { k.in <- b }

// close waits until everything handed over is kept, and gives the first error.
func (k *keeper) close() error {
	close(k.in)
	<-k.done
	return k.err
}

func (k *keeper) run() {
	defer close(k.done)
	for b := range k.in {
		if k.err == nil {
			if k.err = k.make(b); k.err != nil {
				close(k.failed)
			}
		}
		if k.err != nil {
			b.abandon()
			continue
		}
		b.answer(nil)
		for range refill {
			runtime.Gosched()
		}
		k.free <- b
	}
}

// make appends and publishes a batch.
func (k *keeper) make(b *batch) error {
	if len(b.events) == 0 {
		return nil
	}
	if err := k.append(b); err != nil {
		return err
	}
	if err := k.Publisher.Commit(b.events); err != nil {
		return err
	}
	if b.snapshot.Seq > 0 {
		if err := k.Journal.SaveSnapshot(string(k.Centre), b.snapshot); err != nil {
			// A start without it takes longer, no more.
			k.Log.Warn("no snapshot at day's end; the next start replays more", "centre", k.Centre, "error", err)
		}
	}
	return nil
}

func (k *keeper) append(b *batch) error {
	for {
		err := k.Journal.Append(context.Background(), string(k.Centre), b.after, b.payloads)
		if !errors.Is(err, journal.ErrBusy) {
			return err
		}
		// Nothing was stored: the journal is crowded with other centres.
		time.Sleep(time.Millisecond)
	}
}
