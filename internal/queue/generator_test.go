package queue_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"moiso/internal/queue"
)

// generator makes up what people do in a hall, sensible and not.
type generator struct {
	*rand.Rand
	base queue.Centre // the definition that the variants start from
	now  queue.Instant
	n    int
	past []queue.Command
	m    *model // to choose by
}

// beginnings are evenings and mornings in zones with and without summer time;
// in São Paulo the clocks went forward at midnight, which there was none.
var beginnings = []struct{ zone, at string }{
	{"Asia/Ho_Chi_Minh", "2026-03-02T07:20:00+07:00"},
	{"Asia/Ho_Chi_Minh", "2026-03-07T10:50:00+07:00"},
	{"America/Sao_Paulo", "2018-11-03T22:30:00-03:00"},
	{"Europe/Berlin", "2026-10-24T23:30:00+02:00"},
}

// baseDefinition is ward.json.
func baseDefinition(t testing.TB) queue.Centre {
	b, err := os.ReadFile("testdata/ward.json")
	if err != nil {
		t.Fatal(err)
	}
	var c queue.Centre
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func newGenerator(t testing.TB, base queue.Centre, seed uint64) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0)), base: base}
	begin := beginnings[g.IntN(len(beginnings))]
	at, err := time.Parse(time.RFC3339, begin.at)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation(begin.zone)
	if err != nil {
		t.Fatal(err)
	}
	g.base.Zone = begin.zone
	g.now, g.m = queue.InstantOf(at), &model{zone: zone}
	return g
}

// next is the next command; time stands still often, and jumps now and then.
func (g *generator) next() queue.Command {
	switch r := g.IntN(100); {
	case r < 45:
	case r < 80:
		g.now += queue.Instant(g.IntN(40_000))
	case r < 96:
		g.now += queue.Instant(g.IntN(10 * 60_000))
	case r < 99:
		g.now += queue.Instant(g.IntN(3 * 3_600_000))
	default:
		g.now += queue.Instant(g.IntN(30 * 3_600_000))
	}
	if len(g.past) > 0 && g.IntN(15) == 0 {
		cmd := g.past[g.IntN(len(g.past))]
		cmd.At = g.now
		if g.IntN(4) == 0 {
			cmd.Digest++
		}
		if issue, ok := cmd.Do.(queue.Issue); !ok || !g.gone(issue.Ticket) {
			return cmd
		}
	}
	g.n++
	cmd := queue.Command{At: g.now, Digest: g.Uint64(), Actor: "người", Do: g.action()}
	if g.IntN(3) > 0 {
		cmd.ID = queue.CommandID(fmt.Sprintf("c%d", g.n))
		g.past = append(g.past, cmd)
	}
	return cmd
}

func (g *generator) action() queue.Action {
	if g.m.def == nil {
		return queue.Configure{Centre: g.definition()}
	}
	k := queue.CounterID(one(g, "q1", "q2", "q3"))
	if g.IntN(60) == 0 {
		k = "q9"
	}
	switch r := g.IntN(100); {
	case r < 22:
		return g.issue()
	case r < 34:
		return queue.CallNext{Counter: k}
	case r < 38:
		return queue.Call{Counter: k, Ticket: g.ticket(queue.Waiting), Reason: one(g, "có hẹn", "ốm", "")}
	case r < 40:
		return queue.Recall{Counter: k}
	case r < 46:
		return queue.Start{Counter: k}
	case r < 52:
		return queue.Finish{Counter: k}
	case r < 57:
		return queue.Miss{Counter: k}
	case r < 60:
		return queue.Reinstate{Counter: k, Ticket: g.ticket(queue.Missed)}
	case r < 64:
		return queue.Park{Counter: k}
	case r < 67:
		return queue.Resume{Counter: k, Ticket: g.ticket(queue.Parked)}
	case r < 72:
		to := queue.CounterID(one(g, "", "", "q1", "q2", "q3", "q9"))
		return queue.Transfer{Counter: k, Service: queue.ServiceID(one(g, "", "khai-sinh", "sao-y", "dat-dai", "none")), To: to}
	case r < 77:
		return queue.Undo{Counter: k}
	case r < 79:
		return queue.Cancel{Ticket: g.ticket(queue.TicketState(one(g, "waiting", "called", "missed", "parked", "served")))}
	case r < 86:
		return queue.Open{Counter: k}
	case r < 88:
		return queue.Pause{Counter: k, Reason: one(g, "nghỉ trưa", "họp", "")}
	case r < 90:
		return queue.Close{Counter: k}
	case r < 92:
		return queue.Reprofile{Counter: k, Services: g.profile()}
	case r < 94:
		return queue.Configure{Centre: g.definition()}
	case r < 95:
		return one[queue.Action](g, queue.OpenDay{}, queue.CloseDay{}, queue.Tick{})
	}
	return queue.Tick{}
}

