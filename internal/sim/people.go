package sim

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"moiso/counter"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/kiosk"
)

// Kiosk is where visitors take a number: *kiosk.Client.
type Kiosk interface {
	Issue(ctx context.Context, centre queue.CentreID, key string, order kiosk.Order) (live.Ticket, error)
}

// Desk is where officers say what they do: *counter.Client.
type Desk interface {
	Do(ctx context.Context, centre queue.CentreID, at queue.CounterID, verb string, body any) (counter.Answer, error)
}

// People are the visitors and officers of one centre. Others may use it at the
// same time: what they do in between makes single actions fail, which is logged
// as debug and lived with.
type People struct {
	Centre   *queue.Centre
	Counters []queue.Counter // that have an officer
	Kiosk    Kiosk
	Desk     Desk
	Plan     []Visit // repeated when it is over
	Speed    float64 // seconds of theirs in one second
	Seed     uint64  // of what the officers do
	Log      *slog.Logger

	mu       sync.Mutex
	visitors map[queue.TicketID]visitor
	back     []returning // missed; in the order in which they return
}

// visitor is who holds a ticket.
type visitor struct {
	Visit
	came time.Time
}

// returning is who was missed and will be here again.
type returning struct {
	ticket queue.TicketID
	at     time.Time
}

// Run has everybody act until the context ends.
func (p *People) Run(ctx context.Context) {
	p.mu.Lock()
	p.visitors = map[queue.TicketID]visitor{}
	p.mu.Unlock()
	var all sync.WaitGroup
	for i := range p.Counters {
		o := &officer{People: p, counter: &p.Counters[i], rand: rand.New(rand.NewPCG(p.Seed, uint64(i)+1))}
		all.Go(func() { o.work(ctx) })
	}
	all.Go(func() { p.arrive(ctx) })
	all.Wait()
}

// arrive has the visitors of the plan come, again and again.
func (p *People) arrive(ctx context.Context) {
	if len(p.Plan) == 0 {
		return
	}
	r := rand.New(rand.NewPCG(p.Seed, 0))
	for {
		began := time.Now()
		for _, v := range p.Plan {
			if !p.wait(ctx, v.At-p.Plan[0].At-p.since(began)) {
				return
			}
			p.take(ctx, r, v)
		}
		if !p.wait(ctx, time.Minute) {
			return
		}
	}
}

// take has a visitor take a number.
func (p *People) take(ctx context.Context, r *rand.Rand, v Visit) {
	order := kiosk.Order{Service: v.Service, Class: v.Class, Kiosk: p.kioskFor(r, v.Service)}
	t, err := p.Kiosk.Issue(ctx, p.Centre.ID, "", order)
	if err != nil {
		p.failed(ctx, "issue", err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.visitors[t.ID] = visitor{Visit: v, came: time.Now()}
}

// kioskFor picks a kiosk that offers the service; empty when none does.
func (p *People) kioskFor(r *rand.Rand, id queue.ServiceID) queue.KioskID {
	i := slices.IndexFunc(p.Centre.Services, func(s queue.Service) bool { return s.ID == id })
	field := p.Centre.Services[i].Field
	var offering []queue.KioskID
	for _, k := range p.Centre.Kiosks {
		if len(k.Fields) == 0 || slices.Contains(k.Fields, field) {
			offering = append(offering, k.ID)
		}
	}
	if len(offering) == 0 {
		return ""
	}
	return offering[r.IntN(len(offering))]
}

// wait lets d of the people's time pass; false when the context has ended.
func (p *People) wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(time.Duration(float64(d) / p.Speed))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// since is how much of the people's time has passed.
func (p *People) since(t time.Time) time.Duration {
	return time.Duration(float64(time.Since(t)) * p.Speed)
}

func (p *People) failed(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		p.Log.Debug("people: not done", "centre", p.Centre.ID, "action", what, "error", err)
	}
}
