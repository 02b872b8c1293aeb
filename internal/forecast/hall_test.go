package forecast

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// A made-up hall, so that the tests need nobody's data: a dozen hours a day, more
// people towards noon, two classes, one of which only half of the agents serve.

type visitor struct {
	enter, queue, exit, start, end float64 // seconds since the day began; queue 0: served at once
	class                          string
	priority                       int
	agent                          string
	lost                           bool
}

// hall plays days of a made-up hall and gives its calls as a file.
func hall(t testing.TB, days int, seed uint64) []byte {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 0))
	var out bytes.Buffer
	fmt.Fprintln(&out, "date,enter,queue_start,queue_exit,service_start,service_end,priority,type,outcome,agent")
	for d := range days {
		date := time.Date(2026, 3, 2+d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		for _, v := range playDay(rng) {
			outcome := "AGENT"
			if v.lost {
				outcome = "HANG"
			}
			fmt.Fprintf(&out, "%s,%s,%s,%s,%s,%s,%d,%s,%s,%s\n", date, of(v.enter), of(v.queue), of(v.exit),
				of(v.start), of(v.end), v.priority, v.class, outcome, v.agent)
		}
	}
	return out.Bytes()
}

func of(seconds float64) string {
	return time.Unix(int64(seconds), 0).UTC().Format(time.TimeOnly)
}

func playDay(rng *rand.Rand) []visitor {
	var all []visitor
	for at := 8.0 * hour; at < 18*hour; {
		noon := 1 - max(at-12*hour, 12*hour-at)/(8*hour)
		at += rng.ExpFloat64() * 90 / (0.4 + noon)
		v := visitor{enter: at, class: "PS", end: 60 + rng.ExpFloat64()*180}
		if rng.Float64() < 0.25 {
			v.class, v.end = "NW", 30+rng.ExpFloat64()*90
		}
		v.priority = rng.IntN(3)
		all = append(all, v)
	}
	free := []float64{0, 0, 0, 0}
	for left := len(all); left > 0; left-- {
		// The agent who is free first takes the first of the queue that they serve.
		best, who := -1, 0
		var begin float64
		for a, f := range free {
			for i, v := range all {
				if v.start != 0 || v.lost || a >= 2 && v.class == "NW" {
					continue
				}
				at := max(f, v.enter)
				if best < 0 || at < begin || at == begin && key(v.enter, v.priority) < key(all[best].enter, all[best].priority) {
					best, who, begin = i, a, at
				}
			}
		}
		v := &all[best]
		if begin > v.enter+1 {
			v.queue, v.exit = v.enter, begin
		}
		if v.queue != 0 && rng.Float64() < 0.05 {
			v.lost, v.exit, v.end = true, v.enter+(begin-v.enter)*rng.Float64(), 0
			continue
		}
		v.start, v.end, v.agent = begin, begin+v.end, fmt.Sprintf("S%02d", who+1)
		free[who] = v.end + rng.ExpFloat64()*20
	}
	slices.SortStableFunc(all, func(a, b visitor) int { return cmp.Compare(a.enter, b.enter) })
	return all
}
