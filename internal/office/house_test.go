package office

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestEveryDiscipline plays the same days under each: all visitors are called
// once, first come first served inside a class, and no counter that could call
// one is idle.
func TestEveryDiscipline(t *testing.T) {
	o := Reference()
	for _, d := range Disciplines() {
		h := NewHouse(o, d, 0.95)
		for n := range uint64(5) {
			day := o.Day(0.95, 3, n)
			same := slices.Clone(day)
			calls := h.Play(day)
			if !slices.Equal(day, same) {
				t.Fatalf("%s changes who comes", d.Name)
			}
			checkCalls(t, o, day, calls)
			checkConserving(t, o, day, calls)
		}
	}
}

// checkCalls holds each pair of a class, and each counter, against the rules.
func checkCalls(t *testing.T, o *Office, day []Ticket, calls []Call) {
	t.Helper()
	if len(calls) != len(day) {
		t.Fatalf("%d calls for %d tickets", len(calls), len(day))
	}
	for i, c := range calls {
		if c.At < day[i].Arrives {
			t.Fatalf("ticket %d is called %d ms before it comes", i, day[i].Arrives-c.At)
		}
		if !does(o, c.Counter, day[i]) {
			t.Fatalf("counter %d calls a ticket that it does not take", c.Counter)
		}
		for j := range i {
			if day[j].Class == day[i].Class && day[j].Ref <= day[i].Ref && calls[j].At > c.At {
				t.Fatalf("ticket %d passes %d of its class", i, j)
			}
		}
	}
}

func does(o *Office, counter int, k Ticket) bool {
	return slices.Contains(o.Counters[counter].Services, o.Classes[k.Class].Service)
}

// span is a time at which a counter is at work or on its break.
type span struct{ from, to int64 }