func one[T any](g *generator, of ...T) T { return of[g.IntN(len(of))] }

func (g *generator) issue() queue.Action {
	do := queue.Issue{
		Ticket:  queue.TicketID(fmt.Sprintf("t%d", g.n)),
		Service: queue.ServiceID(one(g, "khai-sinh", "khai-sinh", "ket-hon", "sao-y", "sao-y", "dat-dai", "thue")),
		Class:   queue.ClassID(one(g, "", "ordinary", "elderly", "disabled")),
	}
	if g.IntN(6) == 0 {
		do.Then = g.profile()
	}
	switch g.IntN(60) {
	case 0:
		do.Service = "none"
	case 1:
		do.Class = "none"
	case 2:
		if id := g.ticket(queue.Waiting); id != "" && !g.gone(id) {
			do.Ticket = id
		}
	}
	return do
}

// gone tells whether a ticket had the id and is forgotten: issued again after
// days, it would be taken for a new one.
func (g *generator) gone(id queue.TicketID) bool {
	return g.m.find(id) == nil && slices.ContainsFunc(g.m.tickets, func(t *mTicket) bool { return t.ID == id })
}

// ticket is mostly one in the state, if there is one.
func (g *generator) ticket(state queue.TicketState) queue.TicketID {
	var in []queue.TicketID
	for _, t := range g.m.tickets {
		if t.State == state {
			in = append(in, t.ID)
		}
	}
	if len(in) == 0 || g.IntN(10) == 0 {
		return queue.TicketID(fmt.Sprintf("t%d", g.IntN(g.n+1)))
	}
	return one(g, in...)
}

func (g *generator) profile() []queue.ServiceID {
	var out []queue.ServiceID
	for _, i := range g.Perm(len(g.m.def.Services))[:g.IntN(3)] {
		out = append(out, g.m.def.Services[i].ID)
	}
	return out
}

// definition varies what a centre may decide: promises, quotas, rules, numbers,
// and what there is at all.
func (g *generator) definition() *queue.Centre {
	c := g.base
	c.Classes, c.Services = slices.Clone(c.Classes), slices.Clone(c.Services)
	c.Series, c.Counters = slices.Clone(c.Series), slices.Clone(c.Counters)
	c.Halls = append(slices.Clone(c.Halls), queue.Hall{ID: "lau-2", Name: queue.Text{"vi": "Lầu 2"}})
	c.Counters[2].Hall = "lau-2"
	for i := range c.Classes {
		c.Classes[i].Promise = one(g, 5, 10, 15, 30, 45)
	}
	c.Services[0].Promises = map[queue.ClassID]int{"elderly": 1 + g.IntN(20)}
	c.Services[g.IntN(len(c.Services))].Quota = g.IntN(6)
	s := &c.Series[g.IntN(len(c.Series))]
	s.Start, s.Step, s.End, s.Digits = g.IntN(3)*499, g.IntN(3), g.IntN(2)*1010, g.IntN(4)
	if g.IntN(3) == 0 {
		c.Series[0].Prefix, c.Series[1].Prefix = c.Series[1].Prefix, c.Series[0].Prefix
	}
	c.Rules = queue.Rules{
		MissCalls: g.IntN(3), MissSeconds: g.IntN(2) * 20, ReinstateCredit: g.IntN(3) * 50,
		DayEnd: one(g, "", "expire", "carry", "carry"), AutoCall: g.IntN(4) == 0,
		AutoStartSeconds: g.IntN(2) * 30, AutoFinish: g.IntN(3) == 0,
	}
	switch g.IntN(8) {
	case 0: // without chứng thực
		c.Services = append(c.Services[:3], c.Services[4])
		c.Counters[1].Services = []queue.ServiceID{"khai-sinh"}
	case 1:
		c.Classes = c.Classes[:2]
	case 2:
		c.Counters = c.Counters[:2]
	case 3:
		c.ID = "phuong-khac"
	case 4:
		c.Classes[0].Promise = 0 // a flaw
	}
	return &c
}
