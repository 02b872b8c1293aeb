package forecast

// calibration corrects estimates by how the last ones turned out: it keeps the
// ratios of waits to estimates and multiplies by their quantiles.
type calibration struct {
	median window // of (wait + offset) / (median + offset)
	bound  window // the same for the bound
	hits   window // 1 for a wait within the bound that was given, 0 above it
	level  float64
}

const (
	target = 0.9  // of the waits are to stay within the bound
	ratios = 400  // looked back upon
	judged = 200  // bounds that the coverage is watched over
	band   = 0.03 // by which it may miss the target
	step   = 0.01 // of the level for a wait, when it does
	few    = 50   // fewer ratios than these correct nothing
)

func newCalibration() *calibration {
	return &calibration{median: newWindow(ratios), bound: newWindow(ratios), hits: newWindow(judged), level: target}
}

// correct gives what to say for a raw estimate. Offset, in seconds, keeps short waits
// from having wild ratios.
func (k *calibration) correct(raw Estimate, offset float64) Estimate {
	if k.bound.len() < few {
		return raw
	}
	out := raw
	out.Median = max(0, (raw.Median+offset)*k.median.quantile(0.5, 1)-offset)
	out.Bound = max(out.Median, (raw.Bound+offset)*k.bound.quantile(k.level, 1)-offset)
	return out
}

// learn takes in how an estimate turned out. While the coverage is out of its band,
// the level at which the ratios are read moves against it (Gibbs and Candès 2021), so
// that it comes back however the centre has changed; in its band it returns to the target.
func (k *calibration) learn(raw, said Estimate, wait, offset float64) {
	k.median.add((wait + offset) / (raw.Median + offset))
	k.bound.add((wait + offset) / (raw.Bound + offset))
	hit := 0.0
	if wait <= said.Bound {
		hit = 1
	}
	k.hits.add(hit)
	covered := k.hits.mean(judged)
	switch {
	case k.hits.len() < few:
	case covered < target-band || covered > target+band:
		k.level = min(max(k.level+step*(target-hit), 0.5), 0.995)
	default:
		k.level += step * (target - k.level)
	}
}
