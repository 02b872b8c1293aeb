package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestForestSeesWhatOnlyTogetherMatters(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	var x [][]float64
	var y []float64
	for range 4000 {
		a, b := rng.Float64(), rng.Float64()
		v := 10.0
		if a > 0.5 && b > 0.3 {
			v = 50
		}
		x = append(x, []float64{1, a, b, rng.Float64(), rng.Float64()})
		y = append(y, v+rng.NormFloat64())
	}
	f := newForest(1)
	f.grow(x, y)
	for _, c := range []struct{ a, b, want float64 }{{0.2, 0.1, 10}, {0.8, 0.9, 50}, {0.2, 0.9, 10}, {0.8, 0.1, 10}} {
		if got := f.at([]float64{1, c.a, c.b, 0.5, 0.5}); math.Abs(got-c.want) > 6 {
			t.Errorf("at %v, %v: %.1f, want %v", c.a, c.b, got, c.want)
		}
	}
	for range 10 {
		f.grow(x, y)
	}
	if len(f.trees) != standing {
		t.Errorf("%d trees stand, want %d", len(f.trees), standing)
	}
}
