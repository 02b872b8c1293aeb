package office

import "testing"

// TestRivals: of two heads, which is called first at minute 20.
func TestRivals(t *testing.T) {
	// Waits of 15, 12 and 8 minutes: half, 1.2 times and, with the head start, 1.3
	// times the promise.
	head := func(ref, promise, headStart, usual, waiting, expected, rank int64) Head {
		return Head{
			Claim:     Claim{Ref: ref * minute, Promise: promise * minute, Usual: usual * minute},
			HeadStart: headStart * minute, Waiting: waiting, Expected: expected, Rank: rank,
		}
	}
	first := map[string]Head{
		"ordinary":    head(5, 30, 0, 4, 3, 9000, 3),
		"appointment": head(8, 10, 0, 20, 1, 1000, 2),
		"priority":    head(12, 10, 5, 25, 4, 40_000, 1),
	}
	for _, c := range []struct{ discipline, first, then string }{
		{"fifo", "ordinary", "appointment"},
		{"fifo", "appointment", "priority"},
		{"strict", "priority", "appointment"},
		{"strict", "appointment", "ordinary"},
		{"longest", "priority", "ordinary"},
		{"longest", "ordinary", "appointment"},
		{"ratio", "appointment", "ordinary"}, // 1 of 10,000, 3 of 270,000, 4 of 400,000
		{"ratio", "ordinary", "priority"},
		{"accumulating", "priority", "appointment"},
		{"accumulating", "appointment", "ordinary"},
		{"duedate", "priority", "appointment"}, // minutes 17, 18 and 35
		{"duedate", "appointment", "ordinary"},
		{"cmu", "appointment", "priority"}, // 12/2000, 13/2500, 15/3600
		{"cmu", "priority", "ordinary"},
	} {
		for _, d := range Disciplines() {
			a, b := first[c.first], first[c.then]
			if d.Name == c.discipline && (!d.before(&a, &b, 20*minute) || d.before(&b, &a, 20*minute)) {
				t.Errorf("%s: %s comes after %s", d.Name, c.first, c.then)
			}
		}
	}
	for _, d := range Disciplines() {
		a := head(5, 30, 0, 4, 3, 9000, 3)
		b := a
		b.Order = 1
		if !d.before(&a, &b, 20*minute) || d.before(&b, &a, 20*minute) {
			t.Errorf("%s: of two alike the earlier issued is second", d.Name)
		}
	}
}
