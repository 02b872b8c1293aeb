// Package sequencer puts the commands of a centre in order and makes them so:
// it decides, has the journal keep what follows, publishes it, and only then
// answers. One Sequencer is the only writer of its centre.
//
// Commands that wait together are decided one after the other, each on the
// state as the ones before have left it, and kept by one append: the disk is
// asked once for all of them. While the disk works, the next batch is decided;
// it is handed over when the disk is free, so that it is as large as the crowd
// makes it and no timer is needed. Nobody hears of a command, refused ones
// included, before everything that was decided before it is kept.
//
// When an append fails, or its outcome is unknown, nobody is answered: every
// caller gets ErrUnknown, Run returns, and the process must end. A restart
// reads from the journal what really happened.
package sequencer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"moiso/internal/journal"
	"moiso/internal/queue"
)

// Sentinels; compare with errors.Is.
var (
	// ErrBusy: too many commands are waiting; nothing was done.
	ErrBusy error = busyError{}
	// ErrUnknown: what became of the command is unknown; say nothing to whoever asked.
	ErrUnknown error = unknownError{}
	// ErrStopped: the sequencer has stopped; nothing was done.
	ErrStopped error = stoppedError{}
)

type busyError struct{}

func (busyError) Error() string { return "sequencer: too many commands are waiting" }
func (busyError) Busy() bool    { return true }

type stoppedError struct{ busyError }

func (stoppedError) Error() string { return "sequencer: stopped" }

type unknownError struct{}

func (unknownError) Error() string { return "sequencer: outcome unknown" }
func (unknownError) Abort() bool   { return true }

const (
	waitingLimit = 4096 // commands that may wait for one centre
	batchLimit   = 1024 // of them that one append may hold
	// patience is how long a free disk waits without anybody coming, while
	// somebody is expected; patienceTries is the same for a clock that stands still.
	patience      = 200 * time.Microsecond
	patienceTries = 2000
	// answered at once: so that the first callers come again while the last
	// ones are still being told.
	answeredAtOnce = 32
	// tickEvery is how often time alone may make something happen.
	tickEvery = time.Second
	// tickLimit bounds what one moment can set off; every counter called once,
	// with room to spare.
	tickLimit = 10_000
)

// Publisher hears of events once they are durable, in order, before the
// callers are answered. An error ends the sequencer.
type Publisher interface {
	Commit(events []queue.Event) error
}

// Config is what a sequencer works with. State is the sequencer's from here on.
type Config struct {
	Centre    queue.CentreID
	State     *queue.State
	Journal   journal.Journal
	Publisher Publisher
	Clock     *Clock
	Log       *slog.Logger
}

// Sequencer orders the commands of one centre.
type Sequencer struct {
	Config
	requests chan *request
	idle     sync.Pool // of *request

	mu      sync.RWMutex // held for writing to stop, for reading to enter requests
	stopped bool

	// Owned by Run.
	open  *batch        // decided, not yet handed to the keeper
	crowd int           // callers in the batch handed over last
	at    queue.Instant // the centre's time, never before the last event
}

type request struct {
	cmd     queue.Command
	outcome queue.Outcome
	err     error
	events  int           // of its batch, up to its own
	done    chan struct{} // one token when answered
}

// answer lets the caller go on; err takes the place of what was decided.
func (r *request) answer(err error) {
	if err != nil {
		r.err = err
	}
	r.done <- struct{}{}
}

// New makes a sequencer; nothing happens before Run.
func New(cfg Config) *Sequencer {
	s := &Sequencer{Config: cfg, requests: make(chan *request, waitingLimit)}
	s.idle.New = func() any { return &request{done: make(chan struct{}, 1)} }
	return s
}

// Do has a command decided and kept, and returns what it came to. Its time is
// given here. A refusal is a *queue.Error. A command that was accepted is
// waited for, whatever becomes of the context: it will have its effect.
func (s *Sequencer) Do(ctx context.Context, cmd queue.Command) (queue.Outcome, error) {
	if err := ctx.Err(); err != nil {
		return queue.Outcome{}, err
	}
	r := s.idle.Get().(*request)
	r.cmd = cmd
	if err := s.enter(r); err != nil {
		s.idle.Put(r)
		return queue.Outcome{}, err
	}
	<-r.done
	outcome, err := r.outcome, r.err
	r.cmd, r.outcome, r.err = queue.Command{}, queue.Outcome{}, nil
	s.idle.Put(r)
	return outcome, err
}

// enter queues a request; whatever was queued is answered.
func (s *Sequencer) enter(r *request) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.stopped {
		return ErrStopped
	}
	select {
	case s.requests <- r:
		return nil
	default:
		return ErrBusy
	}
}

// stop turns away who comes, and who came too late to be decided.
func (s *Sequencer) stop() {
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	close(s.requests)
	for r := range s.requests {
		r.answer(ErrStopped)
	}
}

