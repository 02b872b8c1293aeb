package forecast

import (
	"math/rand/v2"
	"testing"
)

func TestCalibrationComesBackAfterAShift(t *testing.T) {
	for _, factor := range []float64{0.4, 0.5, 0.7, 1.4, 2, 3} {
		k := newCalibration()
		rng := rand.New(rand.NewPCG(1, 1))
		var hits []float64
		for i := range 2000 {
			raw := Estimate{Median: 100, Mean: 120, Bound: 230}
			said := k.correct(raw, 18)
			wait := 100 * rng.ExpFloat64()
			if i >= 1000 {
				wait *= factor
			}
			if wait <= said.Bound {
				hits = append(hits, 1)
			} else {
				hits = append(hits, 0)
			}
			k.learn(raw, said, wait, 18)
		}
		part := func(a, b int) float64 {
			s := 0.0
			for _, h := range hits[a:b] {
				s += h
			}
			return s / float64(b-a)
		}
		t.Log(factor, part(500, 1000), part(1000, 1200), part(1200, 1400), part(1400, 1600), part(1600, 2000))
	}
}
