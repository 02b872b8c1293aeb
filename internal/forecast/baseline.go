package forecast

import "strconv"

// rolling are the windows of the rolling averages.
var rolling = []int{10, 20, 30, 50, 75, 100, 200}

// baselines are the simple rules that ours is measured against, with their names.
func baselines() (names []string, all []forecaster) {
	add := func(name string, rule rule) {
		names = append(names, name)
		all = append(all, &baseline{rule: rule, ratios: newCalibration(), open: map[*Call]said{}})
	}
	add("constant-median", &constant{})
	for _, n := range rolling {
		add("rolling-"+strconv.Itoa(n), average(n))
	}
	add("les", lastServed{})
	add("hol", headOfLine{})
	add("queue-service-counters", formula{})
	add("history", newHistory())
	return names, all
}

// rule is a simple forecast, in seconds.
type rule interface {
	wait(f *floor, c *Call) float64
	learn(c *Call, length int, wait float64)
}

// baseline makes a forecaster of a rule. What the rule says counts as its median and
// its mean; its bound is calibrated in the way of ours.
type baseline struct {
	rule   rule
	ratios *calibration
	open   map[*Call]said
}

func (b *baseline) estimate(f *floor, c *Call) Estimate {
	w := b.rule.wait(f, c)
	o := said{raw: Estimate{w, w, w}, offset: offset(f), length: len(f.waiting)}
	o.shown = o.raw
	o.shown.Bound = b.ratios.correct(o.raw, o.offset).Bound
	b.open[c] = o
	return o.shown
}

func (b *baseline) learn(_ *floor, c *Call, wait float64) {
	o := b.open[c]
	delete(b.open, c)
	b.rule.learn(c, o.length, wait)
	b.ratios.learn(o.raw, o.shown, wait, o.offset)
}

func (b *baseline) forget(c *Call) { delete(b.open, c) }

// stateless is a rule that needs nothing but the floor.
type stateless struct{}

func (stateless) learn(*Call, int, float64) {}

// constant says the median of all waits so far.
type constant struct {
	count [2 * hour]int // waits by second, the last for all longer ones
	all   int
}

func (k *constant) wait(*floor, *Call) float64 {
	below := 0
	for s, n := range k.count {
		if below += n; 2*below > k.all {
			return float64(s)
		}
	}
	return 0
}

func (k *constant) learn(_ *Call, _ int, wait float64) {
	k.count[min(int(wait), len(k.count)-1)]++
	k.all++
}

// average says the mean of the last waits.
type average int

func (n average) wait(f *floor, _ *Call) float64 { return f.waits.mean(int(n)) }
func (average) learn(*Call, int, float64)        {}

// lastServed says the wait of the last of the same class to enter service.
type lastServed struct{ stateless }

func (lastServed) wait(f *floor, c *Call) float64 {
	if w, ok := f.lastOf[c.Class]; ok {
		return w
	}
	return f.last
}

// headOfLine says what the one who waits longest has waited, 0 when nobody waits.
type headOfLine struct{ stateless }

func (headOfLine) wait(f *floor, _ *Call) float64 {
	if len(f.waiting) == 0 {
		return 0
	}
	return float64(f.now - f.waiting[0].QueueStart)
}

// formula says people × service ÷ counters, as many queue systems do.
type formula struct{ stateless }

func (formula) wait(f *floor, _ *Call) float64 {
	at := 0
	for _, a := range f.staff.order {
		if a.present(f.now) {
			at++
		}
	}
	return float64(len(f.waiting)+1) * f.staff.mean / float64(max(at, 1))
}

// history says the median of the last waits that began at the same length of the queue.
type history struct {
	byLength [21]window // the last for all longer queues
	any      constant
}

func newHistory() *history {
	h := &history{}
	for i := range h.byLength {
		h.byLength[i] = newWindow(1000)
	}
	return h
}

func (h *history) wait(f *floor, c *Call) float64 {
	w := &h.byLength[min(len(f.waiting), len(h.byLength)-1)]
	return w.quantile(0.5, h.any.wait(f, c))
}

func (h *history) learn(c *Call, length int, wait float64) {
	w := &h.byLength[min(length, len(h.byLength)-1)]
	w.add(wait)
	h.any.learn(c, length, wait)
}
