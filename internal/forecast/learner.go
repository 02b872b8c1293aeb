package forecast

import (
	"math"
	"slices"
)

// Estimate is what is said about a wait, in seconds: as likely longer as shorter
// than Median, Mean on average, and not above Bound in 9 of 10 cases.
type Estimate struct{ Median, Mean, Bound float64 }

const (
	reach  = 20 * day // the regression learns from calls this old at most
	memory = 20_000   // and from this many at most
	enough = 500      // fewer calls than these teach nothing: the simulation speaks alone
	slots  = 12       // classes with an input of their own, those that came first
)

// lesson is a call whose wait has become known.
type lesson struct {
	at   int64
	x    []float64
	wait float64
}

// learner corrects the simulation by regression, anew each night. The median and the
// bound are linear; the mean is halfway between a linear model and a forest.
type learner struct {
	features features
	classes  []string
	lessons  []lesson
	today    int64
	median   *linear
	bound    *linear
	mean     *linear
	forest   *forest
}

func newLearner(seed uint64) *learner {
	return &learner{forest: newForest(seed), features: features{future: newFuture(seed)}}
}

// estimate makes the inputs and the raw estimate of a call that joins now.
func (l *learner) estimate(f *floor, c *Call) ([]float64, Estimate) {
	l.night(f.now)
	if len(l.classes) < slots && !slices.Contains(l.classes, c.Class) {
		l.classes = append(l.classes, c.Class)
	}
	x := make([]float64, inputs)
	copy(x, l.features.of(f, c, l.classes))
	if l.median == nil {
		// With few agents seen so far, futures in which nobody serves are too many: what
		// they say is held to what all but the longest of the waits known stay within.
		usual := f.waits.quantile(0.98, f.staff.mean)
		return x, Estimate{
			Median: min(usual, short(x[simulatedMedian])),
			Mean:   min(usual, short(x[simulatedMean])),
			Bound:  min(usual, short(x[simulatedBound])),
		}
	}
	e := Estimate{
		Median: max(0, short(l.median.at(x))),
		Mean:   max(0, (short(l.mean.at(x))+l.forest.at(x)-soften)/2),
	}
	e.Bound = max(e.Median, short(l.bound.at(x)))
	return x, e
}

func (l *learner) learn(at int64, x []float64, wait float64) {
	l.lessons = append(l.lessons, lesson{at, x, wait})
}

// night fits the regressions when a new day has begun.
func (l *learner) night(now int64) {
	if now/day == l.today {
		return
	}
	l.today = now / day
	old := max(0, len(l.lessons)-memory)
	for old < len(l.lessons) && l.lessons[old].at < now-reach {
		old++
	}
	l.lessons = slices.Delete(l.lessons, 0, old)
	if len(l.lessons) < enough {
		return
	}
	x := make([][]float64, len(l.lessons))
	y, logs := make([]float64, len(x)), make([]float64, len(x))
	for i := range l.lessons {
		x[i] = l.lessons[i].x
		y[i] = l.lessons[i].wait + soften
		logs[i] = math.Log(y[i])
	}
	l.forest.grow(x, y)
	mean, scale := standard(x)
	for i, row := range x {
		z := make([]float64, len(row))
		for j, v := range row {
			z[j] = (v - mean[j]) / scale[j]
		}
		x[i] = z
	}
	fit := func(w []float64) *linear { return &linear{mean, scale, w} }
	l.median = fit(fitQuantile(x, logs, 0.5, l.median.start()))
	l.bound = fit(fitQuantile(x, logs, 0.9, l.bound.start()))
	l.mean = fit(fitMean(x, y, l.mean.start()))
}
