package bench

import (
	"math"
	"slices"
	"time"
)

// Spread sums up how long something took, in seconds.
type Spread struct {
	N                   int
	P50, P99, P999, Max float64
}

func spread(took []time.Duration) Spread {
	if len(took) == 0 {
		return Spread{}
	}
	slices.Sort(took)
	at := func(share float64) float64 {
		return took[max(0, int(math.Ceil(share*float64(len(took))))-1)].Seconds()
	}
	return Spread{N: len(took), P50: at(.5), P99: at(.99), P999: at(.999), Max: at(1)}
}

// median of at least one figure.
func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	if n := len(x); n%2 == 0 {
		return (x[n/2-1] + x[n/2]) / 2
	}
	return x[len(x)/2]
}
