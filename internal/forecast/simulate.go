package forecast

import (
	"math/rand/v2"
	"slices"
)

// credit is the head start of a call of priority 2 and above, in seconds.
const credit = 90

// key is the order of the queue: the smallest is served first.
func key(joined float64, priority int) float64 {
	if priority >= 2 {
		return joined - credit
	}
	return joined
}

// runs is how many futures one estimate looks at.
const runs = 128

// horizon is how far a simulated future goes, in seconds.
const horizon = hour

// future plays the house forward from what is seen until one call is served.
type future struct {
	rng    *rand.Rand
	agents []seat
	skills []float64 // of agent i for class k at i*len(classes)+k
	can    []bool    // as skills, drawn for one run
	queue  []stand
	start  []stand
	class  []string
	waits  []float64
}

type seat struct {
	agent *agent
	free  float64 // when the agent can take the next call
	idle  bool    // free, and nobody to serve
}

type stand struct {
	key   float64
	class int
	until float64 // gives up then
	mine  bool
}

func newFuture(seed uint64) *future { return &future{rng: rand.New(rand.NewPCG(seed, 1))} }

// play gives the sorted waits, in seconds, of runs futures of a call that joins now.
func (u *future) play(f *floor, c *Call) []float64 {
	s := f.staff
	u.class = u.class[:0]
	u.index(c.Class)
	u.start = u.start[:0]
	for _, w := range f.waiting {
		u.start = append(u.start, stand{key: key(float64(w.QueueStart-f.now), w.Priority), class: u.index(w.Class)})
	}
	u.start = append(u.start, stand{key: key(0, c.Priority), class: 0, mine: true})
	for _, a := range f.arrivals {
		u.index(a.Class)
	}
	u.agents, u.skills = u.agents[:0], u.skills[:0]
	for _, a := range s.order {
		if !a.present(f.now) {
			continue
		}
		u.agents = append(u.agents, seat{agent: a})
		for _, k := range u.class {
			u.skills = append(u.skills, s.skill(a, k))
		}
	}
	rate := f.joins.within(f.now, 30*minute) / (30 * minute)
	hazard := f.lost / f.patience
	u.waits = u.waits[:0]
	for range runs {
		u.waits = append(u.waits, u.run(f, c, rate, hazard))
	}
	slices.Sort(u.waits)
	return u.waits
}

func (u *future) index(class string) int {
	if i := slices.Index(u.class, class); i >= 0 {
		return i
	}
	u.class = append(u.class, class)
	return len(u.class) - 1
}

func (u *future) run(f *floor, c *Call, rate, hazard float64) float64 {
	s, rng := f.staff, u.rng
	u.can = u.can[:0]
	for _, p := range u.skills {
		u.can = append(u.can, p >= 1 || rng.Float64() < p)
	}
	for i := range u.agents {
		a := &u.agents[i]
		a.idle = false
		spent := float64(f.now - a.agent.since)
		if a.agent.call != nil {
			left := s.mean
			pace := max(a.agent.pace, 0.2)
			if l, ok := s.lengths(a.agent.call.Class).residual(spent/pace, rng); ok {
				left = l * pace
			}
			a.free = left + u.gap(s, 0)
		} else {
			a.free = u.gap(s, spent)
		}
	}
	u.queue = append(u.queue[:0], u.start...)
	for i := range u.queue {
		u.queue[i].until = horizon * 2
		if !u.queue[i].mine {
			u.queue[i].until = rng.ExpFloat64() / hazard
		}
	}
	next := horizon * 2.0
	if rate > 0 {
		next = rng.ExpFloat64() / rate
	}
	for {
		i := u.earliest()
		at := next
		if i >= 0 && u.agents[i].free <= next {
			at = u.agents[i].free
		}
		if at >= horizon {
			return horizon
		}
		if at == next && (i < 0 || u.agents[i].free > next) {
			a := f.arrivals[rng.IntN(len(f.arrivals))]
			k := u.index(a.Class)
			u.queue = append(u.queue, stand{key: key(at, a.Priority), class: k, until: at + rng.ExpFloat64()/hazard})
			next = at + rng.ExpFloat64()/rate
			for j := range u.agents {
				if u.agents[j].idle && u.can[j*len(u.class)+k] {
					u.agents[j].idle, u.agents[j].free = false, at
					break
				}
			}
			continue
		}
		mine, k, ok := u.take(i, at)
		if mine {
			return at
		}
		if !ok {
			u.agents[i].idle = true
			continue
		}
		length, _ := s.lengths(u.class[k]).residual(0, rng)
		u.agents[i].free = at + length*u.agents[i].agent.pace + u.gap(s, 0)
	}
}

// earliest is the agent that is free first, -1 if all are idle or nobody is there.
func (u *future) earliest() int {
	best := -1
	for i := range u.agents {
		if !u.agents[i].idle && (best < 0 || u.agents[i].free < u.agents[best].free) {
			best = i
		}
	}
	return best
}

// take gives the first in the queue whom agent i can serve to the agent.
func (u *future) take(i int, at float64) (mine bool, class int, ok bool) {
	best := -1
	for q := 0; q < len(u.queue); q++ {
		w := &u.queue[q]
		if w.until <= at {
			u.queue = append(u.queue[:q], u.queue[q+1:]...)
			q--
			continue
		}
		if u.can[i*len(u.class)+w.class] && (best < 0 || w.key < u.queue[best].key) {
			best = q
		}
	}
	if best < 0 {
		return false, 0, false
	}
	mine, class = u.queue[best].mine, u.queue[best].class
	u.queue = append(u.queue[:best], u.queue[best+1:]...)
	return mine, class, true
}

// gap draws how long an agent still is between two services.
func (u *future) gap(s *staff, spent float64) float64 {
	if g, ok := s.gaps.residual(spent, u.rng); ok {
		return g
	}
	return 5 * minute
}
