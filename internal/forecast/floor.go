package forecast

import "slices"

// floor is all that can be seen of a centre at one moment: who waits and for how
// long, who is served and by whom, what the last hour was like.
type floor struct {
	now     int64
	waiting []*Call // in the order of joining
	staff   *staff

	joins     recent  // to the queue
	starts    recent  // of service
	direct    recent  // starts without queueing
	abandoned recent  // left the queue unserved
	arrivals  []*Call // the last joins, for drawing future ones
	patience  float64 // seconds waited by all, decayed
	lost      float64 // abandonments, decayed alike

	waits  window             // known waits, by the order in which they became known
	last   float64            // wait that became known last, seconds
	lastOf map[string]float64 // the same by class
}

func newFloor() *floor {
	return &floor{staff: newStaff(), waits: newWindow(200), lastOf: map[string]float64{}, patience: 600, lost: 1}
}

// see takes in a sighting.
func (f *floor) see(s sighting) {
	f.now = s.at
	c := s.call
	switch s.what {
	case joined:
		f.waiting = append(f.waiting, c)
		f.joins.add(s.at)
		if len(f.arrivals) == 200 {
			f.arrivals = f.arrivals[:copy(f.arrivals, f.arrivals[1:])]
		}
		f.arrivals = append(f.arrivals, c)
	case left:
		if i := slices.Index(f.waiting, c); i >= 0 {
			f.waiting = slices.Delete(f.waiting, i, i+1)
		}
		const keep = 1 - 1.0/500
		f.patience = f.patience*keep + c.Wait()
		f.lost *= keep
		if !c.entered() {
			f.abandoned.add(s.at)
			f.lost++
		}
	case started:
		f.starts.add(s.at)
		if c.QueueStart == 0 {
			f.direct.add(s.at)
		}
		f.staff.start(c, s.at)
	case ended:
		f.staff.end(c, s.at, f.waiting)
	case learnt:
		f.last = c.Wait()
		f.lastOf[c.Class] = f.last
		f.waits.add(c.Wait())
	}
}

// recent counts what happened within the last hour.
type recent struct{ times []int64 }

func (r *recent) add(at int64) {
	old := 0
	for old < len(r.times) && r.times[old] < at-hour {
		old++
	}
	if old > 64 || old == len(r.times) {
		r.times = r.times[:copy(r.times, r.times[old:])]
	}
	r.times = append(r.times, at)
}

// within counts those of the last seconds, an hour's at most.
func (r *recent) within(now, seconds int64) float64 {
	n := 0
	for i := len(r.times) - 1; i >= 0 && r.times[i] >= now-seconds; i-- {
		n++
	}
	return float64(n)
}

// since is the seconds from the last one to now, at most limit.
func (r *recent) since(now, limit int64) float64 {
	if len(r.times) == 0 {
		return float64(limit)
	}
	return float64(min(limit, now-r.times[len(r.times)-1]))
}
