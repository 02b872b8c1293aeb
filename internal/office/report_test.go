package office

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestReportOfAKnownDay(t *testing.T) {
	var a, b sum
	a.add(Call{Overtaken: 3, Outside: 1}, 5*minute, 10)
	a.add(Call{}, 10*minute, 10)
	a.add(Call{Overtaken: 1, Outside: 1}, 30*minute, 10)
	b.add(Call{Overtaken: 4}, 0, 20)
	b.join(a)
	want := ClassReport{Class: "b", Tickets: 4, WithinPromise: 0.75, P99: 3, Max: 3, MeanWaitSeconds: 45 * 60 / 4.0, MaxOvertaken: 4, OutsideBound: 2}
	if got := b.report("b"); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	var many sum
	for i := range 200 {
		many.add(Call{}, int64(200-i)*minute, 100)
	}
	if c := many.report(""); c.P99 != 1.98 || c.Max != 2 || c.WithinPromise != 0.5 {
		t.Errorf("of 0.01 … 2.00: %+v", c)
	}
}

func TestTheSameSeedGivesTheSameReport(t *testing.T) {
	o := Reference()
	for _, d := range Disciplines() {
		a, b := Simulate(o, d, 0.86, 3, 7), Simulate(o, d, 0.86, 3, 7)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %+v and %+v", d.Name, a, b)
		}
		if c := Simulate(o, d, 0.86, 3, 8); reflect.DeepEqual(a, c) {
			t.Errorf("%s: two seeds gave the same", d.Name)
		}
	}
}

func TestFieldsOfTheReport(t *testing.T) {
	data, err := json.Marshal(Simulate(Reference(), Disciplines()[0], 0.86, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	want := []string{"discipline", "load", "max_overtaken", "max_wait_over_promise", "mean_wait_seconds",
		"p99_wait_over_promise", "within_promise", "worst_class_within_promise"}
	if got := slices.Sorted(maps.Keys(fields)); !slices.Equal(got, want) {
		t.Errorf("fields %q, want %q", got, want)
	}
	if fields["discipline"] != "promise" || fields["load"] != 0.86 {
		t.Errorf("%s", data)
	}
}

func TestTable(t *testing.T) {
	var b strings.Builder
	if err := Print(&b, []Report{Simulate(Reference(), Disciplines()[0], 0.86, 1, 1)}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"load 0.86", "\npromise ", "\ns5-appointment ", "bound"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// TestWhatTheRuleReaches: 200 days of the reference office, three times, beside
// every rival.
func TestWhatTheRuleReaches(t *testing.T) {
	if raceEnabled || testing.Short() {
		t.Skip("several seconds of one goroutine")
	}
	o := Reference()
	for _, c := range []struct {
		load, worst, p99 float64
		beyondAll        bool // the worst class fares better than under every rival
	}{{0.70, 0.95, 1.2, false}, {0.78, 0.90, 1.6, true}, {0.86, 0.75, 2.2, true}, {0.95, 0, 3.0, false}} {
		for seed := range uint64(3) {
			var ours Report
			for i, d := range Disciplines() {
				r := Simulate(o, d, c.load, 200, seed+1)
				if i == 0 {
					ours = r
					if r.WorstClass < c.worst || r.P99WaitOverPromise > c.p99 || r.OutsideBound != 0 {
						t.Errorf("load %v, seed %d: %+v", c.load, seed+1, r)
					}
					continue
				}
				if r.P99WaitOverPromise < ours.P99WaitOverPromise {
					t.Errorf("load %v, seed %d: the 99th percentile of %s is %.3f, ours %.3f", c.load, seed+1, d.Name, r.P99WaitOverPromise, ours.P99WaitOverPromise)
				}
				if c.beyondAll && r.WorstClass >= ours.WorstClass {
					t.Errorf("load %v, seed %d: the worst class of %s has %.4f, ours %.4f", c.load, seed+1, d.Name, r.WorstClass, ours.WorstClass)
				}
			}
		}
	}
}
