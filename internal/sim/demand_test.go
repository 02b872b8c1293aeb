package sim

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"moiso/internal/queue"
)

// office is a centre with some counters that all do everything.
func office(counters int, minutes ...int) *queue.Centre {
	text := func(s string) queue.Text { return queue.Text{"vi": s} }
	c := &queue.Centre{
		ID: "office", Name: text("Trung tâm"),
		Halls:  []queue.Hall{{ID: "hall", Name: text("Sảnh")}},
		Fields: []queue.Field{{ID: "field", Name: text("Hộ tịch")}},
		Series: []queue.Series{{ID: "a", Prefix: "A"}},
		Kiosks: []queue.Kiosk{{ID: "kiosk", Name: text("Máy lấy số")}},
		Classes: []queue.Class{
			{ID: "ordinary", Name: text("Thông thường"), Promise: 30},
			{ID: "elderly", Name: text("Người cao tuổi"), Promise: 15},
			{ID: "disabled", Name: text("Người khuyết tật"), Promise: 10},
		},
	}
	var all []queue.ServiceID
	for _, m := range minutes {
		id := queue.ServiceID(fmt.Sprintf("takes-%d", m))
		c.Services = append(c.Services, queue.Service{ID: id, Name: text(string(id)), Field: "field", Series: "a", Minutes: m})
		all = append(all, id)
	}
	for i := range counters {
		c.Counters = append(c.Counters, queue.Counter{
			ID: queue.CounterID(fmt.Sprintf("q%d", i+1)), Name: text(fmt.Sprintf("Quầy %d", i+1)), Hall: "hall", Services: all,
		})
	}
	return c
}

func demand(c *queue.Centre, visits float64) Demand {
	return Demand{Centre: c, Counters: c.Counters, Profile: WorkingDay(), Visits: visits}
}

func TestSameSeedSamePlan(t *testing.T) {
	d := demand(office(3, 5, 10), 500)
	if !slices.Equal(d.Plan(7), d.Plan(7)) {
		t.Error("the same seed gave two plans")
	}
	if slices.Equal(d.Plan(7), d.Plan(8)) {
		t.Error("two seeds gave the same plan")
	}
}

func TestVisitsSpreadAsTheProfile(t *testing.T) {
	const visits = 50_000
	plan := demand(office(3, 5, 10), visits).Plan(1)
	near(t, "visits", float64(len(plan)), visits, 0.02)
	if !slices.IsSortedFunc(plan, func(a, b Visit) int { return int(a.At - b.At) }) {
		t.Error("the plan is not in order of time")
	}
	inSlots, shares := 0, 0.0
	for _, slot := range WorkingDay() {
		n := 0
		for _, v := range plan {
			if v.At >= slot.From && v.At < slot.To {
				n++
			}
		}
		inSlots += n
		shares += slot.Share
		if got := float64(n) / visits; math.Abs(got-slot.Share) > 0.005 {
			t.Errorf("from %v: a share of %.3f, want %.2f", slot.From, got, slot.Share)
		}
	}
	if inSlots != len(plan) || math.Abs(shares-1) > 1e-9 {
		t.Errorf("%d of %d visits are in slots, whose shares add up to %v", inSlots, len(plan), shares)
	}
}

func TestWhoComes(t *testing.T) {
	plan := demand(office(3, 4, 9), 50_000).Plan(1)
	services, priority, together, gone := map[queue.ServiceID]float64{}, 0.0, 0.0, 0.0
	for i, v := range plan {
		services[v.Service]++
		if v.Class != "ordinary" {
			priority++
		}
		if i > 0 && plan[i-1].At == v.At {
			together++
		}
		if !v.Stays(5 * time.Minute) {
			gone++
		}
		if v.Walks < 15*time.Second || v.Walks > 45*time.Second {
			t.Fatalf("a walk of %v", v.Walks)
		}
	}
	n := float64(len(plan))
	// Counters spend as much time on the one as on the other: 5 and 10 minutes each.
	near(t, "short for one long", services["takes-4"]/services["takes-9"], 2, 0.05)
	near(t, "share of priority", priority/n, 0.10, 0.05)
	near(t, "share of those who come behind another", together/n, 0.25/1.25, 0.05)
	near(t, "share of absence after a short wait", gone/n, 0.04, 0.1)
}

