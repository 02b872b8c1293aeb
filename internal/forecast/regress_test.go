package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
)

// fan is data whose spread grows: y = 2 + x₁ + (1+x₂/3)·e, with standardised x and
// exponential e, so that the p-quantile is 2 + x₁ + (1+x₂/3)·(−ln(1−p)).
func fan(n int) (x [][]float64, y []float64) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range n {
		a, b := rng.NormFloat64(), math.Sqrt(12)*(rng.Float64()-0.5)
		x = append(x, []float64{1, a, b, a}) // the last says nothing new
		y = append(y, 2+a+(1+b/3)*rng.ExpFloat64())
	}
	return x, y
}

func TestQuantileRegressionFindsKnownQuantiles(t *testing.T) {
	x, y := fan(20_000)
	for _, p := range []float64{0.1, 0.5, 0.9} {
		w := fitQuantile(x, y, p, nil)
		q := -math.Log(1 - p)
		want := []float64{2 + q, 1, q / 3}
		got := []float64{w[0], w[1] + w[3], w[2]}
		for j := range want {
			if math.Abs(got[j]-want[j]) > 0.07 {
				t.Errorf("p %v: weights %.2f, want %.2f", p, got, want)
				break
			}
		}
		below := 0
		for i := range x {
			if y[i] <= dot(w, x[i]) {
				below++
			}
		}
		if share := float64(below) / float64(len(x)); math.Abs(share-p) > 0.015 {
			t.Errorf("p %v: %.3f of the values lie below", p, share)
		}
	}
}

func TestQuantileRegressionStartsAnywhere(t *testing.T) {
	x, y := fan(3000)
	cold := fitQuantile(x, y, 0.9, nil)
	far := fitQuantile(x, y, 0.9, []float64{50, -20, 30, 10})
	if d := apart(cold, far); d > 0.05 {
		t.Errorf("from zero %.3f, from afar %.3f", cold, far)
	}
}

func TestMeanRegressionFindsTheMean(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	var x [][]float64
	var y []float64
	for range 20_000 {
		a := rng.NormFloat64()
		x = append(x, []float64{1, a})
		y = append(y, math.Exp(3+0.5*a)*rng.ExpFloat64())
	}
	w := fitMean(x, y, nil)
	if math.Abs(w[0]-3) > 0.03 || math.Abs(w[1]-0.5) > 0.03 {
		t.Errorf("weights %.3f, want [3 0.5]", w)
	}
}

func TestStandardLeavesTheConstantAndTheStill(t *testing.T) {
	mean, scale := standard([][]float64{{1, 4, 10}, {1, 4, 20}})
	for j, want := range [][2]float64{{0, 1}, {4, 1}, {15, 5}} {
		if mean[j] != want[0] || scale[j] != want[1] {
			t.Errorf("input %d: mean %v scale %v, want %v", j, mean[j], scale[j], want)
		}
	}
}
