package forecast

// Score tells how good a forecaster was over N calls. Errors are in seconds.
type Score struct {
	Name string `json:"name"`
	N    int    `json:"n"`
	// MAE is the mean absolute error of the median.
	MAE float64 `json:"mae_seconds"`
	// MSE is the mean squared error of the mean, in seconds squared.
	MSE float64 `json:"mse"`
	// Pinball50 and Pinball90 are the quantile losses of the median and the bound.
	Pinball50 float64 `json:"pinball50"`
	Pinball90 float64 `json:"pinball90"`
	// Coverage90 is the share of waits that stayed within the bound; 0.9 is right.
	Coverage90 float64 `json:"coverage90"`
}

// tally sums up scores.
type tally struct {
	n                                int
	absolute, squared, bound, within float64
}

func (t *tally) add(e Estimate, wait float64) {
	t.n++
	t.absolute += max(wait-e.Median, e.Median-wait)
	t.squared += (wait - e.Mean) * (wait - e.Mean)
	t.bound += max(target*(wait-e.Bound), (target-1)*(wait-e.Bound))
	if wait <= e.Bound {
		t.within++
	}
}

func (t *tally) merge(o tally) {
	t.n += o.n
	t.absolute += o.absolute
	t.squared += o.squared
	t.bound += o.bound
	t.within += o.within
}

func (t *tally) score(name string) Score {
	n := float64(max(t.n, 1))
	return Score{
		Name: name, N: t.n, MAE: t.absolute / n, MSE: t.squared / n,
		Pinball50: t.absolute / n / 2, Pinball90: t.bound / n, Coverage90: t.within / n,
	}
}
