package forecast

import "math"

// inputs is how many there are: the constant and the simulation, queue, counters,
// history, clock, kind.
const inputs = 7 + 8 + 7 + 14 + 4 + 2 + slots

// features are the inputs of the regression, in the order in which they are made.
// Durations go in as logarithms, since one that is twice as long says as much at
// any length; counts as square roots.
type features struct {
	future *future
	x      []float64
}

// soften is added to seconds before their logarithm is taken, so that a few more or
// less near 0 do not count as doubling.
const soften = 20

func long(seconds float64) float64  { return math.Log(min(max(seconds, 0), horizon) + soften) }
func short(log float64) float64     { return min(math.Exp(log)-soften, horizon) }
func several(count float64) float64 { return math.Sqrt(max(count, 0)) }

// Where the simulated median, bound and mean are among the inputs.
const (
	simulatedMedian = 3
	simulatedBound  = 5
	simulatedMean   = 6
)

// of makes the inputs for a call that joins now. The slice is good until the next
// call of of. Classes is the list of classes that have an input of their own.
func (t *features) of(f *floor, c *Call, classes []string) []float64 {
	t.x = append(t.x[:0], 1)
	t.simulation(f, c)
	t.queue(f, c)
	t.counters(f, c)
	t.history(f, c)
	t.clock(f.now)
	t.kind(c, classes)
	return t.x
}

func (t *features) add(v ...float64) { t.x = append(t.x, v...) }

func (t *features) simulation(f *floor, c *Call) {
	waits := t.future.play(f, c)
	sum := 0.0
	for _, w := range waits {
		sum += w
	}
	for _, p := range []float64{0.1, 0.25, 0.5, 0.75, 0.9} {
		t.add(long(quantile(waits, p)))
	}
	t.add(long(sum / float64(len(waits))))
}

func (t *features) queue(f *floor, c *Call) {
	mine := key(float64(f.now), c.Priority)
	var ahead, same, higher, eldest, eldestSame, first, together float64
	for _, w := range f.waiting {
		waited := float64(f.now - w.QueueStart)
		if key(float64(w.QueueStart), w.Priority) <= mine {
			ahead++
		}
		if w.Priority > c.Priority {
			higher++
		}
		if w.Class == c.Class {
			same++
			eldestSame = max(eldestSame, waited)
		}
		eldest = max(eldest, waited)
		first = max(first, float64(f.now)-key(float64(w.QueueStart), w.Priority))
		together += waited
	}
	t.add(several(float64(len(f.waiting))), several(ahead), several(same), several(higher))
	t.add(long(eldest), long(eldestSame), long(first), long(together))
}

func (t *features) counters(f *floor, c *Call) {
	var busy, able, ableBusy, ableIdle, elapsed, rate float64
	s := f.staff
	for _, a := range s.order {
		if !a.present(f.now) {
			continue
		}
		skill := s.skill(a, c.Class)
		able += skill
		if a.call == nil {
			ableIdle += skill
			continue
		}
		busy++
		ableBusy += skill
		elapsed += skill * float64(f.now-a.since)
		rate += skill / max(30, a.pace*s.mean)
	}
	rivals := 0.0 // ahead, as far as they need the same counters
	mine := key(float64(f.now), c.Priority)
	for _, w := range f.waiting {
		if key(float64(w.QueueStart), w.Priority) > mine {
			continue
		}
		var common, theirs float64
		for _, a := range s.order {
			if a.call != nil {
				k := s.skill(a, w.Class)
				common += k * s.skill(a, c.Class)
				theirs += k
			}
		}
		rivals += common / (theirs + 0.01)
	}
	t.add(several(busy), several(able), several(ableBusy), several(ableIdle), several(rivals))
	t.add(long(elapsed/(ableBusy+0.1)), long((rivals+1)/(rate+0.001)))
}

func (t *features) history(f *floor, c *Call) {
	same, ok := f.lastOf[c.Class]
	if !ok {
		same = f.last
	}
	t.add(long(f.last), long(same))
	for _, n := range []int{10, 30, 100} {
		t.add(long(f.waits.mean(n)))
	}
	t.add(long(f.starts.since(f.now, 20*minute)), long(f.direct.since(f.now, 20*minute)))
	t.add(several(f.starts.within(f.now, 5*minute)), several(f.starts.within(f.now, 30*minute)))
	t.add(several(f.joins.within(f.now, 5*minute)), several(f.joins.within(f.now, 30*minute)))
	t.add(several(f.direct.within(f.now, 10*minute)), several(f.direct.within(f.now, 30*minute)))
	t.add(several(f.abandoned.within(f.now, 30*minute)))
}

func (t *features) clock(now int64) {
	angle := 2 * math.Pi * float64(now%day) / day
	t.add(math.Sin(angle), math.Cos(angle), math.Sin(2*angle), math.Cos(2*angle))
}

func (t *features) kind(c *Call, classes []string) {
	for p := 1; p <= 2; p++ {
		t.add(indicator(c.Priority >= p))
	}
	for _, k := range classes {
		t.add(indicator(c.Class == k))
	}
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
