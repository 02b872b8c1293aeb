package forecast

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Report is what an evaluation found.
type Report struct {
	From        string  `json:"from"`        // first day that counts, 1999-01-18
	Forecasters []Score `json:"forecasters"` // ours, moiso, first
	Classes     []Score `json:"classes"`     // ours by class
	Deciles     []Score `json:"deciles"`     // ours by tenths of its median, the shortest first
	Aside       Aside   `json:"-"`
}

// Gain is by which share the squared error of ours lies below that of the best rolling
// average, and which that is.
func (r *Report) Gain() (best string, share float64) {
	least := math.Inf(1)
	for _, s := range r.Forecasters {
		if strings.HasPrefix(s.Name, "rolling-") && s.MSE < least {
			best, least = s.Name, s.MSE
		}
	}
	return best, 1 - r.Forecasters[0].MSE/least
}

func (e *exam) report(from int64) *Report {
	all := make([]tally, len(e.forecasters))
	byClass := map[string]*tally{}
	var ours []mark
	for _, d := range slices.Sorted(maps.Keys(e.days)) {
		if d < from {
			continue
		}
		for i, t := range e.days[d].all {
			all[i].merge(t)
		}
		for k, t := range e.days[d].byClass {
			if byClass[k] == nil {
				byClass[k] = &tally{}
			}
			byClass[k].merge(*t)
		}
		ours = append(ours, e.days[d].ours...)
	}
	out := &Report{From: date(from * day), Deciles: deciles(ours)}
	for i := range all {
		out.Forecasters = append(out.Forecasters, all[i].score(e.names[i]))
	}
	for _, k := range slices.Sorted(maps.Keys(byClass)) {
		out.Classes = append(out.Classes, byClass[k].score(k))
	}
	return out
}

// deciles scores ours by tenths of what it said.
func deciles(ours []mark) []Score {
	slices.SortStableFunc(ours, func(a, b mark) int { return cmp.Compare(a.Median, b.Median) })
	var out []Score
	for d := range 10 {
		var t tally
		for _, m := range ours[d*len(ours)/10 : (d+1)*len(ours)/10] {
			t.add(m.Estimate, m.wait)
		}
		out = append(out, t.score(strconv.Itoa(d+1)))
	}
	return out
}
