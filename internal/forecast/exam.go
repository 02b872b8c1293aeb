package forecast

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
