package forecast

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

func evaluate(t *testing.T, file []byte, split Split) *Report {
	t.Helper()
	r, err := Evaluate(t.Context(), bytes.NewReader(file), split, 1)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// saidUntil are the estimates of every forecaster for each call that joins up to a moment.
func saidUntil(t *testing.T, file []byte, until int64) map[int][]Estimate {
	t.Helper()
	e := newExam(1)
	out := map[int][]Estimate{}
	for _, g := range sightings(t, file) {
		e.see(g)
		if g.what == joined && g.at <= until {
			out[g.call.Line] = e.open[g.call]
		}
	}
	return out
}

// busiest is when most people wait on a day of the file, the first is 0.
func busiest(t *testing.T, file []byte, which int64) int64 {
	t.Helper()
	var waiting, most int
	var at int64
	all := sightings(t, file)
	for _, g := range all {
		switch g.what {
		case joined:
			waiting++
		case left:
			waiting--
		}
		if g.at/day-all[0].at/day == which && waiting > most {
			most, at = waiting, g.at
		}
	}
	return at
}

// TestNoLookAhead makes the future of a file another one, from moments on at which many
// wait: no estimate made before may move.
func TestNoLookAhead(t *testing.T) {
	file := hall(t, 5, 3)
	whole := saidUntil(t, file, math.MaxInt64)
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")
	for _, cut := range []int64{busiest(t, file, 3), busiest(t, file, 4)} {
		torn := []string{lines[0]}
		for i, line := range lines[1:] {
			torn = append(torn, tear(line, cut, i))
		}
		other := saidUntil(t, []byte(strings.Join(torn, "\n")), cut)
		if len(other) < 200 {
			t.Fatalf("%s: only %d estimates to compare", stamp(cut), len(other))
		}
		for line, said := range other {
			if !reflect.DeepEqual(said, whole[line]) {
				t.Fatalf("torn at %s: line %d says %v, whole %v", stamp(cut), line, said[0], whole[line][0])
			}
		}
	}
}

// tear makes everything that a line tells from a moment on another thing.
func tear(line string, cut int64, i int) string {
	f := strings.Split(line, ",")
	at := func(k int) int64 {
		t, err := time.Parse(time.DateTime, f[0]+" "+f[k])
		if err != nil {
			panic(err)
		}
		return t.Unix()
	}
	later := int64(0)
	for k := 1; k <= 5; k++ {
		if f[k] == never || at(k) <= cut {
			continue
		}
		later = int64(30 + 7*(i%40))
		f[k] = time.Unix(at(k)+later, 0).UTC().Format(time.TimeOnly)
	}
	if f[1] != never && at(1) > cut {
		f[6], f[7] = fmt.Sprint(i%3), "XX" // not even there yet
	}
	if later > 0 && (f[4] == never || at(4) > cut) {
		f[9] = fmt.Sprintf("S%02d", 50+i%3)
	}
	return strings.Join(f, ",")
}

func TestWaitIsLearnedOnlyWhenServiceBegins(t *testing.T) {
	e := newExam(1)
	for _, g := range sightings(t, []byte(head+
		"2026-03-02,08:00:00,08:00:00,08:10:00,08:10:05,08:20:00,0,PS,AGENT,S01\n"+
		"2026-03-02,08:10:03,08:10:03,08:25:00,08:25:00,08:30:00,0,PS,AGENT,S01\n"+
		"2026-03-02,08:10:06,08:10:06,08:30:00,08:30:00,08:31:00,0,PS,AGENT,S01\n")) {
		e.see(g)
		if g.what != joined {
			continue
		}
		want := 0.0
		if g.call.Line == 4 {
			want = 600
		}
		for i, name := range e.names {
			if strings.HasPrefix(name, "rolling") && e.open[g.call][i].Median != want {
				t.Errorf("line %d: %s says %v, want %v", g.call.Line, name, e.open[g.call][i].Median, want)
			}
		}
	}
}

func TestEvaluateIsTheSameTwice(t *testing.T) {
	file := hall(t, 4, 1)
	if a, b := evaluate(t, file, Split{WarmUp: -1}), evaluate(t, file, Split{WarmUp: -1}); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestSplitChoosesTheFirstDayThatCounts(t *testing.T) {
	e := &exam{days: map[int64]*marks{}}
	for d, calls := range map[int64]int{20514: 50, 20515: 10, 20518: 30, 20519: 10} { // 2026-03-02 and on
		e.days[d] = &marks{all: []tally{{n: calls}}}
	}
	for _, c := range []struct {
		split Split
		want  string
	}{
		{Split{}, "2026-03-02"},
		{Split{WarmUp: 2}, "2026-03-04"},
		{Split{WarmUp: -1}, "2026-03-04"},
		{Split{From: time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC)}, "2026-03-07"},
		{Split{WarmUp: 6}, "no call counts from 2026-03-08 on: the last that queued and was served is of 2026-03-07; choose an earlier start"},
	} {
		first, err := e.first(c.split)
		got := date(first * day)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.split, got, c.want)
		}
	}
}

