package forecast

import "math"

// linear is a linear model on standardised inputs. The first input is the constant 1.
type linear struct {
	mean, scale []float64
	weights     []float64
}

// start is where the next fit starts from: last night's weights, if there are any.
func (l *linear) start() []float64 {
	if l == nil {
		return nil
	}
	return l.weights
}

// at is the model's value for inputs x.
func (l *linear) at(x []float64) float64 {
	sum := 0.0
	for j, w := range l.weights {
		sum += w * (x[j] - l.mean[j]) / l.scale[j]
	}
	return sum
}

// standard takes mean and scale of each input; an input that never moves, and the
// constant, stay as they are.
func standard(x [][]float64) (mean, scale []float64) {
	d := len(x[0])
	mean, scale = make([]float64, d), make([]float64, d)
	for _, row := range x {
		for j, v := range row {
			mean[j] += v / float64(len(x))
		}
	}
	for _, row := range x {
		for j, v := range row {
			scale[j] += (v - mean[j]) * (v - mean[j]) / float64(len(x))
		}
	}
	for j := range scale {
		scale[j] = math.Sqrt(scale[j])
		if scale[j] < 1e-9 {
			scale[j] = 1
		}
	}
	mean[0], scale[0] = 0, 1
	return mean, scale
}

// normal are the normal equations of a weighted least-squares step.
type normal struct {
	d    int
	gram []float64 // lower triangle used
	rhs  []float64
}

func newNormal(d int) *normal {
	return &normal{d: d, gram: make([]float64, d*d), rhs: make([]float64, d)}
}

func (n *normal) clear() {
	clear(n.gram)
	clear(n.rhs)
}

// add one row with a weight on its square and a pull on its right-hand side.
func (n *normal) add(x []float64, weight, pull float64) {
	for i, xi := range x {
		n.rhs[i] += pull * xi
		row := n.gram[i*n.d : i*n.d+i+1]
		wx := weight * xi
		for j := range row {
			row[j] += wx * x[j]
		}
	}
}

// solve with a ridge on all but the constant, by Cholesky's factors. The ridge keeps
// inputs that say the same from cancelling each other out.
func (n *normal) solve(ridge float64, into []float64) {
	d, a := n.d, n.gram
	for j := range d {
		if j > 0 {
			a[j*d+j] += ridge
		}
		for i := j; i < d; i++ {
			s := a[i*d+j]
			for k := range j {
				s -= a[i*d+k] * a[j*d+k]
			}
			if i == j {
				a[j*d+j] = math.Sqrt(max(s, 1e-12))
			} else {
				a[i*d+j] = s / a[j*d+j]
			}
		}
	}
	for i := range d {
		s := n.rhs[i]
		for k := range i {
			s -= a[i*d+k] * into[k]
		}
		into[i] = s / a[i*d+i]
	}
	for i := d - 1; i >= 0; i-- {
		s := into[i]
		for k := i + 1; k < d; k++ {
			s -= a[k*d+i] * into[k]
		}
		into[i] = s / a[i*d+i]
	}
}
