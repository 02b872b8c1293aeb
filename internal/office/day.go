package office

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Ticket is one visitor. Its times do not depend on who else is called when.
type Ticket struct {
	Class   int   // index in the office's classes
	Arrives int64 // never before the opening
	Ref     int64 // from which its wait counts: the arrival, or the slot of an appointment
	Takes   int64 // at the counter; at least 1
}

const minute = 60_000 // milliseconds

// Visitors is how many come on average in a day with this load: the offered
// work over what the counters could do without breaks.
func (o *Office) Visitors(load float64) float64 {
	work, shares := 0.0, 0.0
	for _, c := range o.Classes {
		work += c.Share * o.Services[o.service(c.Service)].Minutes
		shares += c.Share
	}
	return load * float64(len(o.Counters)*o.Minutes) * shares / work
}

// Day draws the visitors of one day, in order of arrival. The same office, load,
// seed and number give the same day.
func (o *Office) Day(load float64, seed, number uint64) []Ticket {
	r := rand.New(rand.NewPCG(seed, number))
	visitors, shares := o.Visitors(load), 0.0
	for _, c := range o.Classes {
		shares += c.Share
	}
	day := make([]Ticket, 0, int(visitors*1.2)+16)
	walkIns := 0.0
	for i, c := range o.Classes {
		if expected := visitors * c.Share / shares; c.Appointment {
			day = o.booked(day, r, i, expected)
		} else {
			walkIns += expected
		}
	}
	day = o.walkIns(day, r, walkIns)
	for i := range day {
		t := &day[i]
		s := o.Services[o.service(o.Classes[t.Class].Service)]
		t.Takes = max(1, int64(logNormal(r, s.Minutes, s.CV)*minute))
	}
	slices.SortStableFunc(day, func(a, b Ticket) int { return cmp.Compare(a.Arrives, b.Arrives) })
	return day
}

// booked adds the visitors of a class that come by appointment. So many more
// are booked as do not come.
func (o *Office) booked(day []Ticket, r *rand.Rand, class int, expected float64) []Ticket {
	a := o.Appointments
	slots := int(math.Round(expected / (1 - a.NoShow)))
	for i := range slots {
		grid := float64(a.Grid)
		slot := math.Floor((float64(i)+0.5)/float64(slots)*float64(o.Minutes)/grid) * grid
		comes := max(0, slot-a.Early+a.Spread*r.NormFloat64())
		if r.Float64() < a.NoShow {
			continue
		}
		ref := slot
		if comes > slot+a.Grace {
			ref = comes
		}
		day = append(day, Ticket{Class: class, Arrives: int64(comes * minute), Ref: int64(ref * minute)})
	}
	return day
}

// walkIns adds those who come without appointment: a Poisson stream whose rate
// is even within each part of the day, but for the rush at the doors.
func (o *Office) walkIns(day []Ticket, r *rand.Rand, expected float64) []Ticket {
	total := 0.0
	for _, w := range o.Arrivals {
		total += w
	}
	part := float64(o.Minutes) / float64(len(o.Arrivals))
	for i, w := range o.Arrivals {
		from, n := float64(i)*part, expected*w/total
		if i == 0 && o.Rush.Share > 0 {
			day = o.stream(day, r, 0, o.Rush.Minutes, n*o.Rush.Share)
			from, n = o.Rush.Minutes, n*(1-o.Rush.Share)
		}
		day = o.stream(day, r, from, float64(i+1)*part, n)
	}
	return day
}

func (o *Office) stream(day []Ticket, r *rand.Rand, from, to, expected float64) []Ticket {
	if expected <= 0 || to <= from {
		return day
	}
	for at := from; ; {
		at += r.ExpFloat64() * (to - from) / expected
		if at >= to {
			return day
		}
		day = append(day, Ticket{Class: o.walkIn(r.Float64()), Arrives: int64(at * minute), Ref: int64(at * minute)})
	}
}

// walkIn is the class at the share u, 0 … 1, of the walk-ins.
func (o *Office) walkIn(u float64) int {
	total, last := 0.0, 0
	for i, c := range o.Classes {
		if !c.Appointment && c.Share > 0 {
			total += c.Share
			last = i
		}
	}
	u *= total
	for i, c := range o.Classes {
		if c.Appointment {
			continue
		}
		if u -= c.Share; u < 0 {
			return i
		}
	}
	return last
}

// logNormal draws a time with this mean and coefficient of variation.
func logNormal(r *rand.Rand, mean, cv float64) float64 {
	variance := math.Log(1 + cv*cv)
	return mean * math.Exp(math.Sqrt(variance)*r.NormFloat64()-variance/2)
}
