package sim

import (
	"math/rand/v2"
	"slices"
	"time"

	"moiso/internal/queue"
)

// Demand is what comes to a centre on one day.
type Demand struct {
	Centre   *queue.Centre
	Counters []queue.Counter // at work that day; nobody comes for what none of them does
	Profile  Profile
	Visits   float64 // expected
	Early    int     // visitors more, who wait at the doors when they open
}

// priorityShare of the visits are of a class other than the ordinary one.
const priorityShare = 0.10

// How many come together: the shares of one, two and three.
var groupShares = [...]float64{0.80, 0.15, 0.05}

const meanGroup = 0.80*1 + 0.15*2 + 0.05*3

// Plan draws the visits of the day, in order of time. The same demand and seed
// give the same plan.
func (d Demand) Plan(seed uint64) []Visit {
	m := newMix(d.Centre, d.Counters)
	if len(d.Profile) == 0 || m.total == 0 {
		return nil
	}
	r := rand.New(rand.NewPCG(seed, 0))
	plan := make([]Visit, 0, int(d.Visits*1.1)+d.Early)
	for range d.Early {
		plan = append(plan, m.visit(r, d.Profile[0].From))
	}
	for _, slot := range d.Profile {
		length := slot.To - slot.From
		groups := d.Visits * slot.Share / meanGroup
		if groups <= 0 {
			continue
		}
		for at := slot.From; ; {
			at += time.Duration(r.ExpFloat64() / groups * float64(length))
			if at >= slot.To {
				break
			}
			for range group(r) {
				plan = append(plan, m.visit(r, at))
			}
		}
	}
	return plan
}

func group(r *rand.Rand) int {
	p := r.Float64()
	for i, share := range groupShares {
		if p -= share; p < 0 {
			return i + 1
		}
	}
	return len(groupShares)
}

// Capacity is how many visits the counters can take in an hour when they never
// lack one.
func Capacity(c *queue.Centre, counters []queue.Counter) float64 {
	return newMix(c, counters).total * float64(time.Hour)
}

// mix is what visitors come for. Staff is where the demand is: each counter
// spends its time evenly on the services of its profile.
type mix struct {
	centre   *queue.Centre
	services []*queue.Service
	upTo     []float64 // running sum of visits per nanosecond
	total    float64
}

func newMix(c *queue.Centre, counters []queue.Counter) mix {
	m := mix{centre: c}
	for i := range c.Services {
		s := &c.Services[i]
		shares := 0.0
		for _, k := range counters {
			if slices.Contains(k.Services, s.ID) {
				shares += 1 / float64(len(k.Services))
			}
		}
		if shares == 0 {
			continue
		}
		m.total += shares / float64(usual(s)+meanBetween)
		m.services = append(m.services, s)
		m.upTo = append(m.upTo, m.total)
	}
	return m
}

func usual(s *queue.Service) time.Duration { return time.Duration(s.Usual()) * time.Minute }

func (m mix) visit(r *rand.Rand, at time.Duration) Visit {
	i, _ := slices.BinarySearch(m.upTo, r.Float64()*m.total)
	s := m.services[min(i, len(m.services)-1)]
	v := Visit{At: at, Service: s.ID, Class: m.centre.Classes[0].ID, Walks: walk(r), Takes: serviceTime(r, usual(s)), Patience: r.Float64()}
	if others := m.centre.Classes[1:]; len(others) > 0 && r.Float64() < priorityShare {
		v.Class = others[r.IntN(len(others))].ID
	}
	return v
}
