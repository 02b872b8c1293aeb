package forecast

// forecaster says how long a call will wait that joins the queue now.
type forecaster interface {
	// estimate sees the floor as it is before the call joins.
	estimate(f *floor, c *Call) Estimate
	// learn is told once the wait of an estimated call is known.
	learn(f *floor, c *Call, wait float64)
	// forget is told that an estimated call left the queue unserved.
	forget(c *Call)
}

// moiso simulates, regresses and calibrates.
type moiso struct {
	learner *learner
	common  *calibration
	byClass map[string]*calibration
	open    map[*Call]said
}

// known is how many waits of a class must be known before its bound is judged by
// itself: classes differ in how far a wait may stray, not only in its length.
const known = 100

// said is what was said about a call, and what it was made from.
type said struct {
	x      []float64
	raw    Estimate
	shown  Estimate
	length int // of the queue
	offset float64
}

func newMoiso(seed uint64) *moiso {
	return &moiso{learner: newLearner(seed), common: newCalibration(), byClass: map[string]*calibration{}, open: map[*Call]said{}}
}

// offset is what ratios are softened by, in seconds: a tenth of the mean service.
func offset(f *floor) float64 { return f.staff.mean / 10 }

func (m *moiso) estimate(f *floor, c *Call) Estimate {
	o := said{offset: offset(f)}
	o.x, o.raw = m.learner.estimate(f, c)
	o.shown = m.common.correct(o.raw, o.offset)
	if own := m.byClass[c.Class]; own != nil && own.bound.len() >= known {
		o.shown.Bound = max(o.shown.Median, own.correct(o.raw, o.offset).Bound)
	}
	m.open[c] = o
	return o.shown
}

func (m *moiso) learn(f *floor, c *Call, wait float64) {
	o := m.open[c]
	delete(m.open, c)
	m.learner.learn(f.now, o.x, wait)
	m.common.learn(o.raw, o.shown, wait, o.offset)
	own := m.byClass[c.Class]
	if own == nil {
		own = newCalibration()
		m.byClass[c.Class] = own
	}
	own.learn(o.raw, o.shown, wait, o.offset)
}

func (m *moiso) forget(c *Call) { delete(m.open, c) }