func TestSplitMovesNoEstimate(t *testing.T) {
	file := hall(t, 2, 2)
	all, last := evaluate(t, file, Split{}).Forecasters[0], evaluate(t, file, Split{WarmUp: 1}).Forecasters[0]
	first := evaluate(t, file[:bytes.Index(file, []byte("2026-03-03"))], Split{}).Forecasters[0]
	sum := float64(first.N)*first.MAE + float64(last.N)*last.MAE
	if all.N != first.N+last.N || math.Abs(sum-float64(all.N)*all.MAE) > 1e-6 {
		t.Errorf("two days %+v are not the first %+v and the second %+v", all, first, last)
	}
}

func TestOneDayIsEnoughForAReport(t *testing.T) {
	if r := evaluate(t, hall(t, 1, 2), Split{WarmUp: -1}); r.From != "2026-03-02" || r.Forecasters[0].N < 50 {
		t.Errorf("%s, %d calls", r.From, r.Forecasters[0].N)
	}
}

func TestEvaluateNeedsACallThatWaited(t *testing.T) {
	_, err := Evaluate(t.Context(), strings.NewReader(head+
		"2026-03-02,08:00:00,00:00:00,00:00:00,08:00:00,08:01:00,0,PS,AGENT,S01\n"), Split{WarmUp: -1}, 1)
	if err == nil || !strings.Contains(err.Error(), "no call queued and was served") {
		t.Error(err)
	}
}

func TestEvaluateStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Evaluate(ctx, bytes.NewReader(hall(t, 1, 1)), Split{}, 1); err != context.Canceled {
		t.Error(err)
	}
}

// TestFirstCallOfAllGetsASoberEstimate: nobody has served yet, nobody's wait is known.
func TestFirstCallOfAllGetsASoberEstimate(t *testing.T) {
	r := evaluate(t, []byte(head+
		"2026-03-02,08:00:00,08:00:00,08:01:00,08:01:00,08:06:00,0,PS,AGENT,S01\n"), Split{WarmUp: -1})
	if ours := r.Forecasters[0]; ours.MAE > 5*minute || ours.MSE > 5*minute*5*minute {
		t.Errorf("a minute's wait is missed by %.0f s", ours.MAE)
	}
}

// TestOursBeatsTheRules: in a hall where queue and counters are all there is, seeing
// them must pay.
func TestOursBeatsTheRules(t *testing.T) {
	r := evaluate(t, hall(t, 7, 4), Split{WarmUp: 4})
	ours := r.Forecasters[0]
	if ours.Coverage90 < 0.86 || ours.Coverage90 > 0.94 {
		t.Errorf("%.3f within the bound", ours.Coverage90)
	}
	for _, s := range r.Forecasters[1:] {
		if s.N != ours.N {
			t.Errorf("%s was asked %d times, ours %d", s.Name, s.N, ours.N)
		}
		if ours.MAE >= s.MAE || ours.MSE >= s.MSE || ours.Pinball90 >= s.Pinball90 {
			t.Errorf("ours %+v does not beat %+v", ours, s)
		}
	}
}

// TestGolden compares the scores on the made-up file with those written down. Run with
// -update after a change that is meant, and look at the difference.
func TestGolden(t *testing.T) {
	calls, table := filepath.Join("testdata", "calls.csv"), filepath.Join("testdata", "scores.json")
	if *update {
		if err := os.WriteFile(calls, hall(t, 4, 1), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	r := evaluate(t, file, Split{WarmUp: -1})
	for _, s := range [][]Score{r.Forecasters, r.Classes, r.Deciles} {
		for i := range s { // digits that no reader needs differ between processors
			for _, v := range []*float64{&s[i].MAE, &s[i].MSE, &s[i].Pinball50, &s[i].Pinball90, &s[i].Coverage90} {
				*v = math.Round(*v*100) / 100
			}
		}
	}
	got, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(table, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the scores are now\n%s", got)
	}
}
