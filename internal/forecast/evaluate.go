package forecast

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Split tells which calls of a file count. Every call is learned from, whether it
// counts or not, and no estimate depends on the split.
type Split struct {
	// Days at the beginning of the file that do not count. Below 0: the whole days
	// that hold the first three fifths of the calls.
	WarmUp int
	// From is the first day that counts; when it is set, WarmUp is not looked at.
	From time.Time
}

// Report is what an evaluation found.
type Report struct {
	From        string  `json:"from"`        // first day that counts, 1999-01-18
	Forecasters []Score `json:"forecasters"` // ours, moiso, first
	Classes     []Score `json:"classes"`     // ours by class
	Deciles     []Score `json:"deciles"`     // ours by tenths of its median, the shortest first
	Aside       Aside   `json:"-"`
}

// Evaluate walks through a call file in the order of time. Each call that queues gets
// an estimate from every forecaster when it joins, from what could be seen by then; a
// wait is told to them when its service begins. Calls that queued and were served count.
//
// It holds the calls that are in the house, the lessons of the regression and 32 bytes
// for each call that counts. The same file and seed give the same report.
func Evaluate(file io.Reader, split Split, seed uint64) (*Report, error) {
	r, err := NewReader(file)
	if err != nil {
		return nil, err
	}
	e := newExam(seed)
	s := newStream(r.Next)
	for {
		g, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		e.see(g)
	}
	from, err := e.first(split)
	if err != nil {
		return nil, err
	}
	out := e.report(from)
	out.Aside = r.Aside()
	return out, nil
}

// exam asks every forecaster about every call and keeps the marks.
type exam struct {
	floor       *floor
	names       []string
	forecasters []forecaster
	open        map[*Call][]Estimate
	days        map[int64]*marks // by the day of joining
}

// marks are those of one day.
type marks struct {
	all     []tally // by forecaster
	byClass map[string]*tally
	ours    []mark
}

// mark is how ours did on one call, for the deciles.
type mark struct {
	Estimate
	wait float64
}

func newExam(seed uint64) *exam {
	names, others := baselines()
	return &exam{
		floor: newFloor(), names: append([]string{"moiso"}, names...),
		forecasters: append([]forecaster{newMoiso(seed)}, others...),
		open:        map[*Call][]Estimate{}, days: map[int64]*marks{},
	}
}

func (e *exam) see(g sighting) {
	e.floor.now = g.at
	switch g.what {
	case joined:
		said := make([]Estimate, len(e.forecasters))
		for i, f := range e.forecasters {
			said[i] = f.estimate(e.floor, g.call)
		}
		e.open[g.call] = said
	case left:
		if !g.call.entered() {
			delete(e.open, g.call)
			for _, f := range e.forecasters {
				f.forget(g.call)
			}
		}
	case learnt:
		e.mark(g.call)
		for _, f := range e.forecasters {
			f.learn(e.floor, g.call, g.call.Wait())
		}
	}
	e.floor.see(g)
}

func (e *exam) mark(c *Call) {
	said := e.open[c]
	delete(e.open, c)
	if !c.Waited() {
		return // broken off in service
	}
	m := e.days[c.QueueStart/day]
	if m == nil {
		m = &marks{all: make([]tally, len(e.forecasters)), byClass: map[string]*tally{}}
		e.days[c.QueueStart/day] = m
	}
	for i, s := range said {
		m.all[i].add(s, c.Wait())
	}
	if m.byClass[c.Class] == nil {
		m.byClass[c.Class] = &tally{}
	}
	m.byClass[c.Class].add(said[0], c.Wait())
	m.ours = append(m.ours, mark{said[0], c.Wait()})
}

// first is the first day that counts, in days since 1970.
func (e *exam) first(split Split) (int64, error) {
	days := slices.Sorted(maps.Keys(e.days))
	if len(days) == 0 {
		return 0, errors.New("call file: no call queued and was served; there is nothing to evaluate")
	}
	from := days[0] + int64(split.WarmUp)
	if !split.From.IsZero() {
		from = split.From.Unix() / day
	} else if split.WarmUp < 0 {
		all, so := 0, 0
		for _, d := range days {
			all += e.days[d].all[0].n
		}
		for _, d := range days {
			if 5*so >= 3*all {
				break
			}
			so += e.days[d].all[0].n
			from = d + 1
		}
	}
	if last := days[len(days)-1]; from > last {
		return 0, fmt.Errorf("no call counts from %s on: the last that queued and was served is of %s; choose an earlier start",
			date(from*day), date(last*day))
	}
	return from, nil
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