func TestPatienceEnds(t *testing.T) {
	for _, c := range []struct {
		wait time.Duration
		want float64
	}{{0, 0.04}, {20 * time.Minute, 0.04}, {24 * time.Minute, 0.05}, {60 * time.Minute, 0.14}, {5 * time.Hour, 0.20}} {
		if got := absence(c.wait); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("after %v a share of %v is gone, want %v", c.wait, got, c.want)
		}
	}
}

func TestServiceTimesAreLogNormal(t *testing.T) {
	const usual = 8 * time.Minute
	plan := demand(office(3, 8), 100_000).Plan(1)
	sum, logs, squares := 0.0, 0.0, 0.0
	for _, v := range plan {
		sum += v.Takes.Seconds()
		l := math.Log(v.Takes.Seconds())
		logs += l
		squares += l * l
	}
	n := float64(len(plan))
	// One in ten takes 1.6 times as long.
	near(t, "mean", sum/n, 1.06*usual.Seconds(), 0.02)
	sigma2 := math.Log(1 + 0.9*0.9)
	shift := math.Log(1.6)
	near(t, "mean of the logarithm", logs/n, math.Log(usual.Seconds())-sigma2/2+0.1*shift, 0.01)
	near(t, "variance of the logarithm", squares/n-logs/n*logs/n, sigma2+0.1*0.9*shift*shift, 0.03)
}

func TestNobodyComesForWhatNobodyDoes(t *testing.T) {
	c := office(2, 5, 10)
	c.Counters[0].Services, c.Counters[1].Services = []queue.ServiceID{"takes-5"}, []queue.ServiceID{"takes-10"}
	d := demand(c, 500)
	d.Counters = c.Counters[:1]
	for _, v := range d.Plan(1) {
		if v.Service != "takes-5" {
			t.Fatalf("somebody comes for %s", v.Service)
		}
	}
	d.Counters = nil
	if plan := d.Plan(1); len(plan) > 0 {
		t.Errorf("%d visitors of a closed office", len(plan))
	}
}

func TestVisitorsAtTheDoors(t *testing.T) {
	d := demand(office(2, 5), 100)
	d.Early = 12
	plan := d.Plan(1)
	for i, v := range plan[:12] {
		if v.At != 7*time.Hour {
			t.Errorf("visitor %d comes at %v", i, v.At)
		}
	}
	if plan[12].At == 7*time.Hour {
		t.Error("a thirteenth was at the doors")
	}
}

func TestCapacity(t *testing.T) {
	// Six counters, five and ten minutes with a minute between: at each, three
	// hours' worth of one for three of the other.
	c := office(6, 4, 9)
	near(t, "visits an hour", Capacity(c, c.Counters), 6*(30/5.0+30/10.0), 1e-9)
}

func TestAWeekIsFiveDays(t *testing.T) {
	sum := 0.0
	for d := time.Monday; d <= time.Friday; d++ {
		sum += DayFactor(d)
	}
	near(t, "factors of the working days", sum, 5, 0.03)
	if DayFactor(time.Sunday) != 0 || DayFactor(time.Saturday) >= 0.5 {
		t.Error("the week's end is no rest")
	}
}

// near tells whether a figure is within a share of what is wanted.
func near(t *testing.T, what string, got, want, share float64) {
	t.Helper()
	if math.Abs(got-want) > share*want {
		t.Errorf("%s: %.4g, want %.4g ± %g %%", what, got, want, 100*share)
	}
}
