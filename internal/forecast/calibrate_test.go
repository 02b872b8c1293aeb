package forecast

import (
	"math/rand/v2"
	"testing"
)

// covered is the share of waits within the bound, by stretches of 200, when from the
// thousandth on all waits are factor times as long; the mean of many runs.
func covered(factor float64) []float64 {
	const repeats, n, shift = 20, 1600, 1000
	out := make([]float64, n/200)
	for seed := range uint64(repeats) {
		k := newCalibration()
		rng := rand.New(rand.NewPCG(seed, 1))
		for i := range n {
			raw := Estimate{Median: 100, Mean: 120, Bound: 230}
			said := k.correct(raw, 18)
			wait := 100 * rng.ExpFloat64()
			if i >= shift {
				wait *= factor
			}
			if wait <= said.Bound {
				out[i/200] += 1.0 / 200 / repeats
			}
			k.learn(raw, said, wait, 18)
		}
	}
	return out
}

func TestBoundComesBackAfterAShift(t *testing.T) {
	for _, factor := range []float64{0.5, 1, 1.5, 3} {
		c := covered(factor)
		for _, k := range []int{3, 4, 6, 7} { // two stretches before, two after the first 200
			if c[k] < 0.87 || c[k] > 0.93 {
				t.Errorf("waits × %v: %.3f covered from %d on, want 0.87 to 0.93", factor, c[k], 200*k)
			}
		}
	}
}

func TestBoundIsCorrectedWhicheverWayTheRawOneIsWrong(t *testing.T) {
	for _, bound := range []float64{120, 230, 900} { // 230 is right
		k := newCalibration()
		rng := rand.New(rand.NewPCG(2, 2))
		hits := 0.0
		for i := range 3000 {
			raw := Estimate{Median: 100, Bound: bound}
			said := k.correct(raw, 18)
			wait := 100 * rng.ExpFloat64()
			if i >= 1000 && wait <= said.Bound {
				hits++
			}
			k.learn(raw, said, wait, 18)
		}
		if share := hits / 2000; share < 0.88 || share > 0.92 {
			t.Errorf("raw bound %v: %.3f covered", bound, share)
		}
	}
}

func TestCalibrationIsSilentUntilItKnowsEnough(t *testing.T) {
	k := newCalibration()
	raw := Estimate{Median: 60, Mean: 70, Bound: 120}
	for range few - 1 {
		k.learn(raw, raw, 600, 18)
	}
	if got := k.correct(raw, 18); got != raw {
		t.Errorf("after %d waits: %v, want the raw %v", few-1, got, raw)
	}
	k.learn(raw, raw, 600, 18)
	if got := k.correct(raw, 18); got.Median <= raw.Median || got.Bound <= raw.Bound {
		t.Errorf("after %d waits, each ten times as long as said: %v", few, got)
	}
}
