package office

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

var shortDays = flag.Int("days", 10_000, "random days that TestOvertaking plays")

// TestOvertaking plays short days of random offices and holds what happened
// against the bound as the comment of Reach states it, in whole minutes and
// without the code of the rule: who passes a ticket came within the reach of its
// wait so far, and no more pass it than came within the reach of its whole wait.
func TestOvertaking(t *testing.T) {
	days := *shortDays
	if raceEnabled {
		days = min(days, 200)
	}
	r := rand.New(rand.NewPCG(6, 6))
	var seen overtaking
	for n := range uint64(days) {
		o, load := randomOffice(r)
		day := randomDay(r, o, load, n)
		seen.add(o, day, NewHouse(o, Disciplines()[0], load).Play(day))
		if seen.outside+seen.crowded > 0 {
			t.Fatalf("day %d: %+v in %+v", n, seen, o)
		}
	}
	t.Logf("%d days: %+v", days, seen)
	if seen.passes < 10*days || seen.nearest < 0.8 || seen.fullest < 0.8 {
		t.Errorf("%+v: little was tried", seen)
	}
}

// TestOvertakingBites: rivals without such a bound are found out.
func TestOvertakingBites(t *testing.T) {
	for _, d := range Disciplines() {
		r := rand.New(rand.NewPCG(6, 6))
		var seen overtaking
		for n := range uint64(300) {
			o, load := randomOffice(r)
			day := randomDay(r, o, load, n)
			seen.add(o, day, NewHouse(o, d, load).Play(day))
		}
		bounded := d.Name == "promise" || d.Name == "fifo" || d.Name == "duedate"
		if bounded != (seen.outside+seen.crowded == 0) {
			t.Errorf("%s: %+v", d.Name, seen)
		}
	}
}

// TestReportsCountOvertaking: what a house counts is what a look at its calls
// finds.
func TestReportsCountOvertaking(t *testing.T) {
	o := Reference()
	for _, d := range Disciplines() {
		day := o.Day(0.95, 1, 1)
		calls := NewHouse(o, d, 0.95).Play(day)
		var seen overtaking
		seen.add(o, day, calls)
		passes, outside := 0, 0
		for _, c := range calls {
			passes += c.Overtaken
			outside += c.Outside
		}
		if passes != seen.passes || outside != seen.outside {
			t.Errorf("%s: the house counts %d, %d outside; want %+v", d.Name, passes, outside, seen)
		}
	}
}

// overtaking is what a look at days found.
type overtaking struct {
	passes, outside int     // pairs
	crowded         int     // tickets that more passed than may
	nearest         float64 // to the bound on one passer, as a part of it
	fullest         float64 // the same of their number, where 5 or more may
}

func (s *overtaking) add(o *Office, day []Ticket, calls []Call) {
	for i := range day {
		passed, may := 0, 0
		for j := range day {
			late := day[j].Ref - day[i].Ref
			if late < 0 || late == 0 && j < i || i == j || !compete(o, day[i], day[j]) {
				continue
			}
			if float64(late) < reach(o, day[i], day[j], calls[i].At) {
				may++
			}
			at := calls[j].At
			if at >= calls[i].At || at < day[i].Arrives || !does(o, calls[j].Counter, day[i]) {
				continue
			}
			if j < i && at == day[j].Arrives && at == day[i].Arrives {
				continue // j went to an idle counter before i came, if at the same moment
			}
			passed++
			part := float64(late) / reach(o, day[i], day[j], at)
			s.nearest = max(s.nearest, part)
			if part >= 1 {
				s.outside++
			}
		}
		s.passes += passed
		if passed > may {
			s.crowded++
		}
		if may >= 5 {
			s.fullest = max(s.fullest, float64(passed)/float64(may))
		}
	}
}

// compete tells whether a counter takes both.
func compete(o *Office, a, b Ticket) bool {
	return slices.ContainsFunc(o.Counters, func(k Counter) bool {
		return slices.Contains(k.Services, o.Classes[a.Class].Service) && slices.Contains(k.Services, o.Classes[b.Class].Service)
	})
}

// reach is the bound in milliseconds, for a ticket i that waits at the moment.
func reach(o *Office, i, j Ticket, at int64) float64 {
	weight := func(k Ticket) float64 {
		c := o.Classes[k.Class]
		return float64(c.Promise) * (20 + o.Services[o.service(c.Service)].Minutes)
	}
	waited := float64(max(0, at-i.Ref))
	first, then := o.Classes[i.Class], o.Classes[j.Class]
	return max(float64(first.Promise-first.HeadStart)*minute,
		float64(then.Promise)*minute+waited*(1-min(1, weight(j)/weight(i))))
}

// randomOffice makes up an office of at most five counters, and a load.
func randomOffice(r *rand.Rand) (o *Office, load float64) {
	o = &Office{
		Minutes: 60 + r.IntN(180), Arrivals: []float64{1, 1 + r.Float64(), r.Float64()}, Break: r.IntN(2) * r.IntN(40),
		Rush:         Rush{Share: r.Float64(), Minutes: 1},
		Appointments: Appointments{Grid: 1 + r.IntN(10), Early: 5, Spread: 8, Grace: float64(r.IntN(10))},
	}
	for i := range 1 + r.IntN(4) {
		o.Services = append(o.Services, Service{ID: fmt.Sprint(i), Minutes: float64(1 + r.IntN(20)), CV: r.Float64()})
	}
	for j := range 1 + r.IntN(5) {
		k := Counter{ID: fmt.Sprint(j), BreakAt: r.IntN(o.Minutes)}
		for _, s := range o.Services {
			if r.IntN(2) == 0 {
				k.Services = append(k.Services, s.ID)
			}
		}
		o.Counters = append(o.Counters, k)
	}
	for i := range 1 + r.IntN(6) {
		s := o.Services[r.IntN(len(o.Services))].ID
		if j := r.IntN(len(o.Counters)); !slices.Contains(o.Counters[j].Services, s) {
			o.Counters[j].Services = append(o.Counters[j].Services, s)
		}
		c := Class{ID: fmt.Sprint(i), Service: s, Promise: 1 + r.IntN(60), Share: 0.1 + r.Float64(), Rank: 1 + r.IntN(3), Appointment: r.IntN(4) == 0}
		c.HeadStart = r.IntN(3) * r.IntN(c.Promise+1) / 2
		o.Classes = append(o.Classes, c)
	}
	return o, 0.6 + 1.4*r.Float64()
}

// randomDay draws a day of at most 100 tickets.
func randomDay(r *rand.Rand, o *Office, load float64, n uint64) []Ticket {
	day := o.Day(load, r.Uint64(), n)
	return day[:min(len(day), 100)]
}
