// Package sequencer puts the commands of a centre in order and makes them so:
// it decides, has the journal keep what follows, publishes it, and only then
// answers. One Sequencer is the only writer of its centre.
//
// Commands that wait together are decided one after the other on the state as
// the ones before have left it, and kept by one append: the disk is asked once
// for all of them. Until that append has returned nobody hears of any of it,
// refusals included, since they may rest on what is not yet kept.
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

	"moiso/internal/event"
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
	ErrStopped = errors.New("sequencer: stopped")
)

type busyError struct{}

func (busyError) Error() string { return "sequencer: too many commands are waiting" }
func (busyError) Busy() bool    { return true }

type unknownError struct{}

func (unknownError) Error() string { return "sequencer: outcome unknown" }
func (unknownError) Abort() bool   { return true }

const (
	waitingLimit = 4096 // commands that may wait for one centre
	batchLimit   = 1024 // of them that one append may hold
	// refill is how often a batch lets others run before it closes, so that
	// the callers just answered can join with their next command.
	refill = 20
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
	stopped  chan struct{}
	idle     sync.Pool // of *request

	// Owned by Run.
	batch    []*request
	events   []queue.Event
	payloads [][]byte
	arena    []byte
}

type request struct {
	cmd     queue.Command
	outcome queue.Outcome
	err     error
	done    chan struct{} // one token when answered
}

// New makes a sequencer; nothing happens before Run.
func New(cfg Config) *Sequencer {
	s := &Sequencer{Config: cfg, requests: make(chan *request, waitingLimit), stopped: make(chan struct{})}
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
	select {
	case <-s.stopped:
		return queue.Outcome{}, ErrStopped
	default:
	}
	select {
	case s.requests <- r:
	default:
		s.idle.Put(r)
		return queue.Outcome{}, ErrBusy
	}
	select {
	case <-r.done:
	case <-s.stopped:
		select {
		case <-r.done: // answered on the way out
		default:
			return queue.Outcome{}, ErrUnknown // r may still be in use: not put back
		}
	}
	outcome, err := r.outcome, r.err
	r.cmd, r.outcome, r.err = queue.Command{}, queue.Outcome{}, nil
	s.idle.Put(r)
	return outcome, err
}

// Run works until the context ends and what was accepted is done, or until the
// journal fails: the error then wraps journal.ErrUnknown.
func (s *Sequencer) Run(ctx context.Context) error {
	defer close(s.stopped)
	tick := time.NewTicker(tickEvery)
	defer tick.Stop()
	if err := s.step(nil); err != nil { // whatever time has brought while nobody was here
		return err
	}
	for {
		var first *request
		select {
		case first = <-s.requests:
		case <-tick.C:
			s.Clock.adjust(s.Log, s.State.Quiet())
		case <-ctx.Done():
			select {
			case first = <-s.requests:
			default:
				return nil
			}
		}
		if err := s.step(s.collect(first)); err != nil {
			return fmt.Errorf("centre %s: %w", s.Centre, err)
		}
	}
}

// collect drains what is waiting.
func (s *Sequencer) collect(first *request) []*request {
	s.batch = s.batch[:0]
	if first == nil {
		return s.batch
	}
	s.batch = append(s.batch, first)
	for spins := 0; len(s.batch) < batchLimit && spins < refill; {
		select {
		case r := <-s.requests:
			s.batch = append(s.batch, r)
		default:
			spins++
			runtime.Gosched()
		}
	}
	return s.batch
}

// step decides a batch, keeps what follows, publishes it and answers.
func (s *Sequencer) step(batch []*request) (err error) {
	defer func() {
		for _, r := range batch {
			if err != nil {
				r.err = ErrUnknown
			}
			r.done <- struct{}{}
		}
	}()
	now := max(queue.InstantOf(s.Clock.Now()), s.State.At())
	after := s.State.Seq()
	s.events = s.events[:0]
	if err := s.tick(now); err != nil {
		return err
	}
	for _, r := range batch {
		r.cmd.At = now
		d, refused := s.State.Decide(r.cmd)
		if r.outcome, r.err = d.Outcome, refused; refused != nil {
			continue
		}
		if err := s.apply(d.Events); err != nil {
			return err
		}
	}
	if err := s.tick(now); err != nil {
		return err
	}
	if len(s.events) == 0 {
		return nil
	}
	if err := s.keep(after); err != nil {
		return err
	}
	if err := s.Publisher.Commit(s.events); err != nil {
		return err
	}
	s.snapshot()
	return nil
}

// tick lets time alone have its effects.
func (s *Sequencer) tick(now queue.Instant) error {
	for range tickLimit {
		d, err := s.State.Decide(queue.Command{At: now, Actor: "clock", Do: queue.Tick{}})
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

func (s *Sequencer) apply(events []queue.Event) error {
	for _, e := range events {
		if err := s.State.Apply(e); err != nil {
			return err
		}
	}
	s.events = append(s.events, events...)
	return nil
}

// keep appends the events of the step to the journal.
func (s *Sequencer) keep(after uint64) error {
	s.arena, s.payloads = s.arena[:0], s.payloads[:0]
	for i := range s.events {
		from := len(s.arena)
		s.arena = event.Append(s.arena, s.events[i])
		// A grown arena leaves earlier payloads in the old one, still whole.
		s.payloads = append(s.payloads, s.arena[from:len(s.arena):len(s.arena)])
	}
	for {
		err := s.Journal.Append(context.Background(), string(s.Centre), after, s.payloads)
		if !errors.Is(err, journal.ErrBusy) {
			return err
		}
		// Nothing was stored: the journal is crowded with other centres.
		time.Sleep(time.Millisecond)
	}
}

// snapshot keeps the state when a day was closed, so that a start replays one
// day. A start without it takes longer, no more: it is not worth stopping for.
func (s *Sequencer) snapshot() {
	closed := false
	for i := range s.events {
		_, ok := s.events[i].Fact.(queue.DayClosed)
		closed = closed || ok
	}
	if !closed {
		return
	}
	if err := Snapshot(s.Journal, s.Centre, s.State); err != nil {
		s.Log.Warn("no snapshot at day's end; the next start replays more", "centre", s.Centre, "error", err)
	}
}
