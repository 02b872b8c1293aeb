package forecast

import (
	"math"
	"testing"
)

func TestEveryInputHasItsPlace(t *testing.T) {
	l := newLearner(1)
	f := newFloor()
	classes := make([]string, slots)
	for _, g := range sightings(t, hall(t, 1, 1)) {
		f.now = g.at
		if g.what == joined {
			x := l.features.of(f, g.call, classes)
			if len(x) != inputs {
				t.Fatalf("%d inputs, want %d", len(x), inputs)
			}
			for j, v := range x {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("line %d: input %d is %v", g.call.Line, j, v)
				}
			}
		}
		f.see(g)
	}
}

func TestSimulationServesTheQueueInItsOrder(t *testing.T) {
	// One agent, busy; services and gaps are all alike, so that only the order decides.
	f := newFloor()
	begin := int64(1_000_000)
	for range 100 {
		f.staff.service.add(100)
		f.staff.gaps.add(10)
	}
	f.staff.mean = 100
	f.see(sighting{begin, started, &Call{Class: "PS", Agent: "S01", ServiceStart: begin}})
	for i, priority := range []int{0, 2} { // both before a newcomer of priority 0
		c := &Call{Class: "PS", Priority: priority, QueueStart: begin + 10*int64(i)}
		f.see(sighting{c.QueueStart, joined, c})
	}
	f.joins = recent{} // nobody else comes
	f.lost = 1e-9      // nobody gives up
	f.now = begin + 60
	for priority, want := range []float64{0: 40 + 10 + 2*110, 1: 40 + 10 + 2*110, 2: 40 + 10 + 110} {
		waits := newFuture(1).play(f, &Call{Class: "PS", Priority: priority, QueueStart: f.now})
		if got := quantile(waits, 0.5); got != want {
			t.Errorf("priority %d: %v s, want %v", priority, got, want)
		}
	}
}
