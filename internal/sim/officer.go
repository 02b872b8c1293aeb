package sim

import (
	"context"
	"math/rand/v2"
	"time"

	"moiso/internal/live"
	"moiso/internal/queue"
)

const (
	settle      = 90 * time.Second
	lookEvery   = 15 * time.Second // an officer with nobody waiting looks again
	announceFor = 40 * time.Second // a call is repeated after that, and given up after that again
	stepAside   = 10 * time.Minute // the counter is not as the officer has left it: let somebody else use it
	awayFor     = 5 * time.Minute  // a missed visitor comes back after that
	parkedFor   = 4 * time.Minute

	breakShare  = 0.03 // of the visitors are followed by a break
	parkShare   = 0.04 // of them have to fill in a form first
	returnShare = 0.5  // of the missed come back
)

// officer works at one counter.
type officer struct {
	*People
	counter *queue.Counter
	rand    *rand.Rand
	begun   bool // has served somebody
}

// work is the officer's day.
func (o *officer) work(ctx context.Context) {
	o.clear(ctx)
	o.wait(ctx, between(o.rand, 0, settle)) // not everybody begins on the stroke
	for ctx.Err() == nil {
		o.reinstate(ctx)
		called, err := o.try(ctx, "call-next", nil)
		switch {
		case err != nil:
			if o.wait(ctx, stepAside) {
				o.clear(ctx)
			}
		case called == nil:
			o.wait(ctx, lookEvery)
		default:
			o.attend(ctx, called)
			o.wait(ctx, gap(o.rand))
			if o.rand.Float64() < breakShare {
				o.rest(ctx)
			}
		}
	}
}

// clear ends whatever is left at the counter and opens it. That there is
// nothing to end is what is hoped for.
func (o *officer) clear(ctx context.Context) {
	if _, err := o.do(ctx, "start", nil); err == nil {
		o.wait(ctx, time.Minute)
	}
	if _, err := o.do(ctx, "finish", nil); err == nil {
		o.wait(ctx, gap(o.rand))
	}
	o.try(ctx, "open", nil)
}

// attend waits for who was called and serves them.
func (o *officer) attend(ctx context.Context, t *live.Ticket) {
	v := o.visitorOf(t)
	if !v.Stays(o.since(v.came)) {
		o.miss(ctx, t.ID)
		return
	}
	if !o.wait(ctx, v.Walks) {
		return
	}
	if _, err := o.try(ctx, "start", nil); err != nil {
		return
	}
	serve := v.Takes
	if !o.begun {
		// The first visitors leave one after the other, as they would on any
		// look into a hall at work.
		serve = between(o.rand, 0, serve)
		o.begun = true
	}
	if o.rand.Float64() < parkShare {
		if !o.wait(ctx, serve/4) || !o.park(ctx, t.ID) {
			return
		}
		serve -= serve / 4
	}
	if o.wait(ctx, serve) {
		o.try(ctx, "finish", nil)
	}
}

// visitorOf is who holds the ticket; somebody it was not planned for comes at
// once and takes a while.
func (o *officer) visitorOf(t *live.Ticket) visitor {
	o.mu.Lock()
	defer o.mu.Unlock()
	v, ok := o.visitors[t.ID]
	if !ok {
		return visitor{Visit: Visit{Walks: walk(o.rand), Takes: serviceTime(o.rand, 5*time.Minute), Patience: 1}, came: time.Now()}
	}
	delete(o.visitors, t.ID)
	return v
}

// miss calls again and then gives up. The visitor may come back.
func (o *officer) miss(ctx context.Context, id queue.TicketID) {
	if !o.wait(ctx, announceFor) {
		return
	}
	o.try(ctx, "recall", nil)
	if !o.wait(ctx, announceFor) {
		return
	}
	if _, err := o.try(ctx, "miss", nil); err != nil || o.rand.Float64() >= returnShare {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.back = append(o.back, returning{ticket: id, at: time.Now().Add(time.Duration(float64(awayFor) / o.Speed))})
}

// reinstate lets one who was missed, and has come back, wait again.
func (o *officer) reinstate(ctx context.Context) {
	o.mu.Lock()
	if len(o.back) == 0 || time.Now().Before(o.back[0].at) {
		o.mu.Unlock()
		return
	}
	id := o.back[0].ticket
	o.back = o.back[1:]
	o.mu.Unlock()
	o.try(ctx, "reinstate", of(id))
}

// park sends the visitor to fill in a form, and takes them back; false when
// that could not be done.
func (o *officer) park(ctx context.Context, id queue.TicketID) bool {
	if _, err := o.try(ctx, "park", nil); err != nil || !o.wait(ctx, parkedFor) {
		return false
	}
	_, err := o.try(ctx, "resume", of(id))
	return err == nil
}

// rest is a break.
func (o *officer) rest(ctx context.Context) {
	if _, err := o.try(ctx, "pause", map[string]string{"reason": "Nghỉ giải lao"}); err == nil && o.wait(ctx, between(o.rand, 5*time.Minute, 10*time.Minute)) {
		o.try(ctx, "open", nil)
	}
}

// of names the ticket that a verb is about.
func of(id queue.TicketID) any { return map[string]queue.TicketID{"ticket": id} }

// try does a verb at the officer's counter; a failure is logged.
func (o *officer) try(ctx context.Context, verb string, body any) (*live.Ticket, error) {
	t, err := o.do(ctx, verb, body)
	if err != nil {
		o.failed(ctx, verb, err)
	}
	return t, err
}

func (o *officer) do(ctx context.Context, verb string, body any) (*live.Ticket, error) {
	answer, err := o.Desk.Do(ctx, o.Centre.ID, o.counter.ID, verb, body)
	return answer.Ticket, err
}