// occupied rebuilds what the counter did, its break put where it must have been.
func occupied(o *Office, counter int, day []Ticket, calls []Call) []span {
	var spans []span
	for i, c := range calls {
		if c.Counter == counter {
			spans = append(spans, span{c.At, c.At + day[i].Takes})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	if o.Break == 0 {
		return spans
	}
	from := int64(o.Counters[counter].BreakAt) * minute
	place := len(spans)
	for i, s := range spans {
		if s.from < from {
			from = max(from, s.to)
		} else {
			place = min(place, i)
		}
	}
	return slices.Insert(spans, place, span{from, from + int64(o.Break)*minute})
}

func checkConserving(t *testing.T, o *Office, day []Ticket, calls []Call) {
	t.Helper()
	for j := range o.Counters {
		spans := occupied(o, j, day, calls)
		for i := 1; i < len(spans); i++ {
			if spans[i].from < spans[i-1].to {
				t.Fatalf("counter %d does two things at once: %v, %v", j, spans[i-1], spans[i])
			}
		}
		for i, k := range day {
			if !does(o, j, k) {
				continue
			}
			free := k.Arrives // the first moment at which the counter might have called it
			for _, s := range spans {
				if s.from <= free && free < s.to {
					free = s.to
				}
			}
			if free < calls[i].At {
				t.Fatalf("counter %d is idle at %d while ticket %d waits until %d", j, free, i, calls[i].At)
			}
		}
	}
}

// TestErlangC: exponential services at three counters, a Poisson stream, a load
// of 0.8; the mean wait is known.
func TestErlangC(t *testing.T) {
	const mean, load, counters, tickets = 5 * minute, 0.8, 3, 400_000
	o := &Office{
		Minutes: 480, Arrivals: []float64{1},
		Services: []Service{{ID: "s", Minutes: 5}},
		Classes:  []Class{{ID: "c", Service: "s", Promise: 10, Share: 1, Rank: 1}},
		Counters: []Counter{{ID: "1", Services: []string{"s"}}, {ID: "2", Services: []string{"s"}}, {ID: "3", Services: []string{"s"}}},
	}
	if err := o.validate(); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(4, 4))
	day, at := make([]Ticket, tickets), 0.0
	for i := range day {
		at += r.ExpFloat64() * mean / (load * counters)
		day[i] = Ticket{Arrives: int64(at), Ref: int64(at), Takes: max(1, int64(r.ExpFloat64()*mean))}
	}
	waited := 0.0
	for i, c := range NewHouse(o, Disciplines()[0], load).Play(day) {
		waited += float64(c.At-day[i].Arrives) / tickets
	}
	offered := load * counters
	sum, term := 0.0, 1.0
	for k := range counters {
		sum += term
		term *= offered / float64(k+1)
	}
	term /= 1 - load
	want := term / (sum + term) * mean / (counters * (1 - load))
	near(t, "mean wait", waited, want, 0.03)
}

// TestIdleCounters: who comes to an idle office goes to the counter with fewest
// skills, of two such to the one that has been idle longer.
func TestIdleCounters(t *testing.T) {
	o := &Office{
		Minutes: 480, Arrivals: []float64{1},
		Services: []Service{{ID: "a", Minutes: 5}, {ID: "b", Minutes: 5}},
		Classes:  []Class{{ID: "a", Service: "a", Promise: 10, Share: 1, Rank: 1}},
		Counters: []Counter{{ID: "1", Services: []string{"a", "b"}}, {ID: "2", Services: []string{"a"}}, {ID: "3", Services: []string{"a"}}},
	}
	day := []Ticket{{Takes: 5 * minute}, {Arrives: 1, Ref: 1, Takes: minute}, {Arrives: 2, Ref: 2, Takes: 4 * minute}}
	for i := int64(1); i <= 2; i++ { // counter 3 has been idle for longest, counter 1 for longer than counter 2
		day = append(day, Ticket{Arrives: (5 + i) * minute, Ref: (5 + i) * minute, Takes: minute})
	}
	calls := NewHouse(o, Disciplines()[0], 1).Play(day)
	for i, want := range []int{1, 2, 0, 2, 1} {
		if calls[i].Counter != want || calls[i].At != day[i].Arrives {
			t.Errorf("ticket %d: %+v, want counter %d at once", i, calls[i], want)
		}
	}
}

// TestBreaks: an idle counter leaves in time, a busy one after its visitor, and
// nobody is called meanwhile.
func TestBreaks(t *testing.T) {
	o := &Office{
		Minutes: 480, Arrivals: []float64{1}, Break: 30,
		Services: []Service{{ID: "a", Minutes: 5}},
		Classes:  []Class{{ID: "a", Service: "a", Promise: 10, Share: 1, Rank: 1}},
		Counters: []Counter{{ID: "1", Services: []string{"a"}, BreakAt: 60}},
	}
	for _, c := range []struct{ comes, takes, then, want int64 }{{0, 5, 60, 90}, {0, 5, 61, 90}, {58, 5, 60, 93}, {58, 2, 59, 90}} {
		day := []Ticket{{Arrives: c.comes * minute, Ref: c.comes * minute, Takes: c.takes * minute}, {Arrives: c.then * minute, Ref: c.then * minute, Takes: 1}}
		if got := NewHouse(o, Disciplines()[0], 1).Play(day)[1].At; got != c.want*minute {
			t.Errorf("%+v: called at minute %v", c, float64(got)/minute)
		}
	}
}

// TestLeadsFollowTheBreaks: with one of its counters away, a ticket presses
// sooner.
func TestLeadsFollowTheBreaks(t *testing.T) {
	h := NewHouse(Reference(), Disciplines()[0], 1)
	h.reset(0)
	last := len(h.lines) - 1 // s5-appointment: three counters, 17.5, 17.5 and 13.5 minutes on average
	lead := func(want int64) {
		t.Helper()
		if got := h.lines[last].head.Lead; got != want {
			t.Errorf("lead %d, want %d", got, want)
		}
	}
	h.lines[last].head.Promise = 60 * minute
	for j := range h.desks {
		h.lead(j)
	}
	lead(2*minute + 2*(48500*minute/1000)/9)
	h.desks[11].away = true
	h.lead(11)
	lead(2*minute + 2*35*minute/4)
	h.desks[7].away, h.desks[8].away = true, true
	h.lead(7)
	lead(60 * minute)
}
