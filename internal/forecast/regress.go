package forecast

import "math"

// ridge is how strongly weights are drawn to 0, in rows of the data.
const ridge = 100

// fitQuantile fits the p-quantile of y by the pinball loss, from start or from the
// median of nothing when start is nil. It follows Hunter and Lange (2000): each step
// solves a weighted least-squares problem that lies above the loss and touches it, so
// the loss never rises.
func fitQuantile(x [][]float64, y []float64, p float64, start []float64) []float64 {
	const (
		steps = 40
		blunt = 0.01 // of the kink in the loss, in units of y
		still = 1e-3 // a step this small in every weight ends the work
	)
	d := len(x[0])
	w, old := make([]float64, d), make([]float64, d)
	copy(w, start)
	n := newNormal(d)
	for range steps {
		n.clear()
		for i, row := range x {
			weight := 1 / (math.Abs(y[i]-dot(w, row)) + blunt)
			n.add(row, weight, weight*y[i]+2*p-1)
		}
		copy(old, w)
		n.solve(ridge, w)
		if apart(w, old) < still {
			break
		}
	}
	return w
}

// fitMean fits log E[y], y ≥ 0, by quasi-likelihood with the variance in proportion to the mean.
func fitMean(x [][]float64, y []float64, start []float64) []float64 {
	const (
		steps = 20
		still = 1e-3
		steep = 5 // above the logarithm of the level no prediction goes: a step too far must not overflow
	)
	d := len(x[0])
	w, old := make([]float64, d), make([]float64, d)
	copy(w, start)
	n := newNormal(d)
	level := 0.0
	for _, v := range y {
		level += v / float64(len(y))
	}
	if start == nil {
		w[0] = math.Log(level)
	}
	for range steps {
		n.clear()
		for i, row := range x {
			eta := min(dot(w, row), math.Log(level)+steep)
			mu := math.Exp(eta) / level
			n.add(row, mu, mu*eta+y[i]/level-mu)
		}
		copy(old, w)
		n.solve(ridge, w)
		if apart(w, old) < still {
			break
		}
	}
	return w
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// apart is the largest difference.
func apart(a, b []float64) float64 {
	far := 0.0
	for i := range a {
		far = max(far, math.Abs(a[i]-b[i]))
	}
	return far
}
