package queue_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"moiso/internal/queue"
)

// TestDayBoundary: wherever and whenever clocks change, a day ends at the first
// moment of the next one, once, and numbers begin again.
func TestDayBoundary(t *testing.T) {
	for _, c := range []struct{ name, zone, from, ends string }{
		{"Viet Nam", "Asia/Ho_Chi_Minh", "2026-03-02T20:00:00+07:00", "2026-03-03T00:00:00+07:00"},
		{"short day", "Europe/Berlin", "2026-03-29T01:00:00+01:00", "2026-03-30T00:00:00+02:00"},
		{"long day", "Europe/Berlin", "2026-10-25T01:00:00+02:00", "2026-10-26T00:00:00+01:00"},
		{"no midnight, west", "America/Sao_Paulo", "2018-11-03T20:00:00-03:00", "2018-11-04T01:00:00-02:00"},
		{"no midnight, east", "Africa/Cairo", "2024-04-25T20:00:00+02:00", "2024-04-26T01:00:00+03:00"},
		{"an hour before midnight twice", "America/Sao_Paulo", "2018-02-17T20:00:00-02:00", "2018-02-18T00:00:00-03:00"},
		{"midnight twice", "America/Havana", "2026-10-31T20:00:00-04:00", "2026-11-01T00:00:00-04:00"},
		{"back past midnight", "America/St_Johns", "2010-11-06T20:00:00-02:30", "2010-11-07T00:00:00-02:30"},
		{"a day left out", "Pacific/Apia", "2011-12-29T20:00:00-10:00", "2011-12-31T00:00:00+14:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMorning(t)
			m.state = queue.New()
			m.do("configure zone=" + c.zone)
			m.now = instant(t, c.from)
			m.pass()
			m.do("issue khai-sinh")
			day, _ := m.state.Day()

			ends := instant(t, c.ends)
			m.now = ends - 1
			m.pass()
			if now, open := m.state.Day(); now != day || !open {
				t.Fatalf("a moment before its end, the day is %s, open %t", now, open)
			}
			m.now = ends
			m.pass()
			next, open := m.state.Day()
			if next <= day || !open {
				t.Fatalf("at its end, the day is %s, open %t", next, open)
			}
			// Whatever the clocks do now, and whoever closes the day meanwhile,
			// a number is not given again.
			numbers := map[string]bool{}
			for range 8 {
				m.do("issue khai-sinh")
				for _, w := range m.state.Waiting("", m.now, 0) {
					if numbers[w.Number] {
						t.Errorf("%s is given again at %s", w.Number, m.now.Time(m.state.Zone()))
					}
					numbers[w.Number] = true
				}
				m.do("close-day")
				m.now += 15 * 60_000
				m.pass()
				m.do("open-day")
				if d, _ := m.state.Day(); d != next {
					t.Fatalf("the day is %s at %s", d, m.now.Time(m.state.Zone()))
				}
			}
		})
	}
}

// TestDayAfterSilence: nobody was here when the clocks went back past midnight.
func TestDayAfterSilence(t *testing.T) {
	m := newMorning(t)
	m.state = queue.New()
	m.do("configure zone=America/St_Johns")
	m.now = instant(t, "2010-11-06T20:00:00-02:30")
	m.pass()
	m.now = instant(t, "2010-11-06T23:30:00-03:30") // the second half past eleven
	m.pass()
	if d, open := m.state.Day(); d != 20101107 || !open {
		t.Errorf("the day is %s, open %t", d, open)
	}
}

// TestZoneMoved: a centre that corrects its zone westward does not go back to
// yesterday and its numbers.
func TestZoneMoved(t *testing.T) {
	m := newMorning(t)
	m.now = instant(t, "2026-03-03T00:30:00+07:00")
	m.pass()
	m.do("issue khai-sinh")
	m.do("configure zone=Europe/Berlin")
	m.do("close-day")
	m.pass()
	m.do("open-day")
	m.do("issue khai-sinh")
	if d, _ := m.state.Day(); d != 20260303 {
		t.Errorf("the day is %s", d)
	}
	if w := m.state.Waiting("", m.now, 0); len(w) != 1 || w[0].Number != "A002" {
		t.Errorf("waiting: %+v", w)
	}
}

func instant(t *testing.T, s string) queue.Instant {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return queue.InstantOf(at)
}
