package sim

import (
	"math"
	"math/rand/v2"
	"time"

	"moiso/internal/queue"
)

// Visit is one visitor with one errand.
type Visit struct {
	At       time.Duration // since midnight
	Service  queue.ServiceID
	Class    queue.ClassID
	Walks    time.Duration // from the call to the counter
	Takes    time.Duration // at the counter
	Patience float64       // 0 … 1, evenly spread; see Stays
}

// Stays tells whether the visitor is still there after the wait. Few leave
// within twenty minutes, 4 %; then one in a hundred more every four minutes,
// up to 20 %.
func (v Visit) Stays(wait time.Duration) bool { return v.Patience >= absence(wait) }

func absence(wait time.Duration) float64 {
	return min(0.04+0.01*max(0, (wait-20*time.Minute).Minutes()/4), 0.20)
}

const (
	variation      = 0.9 // standard deviation of a service time over its mean
	incomplete     = 0.1 // share of visits whose papers are not in order
	incompleteCost = 1.6 // and what that does to their time
	leastService   = 20 * time.Second
)

// serviceTime draws a log-normal time whose mean is usual, longer for papers
// that are not in order.
func serviceTime(r *rand.Rand, usual time.Duration) time.Duration {
	variance := math.Log(1 + variation*variation)
	d := usual.Seconds() * math.Exp(r.NormFloat64()*math.Sqrt(variance)-variance/2)
	if r.Float64() < incomplete {
		d *= incompleteCost
	}
	return max(leastService, time.Duration(d*float64(time.Second)))
}

// between draws a time from a to b, every one as likely.
func between(r *rand.Rand, a, b time.Duration) time.Duration {
	return a + time.Duration(r.Float64()*float64(b-a))
}

// walk is how long a visitor takes from a seat to the counter.
func walk(r *rand.Rand) time.Duration { return between(r, 15*time.Second, 45*time.Second) }

// gap is how long an officer takes between two visitors.
func gap(r *rand.Rand) time.Duration { return between(r, 20*time.Second, 40*time.Second) }

// meanBetween is the mean of a gap and a walk together.
const meanBetween = time.Minute
