package forecast

import (
	"math/rand/v2"
	"slices"
)

// window keeps the last values of a series, also sorted.
type window struct {
	size   int
	values []float64 // by age from next on, once full
	next   int       // the oldest, once full
	sorted []float64
}

func newWindow(size int) window { return window{size: size} }

func (w *window) len() int { return len(w.values) }

func (w *window) add(v float64) {
	if len(w.values) < w.size {
		w.values = append(w.values, v)
	} else {
		i, _ := slices.BinarySearch(w.sorted, w.values[w.next])
		w.sorted = slices.Delete(w.sorted, i, i+1)
		w.values[w.next] = v
		w.next = (w.next + 1) % w.size
	}
	i, _ := slices.BinarySearch(w.sorted, v)
	w.sorted = slices.Insert(w.sorted, i, v)
}

// quantile is the p-quantile, or or when the window is empty.
func (w *window) quantile(p, or float64) float64 {
	if len(w.sorted) == 0 {
		return or
	}
	return quantile(w.sorted, p)
}

// mean is the mean of the last n values, 0 when there are none.
func (w *window) mean(n int) float64 {
	n = min(n, len(w.values))
	if n == 0 {
		return 0
	}
	sum := 0.0
	for k := 1; k <= n; k++ {
		sum += w.values[(w.next-k+len(w.values))%len(w.values)]
	}
	return sum / float64(n)
}

// residual draws how much longer something lasts that has lasted for spent; not ok
// when nothing has ever lasted that long.
func (w *window) residual(spent float64, rng *rand.Rand) (left float64, ok bool) {
	i, _ := slices.BinarySearch(w.sorted, spent)
	if i == len(w.sorted) {
		return 0, false
	}
	return w.sorted[i+rng.IntN(len(w.sorted)-i)] - spent, true
}

// quantile of sorted values, not empty: the smallest that p of them do not exceed.
func quantile(sorted []float64, p float64) float64 {
	return sorted[min(max(int(p*float64(len(sorted))), 0), len(sorted)-1)]
}
