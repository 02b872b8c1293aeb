package sim

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"moiso/internal/queue"
)

// A Monday through the core: 2,000 visitors, 12 counters, every figure from the
// events. Little's law must hold between the people in the hall and the waits
// that the core reports.
func TestAMondayObeysLittle(t *testing.T) {
	c := office(12, 1, 2, 3)
	plan := demand(c, 1600*DayFactor(time.Monday)).Plan(1)
	near(t, "visitors", float64(len(plan)), 2000, 0.05)
	m := playMonday(t, c, plan)

	if got := m.calls; got != len(plan) {
		t.Errorf("%d calls for %d visitors", got, len(plan))
	}
	if m.served+m.missed != len(plan) {
		t.Errorf("%d served and %d missed of %d", m.served, m.missed, len(plan))
	}
	hours := time.Duration(m.end-m.began) * time.Millisecond
	rate := float64(len(plan)) / hours.Minutes()
	meanWait := (time.Duration(m.waits) * time.Millisecond).Minutes() / float64(len(plan))
	meanWaiting := float64(m.area) / float64(m.end-m.began)
	near(t, "waiting on average, against rate times wait", meanWaiting, rate*meanWait, 1e-9)
	if meanWaiting < 1 {
		t.Errorf("only %.2f wait on average: the day tests nothing", meanWaiting)
	}
	if m.missed == 0 || float64(m.missed) > 0.2*float64(len(plan)) {
		t.Errorf("%d visitors were missed", m.missed)
	}
	t.Logf("%d visitors, %.1f a minute; %.1f min of waiting, %.1f people; %d missed; last out after %v",
		len(plan), rate, meanWait, meanWaiting, m.missed, hours.Round(time.Minute))
}

func TestSameSeedSameMonday(t *testing.T) {
	c := office(4, 2, 5)
	d := demand(c, 400)
	if a, b := playMonday(t, c, d.Plan(3)), playMonday(t, c, d.Plan(3)); a.totals != b.totals {
		t.Errorf("the same plan came out as %+v and %+v", a.totals, b.totals)
	}
}

// monday plays a plan through a queue.State, in its own time.
type monday struct {
	t        *testing.T
	state    *queue.State
	plan     []Visit
	rand     *rand.Rand
	due      moments
	order    int // breaks ties: what was planned first happens first
	idle     []queue.CounterID
	visitors map[queue.TicketID]Visit
	totals
}

type totals struct {
	began, end            queue.Instant
	calls, served, missed int
	waits                 queue.Instant // sum, as the events tell
	area                  queue.Instant // people waiting × time
}

// moment is something that happens: a visitor's arrival, or the next thing that
// an officer does.
type moment struct {
	at    queue.Instant
	order int
	do    func()
}

type moments []moment

func (m moments) Len() int      { return len(m) }
func (m moments) Swap(i, j int) { m[i], m[j] = m[j], m[i] }
func (m *moments) Push(x any)   { *m = append(*m, x.(moment)) }
func (m moments) Less(i, j int) bool {
	return m[i].at < m[j].at || m[i].at == m[j].at && m[i].order < m[j].order
}
func (m *moments) Pop() any {
	last := (*m)[len(*m)-1]
	*m = (*m)[:len(*m)-1]
	return last
}

func playMonday(t *testing.T, c *queue.Centre, plan []Visit) *monday {
	t.Helper()
	m := &monday{t: t, state: queue.New(), plan: plan, rand: rand.New(rand.NewPCG(1, 1)), visitors: map[queue.TicketID]Visit{}}
	midnight := queue.InstantOf(time.Date(2026, 11, 23, 0, 0, 0, 0, time.FixedZone("", 7*3600)))
	m.began = midnight + queue.Instant(plan[0].At.Milliseconds())
	m.end = m.began
	m.do(queue.Configure{Centre: c})
	m.do(queue.OpenDay{})
	for _, k := range c.Counters {
		m.do(queue.Open{Counter: k.ID})
		m.idle = append(m.idle, k.ID)
	}
	for i, v := range plan {
		m.in(v.At-plan[0].At, func() { m.arrive(i, v) })
	}
	for len(m.due) > 0 {
		next := heap.Pop(&m.due).(moment)
		m.area += queue.Instant(m.state.WaitingAt("")) * (next.at - m.end)
		m.end = next.at
		next.do()
	}
	return m
}

func (m *monday) in(d time.Duration, do func()) {
	heap.Push(&m.due, moment{m.end + queue.Instant(d.Milliseconds()), m.order, do})
	m.order++
}

func (m *monday) do(action queue.Action) []queue.Event {
	m.t.Helper()
	d, err := m.state.Decide(queue.Command{At: m.end, Actor: "test", Do: action})
	if err != nil {
		m.t.Fatalf("%+v: %v", action, err)
	}
	for _, e := range d.Events {
		if err := m.state.Apply(e); err != nil {
			m.t.Fatal(err)
		}
		switch f := e.Fact.(type) {
		case queue.TicketCalled:
			m.calls++
			m.waits += f.Waited
		case queue.ServiceFinished:
			m.served++
		case queue.TicketMissed:
			m.missed++
		}
	}
	return d.Events
}

func (m *monday) arrive(i int, v Visit) {
	id := queue.TicketID(fmt.Sprintf("t%d", i))
	m.visitors[id] = v
	m.do(queue.Issue{Ticket: id, Service: v.Service, Class: v.Class})
	if len(m.idle) > 0 {
		k := m.idle[0]
		m.idle = m.idle[1:]
		m.next(k)
	}
}

// next has a counter call whom it can.
func (m *monday) next(k queue.CounterID) {
	events := m.do(queue.CallNext{Counter: k})
	if len(events) == 0 {
		m.idle = append(m.idle, k)
		return
	}
	call := events[0].Fact.(queue.TicketCalled)
	v := m.visitors[call.Ticket]
	if !v.Stays(time.Duration(call.Waited) * time.Millisecond) {
		m.in(2*announceFor, func() { m.do(queue.Miss{Counter: k}); m.next(k) })
		return
	}
	m.in(v.Walks, func() {
		m.do(queue.Start{Counter: k})
		m.in(v.Takes, func() {
			m.do(queue.Finish{Counter: k})
			m.in(gap(m.rand), func() { m.next(k) })
		})
	})
}
