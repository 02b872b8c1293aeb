package office

import "slices"

// Report is how an office did over some days. Shares are fractions, 0 … 1. Waits
// count from the reference time and are never negative.
type Report struct {
	Discipline         string  `json:"discipline"`
	Load               float64 `json:"load"`
	WithinPromise      float64 `json:"within_promise"`             // share of tickets called within their promise
	WorstClass         float64 `json:"worst_class_within_promise"` // the same, of the class where it is least
	P99WaitOverPromise float64 `json:"p99_wait_over_promise"`
	MaxWaitOverPromise float64 `json:"max_wait_over_promise"`
	MeanWaitSeconds    float64 `json:"mean_wait_seconds"`
	MaxOvertaken       int     `json:"max_overtaken"` // most who came later and were called before one ticket

	OutsideBound int           `json:"-"` // overtakings that the bound of this program's rule does not allow
	Classes      []ClassReport `json:"-"`
}

// ClassReport is the part of one class.
type ClassReport struct {
	Class           string
	Tickets         int
	WithinPromise   float64
	P99, Max        float64 // of wait over promise
	MeanWaitSeconds float64
	MaxOvertaken    int
	OutsideBound    int
}

// Simulate plays days of the office at the load. The same arguments give the
// same report.
func Simulate(o *Office, d Discipline, load float64, days int, seed uint64) Report {
	h := NewHouse(o, d, load)
	sums := make([]sum, len(o.Classes))
	for n := range days {
		day := o.Day(load, seed, uint64(n))
		for i, c := range h.Play(day) {
			sums[day[i].Class].add(c, max(0, c.At-day[i].Ref), o.Classes[day[i].Class].Promise)
		}
	}
	r := Report{Discipline: d.Name, Load: load, WorstClass: 1}
	var all sum
	for i, s := range sums {
		if len(s.ratios) == 0 {
			continue
		}
		c := s.report(o.Classes[i].ID)
		r.Classes = append(r.Classes, c)
		r.WorstClass = min(r.WorstClass, c.WithinPromise)
		all.join(s)
	}
	if len(all.ratios) == 0 {
		return r
	}
	c := all.report("")
	r.WithinPromise, r.P99WaitOverPromise, r.MaxWaitOverPromise = c.WithinPromise, c.P99, c.Max
	r.MeanWaitSeconds, r.MaxOvertaken, r.OutsideBound = c.MeanWaitSeconds, c.MaxOvertaken, c.OutsideBound
	return r
}

type sum struct {
	ratios    []float64
	within    int
	waited    int64
	overtaken int
	outside   int
}

func (s *sum) add(c Call, wait int64, promise int) {
	s.ratios = append(s.ratios, float64(wait)/float64(promise*minute))
	if wait <= int64(promise)*minute {
		s.within++
	}
	s.waited += wait
	s.overtaken = max(s.overtaken, c.Overtaken)
	s.outside += c.Outside
}

func (s *sum) join(t sum) {
	s.ratios = append(s.ratios, t.ratios...)
	s.within += t.within
	s.waited += t.waited
	s.overtaken = max(s.overtaken, t.overtaken)
	s.outside += t.outside
}

// report sorts the ratios.
func (s *sum) report(class string) ClassReport {
	slices.Sort(s.ratios)
	n := len(s.ratios)
	return ClassReport{
		Class: class, Tickets: n, WithinPromise: float64(s.within) / float64(n),
		P99: s.ratios[(99*n+99)/100-1], Max: s.ratios[n-1],
		MeanWaitSeconds: float64(s.waited) / 1000 / float64(n), MaxOvertaken: s.overtaken, OutsideBound: s.outside,
	}
}
