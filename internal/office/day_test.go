package office

import (
	"math"
	"slices"
	"testing"
)

func TestTheSameSeedGivesTheSameDay(t *testing.T) {
	o := Reference()
	if !slices.Equal(o.Day(0.8, 1, 2), o.Day(0.8, 1, 2)) {
		t.Error("the same day came out twice in two ways")
	}
	if slices.Equal(o.Day(0.8, 1, 2), o.Day(0.8, 1, 3)) || slices.Equal(o.Day(0.8, 1, 2), o.Day(0.8, 2, 2)) {
		t.Error("two days are the same")
	}
}

// TestWhoComes holds many days against the definition.
func TestWhoComes(t *testing.T) {
	const days, load = 400, 0.8
	o := Reference()
	count := make([]float64, len(o.Classes))
	work, walkIns, rush, firstHour := 0.0, 0.0, 0.0, 0.0
	takes := make([]float64, len(o.Classes))
	for n := range days {
		day := o.Day(load, 5, uint64(n))
		if !slices.IsSortedFunc(day, func(a, b Ticket) int { return int(a.Arrives - b.Arrives) }) {
			t.Fatal("not in order of arrival")
		}
		for _, k := range day {
			if k.Arrives < 0 || k.Takes < 1 {
				t.Fatalf("%+v", k)
			}
			count[k.Class]++
			takes[k.Class] += float64(k.Takes) / minute
			work += float64(k.Takes) / minute
			if o.Classes[k.Class].Appointment {
				continue
			}
			walkIns++
			if k.Ref != k.Arrives || k.Arrives >= int64(o.Minutes)*minute {
				t.Fatalf("%+v", k)
			}
			if k.Arrives < 2*minute {
				rush++
			}
			if k.Arrives < 60*minute {
				firstHour++
			}
		}
	}
	near(t, "load", work/days/float64(len(o.Counters)*o.Minutes), load, 0.01)
	near(t, "rush", rush/firstHour, 0.25, 0.03)
	near(t, "first hour", firstHour/walkIns, 25152./205944, 0.02)
	for i, c := range o.Classes {
		near(t, "share of "+c.ID, count[i]/days/o.Visitors(load), c.Share, 0.05)
		near(t, "minutes of "+c.ID, takes[i]/count[i], o.Services[o.service(c.Service)].Minutes, 0.04)
	}
}

func TestAppointments(t *testing.T) {
	o := Reference()
	late, early, slots := 0, 0, map[int64]int{}
	const days = 300
	for n := range uint64(days) {
		for _, k := range o.Day(0.8, 1, n) {
			if o.Classes[k.Class].ID != "s5-appointment" {
				continue
			}
			switch {
			case k.Ref == k.Arrives:
				late++
			case k.Ref%(5*minute) != 0 || k.Arrives > k.Ref+10*minute:
				t.Fatalf("%+v is neither of a slot nor late", k)
			default:
				slots[k.Ref]++
			}
			if k.Arrives < k.Ref {
				early++
			}
		}
	}
	booked := math.Round(o.Visitors(0.8) * 0.06 / 0.92)
	if len(slots) != int(booked) {
		t.Errorf("%d slots, want %v", len(slots), booked)
	}
	for slot, n := range slots {
		near(t, "who keeps a slot", float64(n), days*0.92, 0.1)
		if slot < 0 || slot >= 480*minute {
			t.Errorf("a slot at %d", slot)
		}
	}
	// Later than the grace is 17 minutes past the mean, 2.5 deviations; early up to 7, one.
	near(t, "late", float64(late)/(days*booked*0.92), 0.0056, 0.35)
	near(t, "early", float64(early)/(days*booked*0.92), 0.852, 0.02)
}

func near(t *testing.T, what string, got, want, share float64) {
	t.Helper()
	if math.Abs(got-want) > share*want {
		t.Errorf("%s: %.4g, want %.4g ± %g %%", what, got, want, 100*share)
	}
}
