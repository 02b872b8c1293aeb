package forecast

// staff knows everybody who has served, and for which classes.
type staff struct {
	agents  map[string]*agent
	order   []*agent // by first service, so that nothing depends on map order
	classes map[string]float64
	total   float64
	service window             // lengths of all services, seconds
	byClass map[string]*window // the same by class
	gaps    window             // seconds between an agent's services while somebody waited
	mean    float64            // service, the last few hundred, seconds
}

func newStaff() *staff {
	return &staff{agents: map[string]*agent{}, classes: map[string]float64{}, byClass: map[string]*window{}, service: newWindow(2000), gaps: newWindow(1000), mean: 3 * minute}
}

// start puts a call at its agent. A call without an agent's name is served by the
// first of the nameless that is free.
func (s *staff) start(c *Call, at int64) {
	a := s.of(c)
	if a.call == nil && a.served > 0 && a.queued && at-a.since <= hour {
		s.gaps.add(float64(at - a.since))
	}
	a.call, a.since, a.queued = c, at, false
	a.served++
	a.byCls[c.Class]++
	s.classes[c.Class]++
	s.total++
}

// nameless is how an agent is called whose name the file does not tell; more of
// them than there were services at once are never made.
const nameless = "\x00"

func (s *staff) of(c *Call) *agent {
	name := c.Agent
	if name == "" {
		for name = nameless; ; name += nameless {
			if a := s.agents[name]; a == nil || a.call == nil {
				break
			}
		}
	}
	a := s.agents[name]
	if a == nil {
		a = &agent{name: name, pace: 1, byCls: map[string]float64{}}
		s.agents[name] = a
		s.order = append(s.order, a)
	}
	return a
}

// end frees the agent of a call. Waiting are those in the queue at that moment.
// Nothing happens when the agent has another call by now.
func (s *staff) end(c *Call, at int64, waiting []*Call) {
	for _, a := range s.order {
		if a.call != c {
			continue
		}
		length := float64(at - a.since)
		s.service.add(length)
		k := s.byClass[c.Class]
		if k == nil {
			k = &window{size: 1000}
			s.byClass[c.Class] = k
		}
		k.add(length)
		s.mean += (length - s.mean) / 200
		a.pace += (length/max(s.mean, 1) - a.pace) / 50
		a.call, a.since = nil, at
		for _, w := range waiting {
			if s.skill(a, w.Class) > 0.5 {
				a.queued = true
			}
		}
		return
	}
}

// skill is how far an agent serves a class: 1 when the agent takes it as often as
// the whole house does, near 0 when it does not come to the agent at all.
func (s *staff) skill(a *agent, class string) float64 {
	share := (s.classes[class] + 1) / (s.total + 10)
	return min(1, (a.byCls[class]+1)/(float64(a.served)*share+1))
}

// lengths are the last services of a class, of all when the class is too young.
func (s *staff) lengths(class string) *window {
	if k := s.byClass[class]; k != nil && k.len() >= few {
		return k
	}
	return &s.service
}