// Run works until the context ends and what was accepted is done, or until the
// journal fails: the error then wraps journal.ErrUnknown.
func (s *Sequencer) Run(ctx context.Context) (err error) {
	defer s.stop()
	k := startKeeper(s.Config)
	s.open = &batch{}
	defer func() {
		s.open.abandon()
		if err = errors.Join(err, k.close()); err != nil {
			err = fmt.Errorf("centre %s: %w", s.Centre, err)
		}
	}()
	tick := time.NewTicker(tickEvery)
	defer tick.Stop()
	if err := s.tick(); err != nil { // whatever time has brought while nobody was here
		return err
	}
	for {
		requests, ready := s.requests, k.ready
		if s.open.full() {
			requests = nil
		}
		if s.open.empty() {
			ready = nil
		}
		select {
		case others := <-ready:
			if err = s.gather(s.crowd + others); err == nil {
				s.hand(k)
			}
		case r := <-requests:
			err = s.step(r, k)
		case <-tick.C:
			s.Clock.adjust(s.Log, s.State.Quiet())
			err = s.tick()
		case <-k.failed:
			return nil // close says why
		case <-ctx.Done():
			return s.finish(k)
		}
		if err != nil {
			return err
		}
	}
}

// hand gives the batch to the keeper, which is ready, and begins another.
func (s *Sequencer) hand(k *keeper) {
	s.crowd = len(s.open.requests)
	k.in <- s.open
	s.open = <-k.free
	k.others.Store(0)
}

// finish does what was accepted before the end.
func (s *Sequencer) finish(k *keeper) error {
	if err := s.tick(); err != nil {
		return err
	}
	for {
		if err := s.drain(); err != nil || s.open.empty() {
			return err
		}
		select {
		case <-k.ready:
			s.hand(k)
		case <-k.failed:
			return nil
		}
	}
}

// drain decides what is waiting, as far as the batch takes it.
func (s *Sequencer) drain() error {
	for !s.open.full() {
		select {
		case r := <-s.requests:
			if err := s.decide(r); err != nil {
				return err
			}
		default:
			return nil
		}
	}
	return nil
}

// step decides a command, and those that come with it, after what time has
// brought, and then what they make possible for idle counters.
func (s *Sequencer) step(r *request, k *keeper) error {
	if err := s.tick(); err != nil {
		r.answer(ErrUnknown)
		return err
	}
	if err := s.decide(r); err != nil {
		return err
	}
	if err := s.drain(); err != nil {
		return err
	}
	k.others.Store(int64(len(s.open.requests)))
	return s.tick()
}

// gather lets those who were just answered come again before a batch goes to
// the free disk: one batch for all costs it hardly more than one for some.
// expected is how many callers there are: those that the last batch answered,
// and those who had come meanwhile. It waits for nobody who does not come soon.
func (s *Sequencer) gather(expected int) error {
	if err := s.tick(); err != nil { // the disk may have taken long
		return err
	}
	var since time.Time
	for tries := 0; tries < patienceTries && len(s.open.requests) < expected && !s.open.full(); tries++ {
		select {
		case r := <-s.requests:
			if err := s.decide(r); err != nil {
				return err
			}
			since = time.Time{}
			continue
		default:
		}
		if since.IsZero() {
			since = time.Now()
		} else if time.Since(since) > patience {
			return nil
		}
		runtime.Gosched()
	}
	return nil
}

// decide decides one command. Its caller is answered when the batch is kept.
func (s *Sequencer) decide(r *request) error {
	s.open.requests = append(s.open.requests, r)
	r.cmd.At = s.at
	d, refused := s.State.Decide(r.cmd)
	r.outcome, r.err = d.Outcome, refused
	err := s.apply(d.Events)
	r.events = len(s.open.events)
	return err
}

// tick takes the time, and lets it have its effects.
func (s *Sequencer) tick() error {
	s.at = max(queue.InstantOf(s.Clock.Now()), s.State.At())
	for range tickLimit {
		d, err := s.State.Decide(queue.Command{At: s.at, Actor: "clock", Do: queue.Tick{}})
		if _, refused := errors.AsType[*queue.Error](err); refused {
			return nil // a centre without a definition has no time
		}
		if len(d.Events) == 0 {
			return err
		}
		if err := s.apply(d.Events); err != nil {
			return err
		}
	}
	return nil
}

// apply makes events part of the state and of the batch. A day that ends takes
// a snapshot along, so that a start replays one day.
func (s *Sequencer) apply(events []queue.Event) error {
	b, closed := s.open, false
	for _, e := range events {
		if len(b.events) == 0 {
			b.after = s.State.Seq()
		}
		if err := s.State.Apply(e); err != nil {
			return err
		}
		b.add(e)
		_, ok := e.Fact.(queue.DayClosed)
		closed = closed || ok
	}
	if !closed {
		return nil
	}
	payload, err := s.State.Snapshot()
	if err != nil {
		return err
	}
	b.snapshot = journal.Snapshot{Seq: s.State.Seq(), Payload: payload}
	return nil
}
