package sample_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"moiso/internal/queue"
)

func TestEveryServiceHasTwoCounters(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		taken := map[queue.ServiceID]int{}
		profiles := map[string]bool{}
		for _, k := range c.Counters {
			profiles[fmt.Sprint(slices.Sorted(slices.Values(k.Services)))] = true
			for _, s := range k.Services {
				taken[s]++
			}
		}
		for _, s := range c.Services {
			if taken[s.ID] < 2 {
				t.Errorf("service %s is taken at %d counters, want two at least", s.ID, taken[s.ID])
			}
		}
		// So many profiles over shared services can only overlap in part.
		if len(profiles) < len(c.Counters)/2 {
			t.Errorf("%d counters have %d profiles, want half as many at least", len(c.Counters), len(profiles))
		}
	})
}

func TestPromises(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		ordinary := c.Classes[0]
		if ordinary.Notice {
			t.Errorf("the ordinary class %s is announced as a priority", ordinary.ID)
		}
		for _, class := range c.Classes[1:] {
			if !class.Notice {
				t.Errorf("class %s is not announced at the counter", class.ID)
			}
		}
		for _, s := range c.Services {
			promise := func(class queue.Class) int {
				if own := s.Promises[class.ID]; own > 0 {
					return own
				}
				return class.Promise
			}
			for _, class := range c.Classes {
				if got := promise(class); got < 1 || got > promise(ordinary) {
					t.Errorf("service %s promises %d minutes to %s, %d to the ordinary class", s.ID, got, class.ID, promise(ordinary))
				}
			}
		}
	})
}

// Letters that are mistaken for one another when called out.
var confusable = []string{"BP", "DT", "MN", "LN", "SX", "DV"}

func TestPrefixes(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		series := map[queue.SeriesID]string{}
		letters := ""
		for _, s := range c.Series {
			if len(s.Prefix) != 1 || !strings.Contains("ABCDEGHKLMNPQRSTUVX", s.Prefix) {
				t.Errorf("series %s: the prefix %q is not a letter that is read and heard well (never I, O, Đ)", s.ID, s.Prefix)
			}
			if strings.Contains(letters, s.Prefix) {
				t.Errorf("series %s: the prefix %q is taken", s.ID, s.Prefix)
			}
			letters += s.Prefix
			series[s.ID] = s.Prefix
		}
		services := map[queue.ServiceID]string{}
		for _, s := range c.Services {
			services[s.ID] = series[s.Series]
		}
		heard := map[queue.HallID]string{}
		for _, k := range c.Counters {
			for _, s := range k.Services {
				heard[k.Hall] += services[s]
			}
		}
		for hall, letters := range heard {
			for _, pair := range confusable {
				if strings.Contains(letters, pair[:1]) && strings.Contains(letters, pair[1:]) {
					t.Errorf("hall %s hears both letters of %s", hall, pair)
				}
			}
		}
	})
}

func TestCountersAreFound(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		labels := map[string]bool{}
		for _, k := range c.Counters {
			if k.Label == "" || labels[k.Label] || !strings.HasSuffix(k.Name["vi"], " "+k.Label) {
				t.Errorf("counter %s: label %q of %q is empty, taken or not the name's number", k.ID, k.Label, k.Name["vi"])
			}
			labels[k.Label] = true
			if k.Direction == "" {
				t.Errorf("counter %s: nothing says where it is", k.ID)
			}
		}
	})
}
