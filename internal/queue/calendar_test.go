package queue

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// office is the calendar of the tests: a noon break, Saturday mornings, a
// holiday, a Saturday and a leap day worked instead.
func office() Calendar {
	full := []Session{{From: "07:30", To: "11:30", Last: "11:15"}, {From: "13:00", To: "16:30"}}
	morning := []Session{{From: "08:00", To: "11:00"}}
	return Calendar{ID: "office",
		Week: map[string][]Session{"mon": full, "tue": full, "wed": full, "thu": full, "fri": full, "sat": morning},
		Days: map[string][]Session{
			"2026-09-02": {},                              // Quốc khánh, a Wednesday
			"2026-08-22": full,                            // a Saturday, all day
			"2028-02-29": {{From: "09:00", To: "10:00"}},  // a Tuesday
			"2026-10-04": {{From: "00:00", To: "24:00"}},  // a Sunday, round the clock
			"2026-11-01": {{From: "01:00", To: "01:30"}},  // a Sunday, in an hour that New York has twice
			"2027-03-14": {{From: "02:15", To: "02:45"}}}} // a Sunday, in an hour that New York has not
}

func hoursOf(t *testing.T, k Calendar) *Hours {
	t.Helper()
	c := &Centre{ID: "c", Calendars: []Calendar{k},
		Fields: []Field{{ID: "f", Calendar: k.ID}, {ID: "g", Calendar: k.ID}, {ID: "free"}}}
	hours, err := compileCalendars(c)
	if err != nil {
		t.Fatal(err)
	}
	if hours["f"] == nil || hours["f"] != hours["g"] || hours["free"] != nil {
		t.Fatalf("hours of the fields: %v", hours)
	}
	return hours["f"]
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestHoursAt(t *testing.T) {
	h := hoursOf(t, office())
	const (
		full    = "07:30–11:30, 13:00–16:30"
		morning = "08:00–11:00"
	)
	for _, c := range []struct {
		at     string
		open   bool
		reason Reason
		when   string
		today  string
	}{
		// Monday
		{"2026-03-02 00:00:00", false, ReasonFieldClosed, "07:30", full},
		{"2026-03-02 07:29:59", false, ReasonFieldClosed, "07:30", full},
		{"2026-03-02 07:30:00", true, "", "", full},
		{"2026-03-02 11:14:59", true, "", "", full},
		{"2026-03-02 11:15:00", false, ReasonLastNumber, "11:15", full},
		{"2026-03-02 11:29:59", false, ReasonLastNumber, "11:15", full},
		{"2026-03-02 11:30:00", false, ReasonFieldClosed, "13:00", full},
		{"2026-03-02 12:59:59", false, ReasonFieldClosed, "13:00", full},
		{"2026-03-02 13:00:00", true, "", "", full},
		{"2026-03-02 16:29:59", true, "", "", full},
		{"2026-03-02 16:30:00", false, ReasonFieldClosed, "", full},
		{"2026-03-02 23:59:59", false, ReasonFieldClosed, "", full},
		// Saturday, Sunday
		{"2026-03-07 08:00:00", true, "", "", morning},
		{"2026-03-07 11:00:00", false, ReasonFieldClosed, "", morning},
		{"2026-03-08 09:00:00", false, ReasonFieldClosedToday, "", ""},
		// the holiday and the days around it
		{"2026-09-01 09:00:00", true, "", "", full},
		{"2026-09-02 09:00:00", false, ReasonFieldClosedToday, "", ""},
		{"2026-09-03 09:00:00", true, "", "", full},
		// the Saturday worked instead, and the next
		{"2026-08-22 15:00:00", true, "", "", full},
		{"2026-08-29 15:00:00", false, ReasonFieldClosed, "", morning},
		// leap day
		{"2028-02-29 08:00:00", false, ReasonFieldClosed, "09:00", "09:00–10:00"},
		{"2028-02-29 09:59:59", true, "", "", "09:00–10:00"},
		{"2028-03-01 08:00:00", true, "", "", full},
		// round the clock
		{"2026-10-03 23:59:59", false, ReasonFieldClosed, "", morning},
		{"2026-10-04 00:00:00", true, "", "", "00:00–24:00"},
		{"2026-10-04 23:59:59", true, "", "", "00:00–24:00"},
		{"2026-10-05 00:00:00", false, ReasonFieldClosed, "07:30", full},
	} {
		for _, zone := range []string{"Asia/Ho_Chi_Minh", "UTC", "America/New_York"} {
			at, err := time.ParseInLocation(time.DateTime, c.at, zoneOf(t, zone))
			if err != nil {
				t.Fatal(err)
			}
			open, reason, when := h.At(at)
			if open != c.open || reason != c.reason || when != c.when {
				t.Errorf("%s %s: %v %q %q, want %v %q %q", c.at, zone, open, reason, when, c.open, c.reason, c.when)
			}
			if today := h.Today(at); today != c.today {
				t.Errorf("%s %s: today %q, want %q", c.at, zone, today, c.today)
			}
		}
	}
}

// The same moment is another hour, even another day, in another zone.
func TestHoursGoByTheZone(t *testing.T) {
	h := hoursOf(t, office())
	at := time.Date(2026, 3, 1, 23, 45, 0, 0, time.UTC) // Sunday there, Monday 06:45 in Viet Nam
	if _, reason, _ := h.At(at); reason != ReasonFieldClosedToday {
		t.Errorf("UTC: %q", reason)
	}
	if _, reason, when := h.At(at.In(zoneOf(t, "Asia/Ho_Chi_Minh"))); reason != ReasonFieldClosed || when != "07:30" {
		t.Errorf("Viet Nam: %q %q", reason, when)
	}
}

// Where clocks are put forward and back, the clock on the wall decides.
func TestHoursWhenClocksChange(t *testing.T) {
	h := hoursOf(t, office())
	newYork := zoneOf(t, "America/New_York")
	minutes := func(day time.Time) (open int) {
		for m := range 26 * 60 {
			if ok, _, _ := h.At(day.Add(time.Duration(m) * time.Minute).In(newYork)); ok {
				open++
			}
		}
		return open
	}
	if n := minutes(time.Date(2026, 11, 1, 0, 0, 0, 0, newYork)); n != 60 {
		t.Errorf("a half hour that comes twice is open for %d minutes, want 60", n)
	}
	if n := minutes(time.Date(2027, 3, 14, 0, 0, 0, 0, newYork)); n != 0 {
		t.Errorf("a half hour that does not come is open for %d minutes", n)
	}
}

func TestNilHoursAreAlwaysOpen(t *testing.T) {
	var h *Hours
	open, reason, when := h.At(time.Date(2026, 9, 2, 3, 0, 0, 0, time.UTC))
	if !open || reason != "" || when != "" || h.Today(time.Time{}) != "" {
		t.Errorf("%v %q %q", open, reason, when)
	}
}

func TestHoursAllocateNothing(t *testing.T) {
	h := hoursOf(t, office())
	at := time.Date(2026, 3, 2, 11, 20, 0, 0, zoneOf(t, "Asia/Ho_Chi_Minh"))
	if n := testing.AllocsPerRun(100, func() { h.At(at); h.Today(at) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestCompileCalendarsRefuses(t *testing.T) {
	for want, c := range map[string]*Centre{
		`fields[0].calendar: "b" is not one of the calendars`: {Fields: []Field{{ID: "f", Calendar: "b"}}},
		`calendars[0].week.mon[0].to: "25:00" is not a time`: {Calendars: []Calendar{{ID: "b",
			Week: map[string][]Session{"mon": {{From: "07:00", To: "25:00"}}}}}},
	} {
		if _, err := compileCalendars(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestParseClock(t *testing.T) {
	for minute := range 24*60 + 1 {
		s := fmt.Sprintf("%02d:%02d", minute/60, minute%60)
		if got, ok := parseClock(s); !ok || got != minute {
			t.Errorf("%s: %d %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "7:30", "07:3", "07:60", "24:01", "25:00", "0730", "07.30", "07:30:00", "-1:30", " 7:30", "０７:30", "ab:cd"} {
		if got, ok := parseClock(s); ok {
			t.Errorf("%q is read as %d", s, got)
		}
	}
}

// Every civil date of a century, in zones on both sides of the date line.
func TestDayRoundTrip(t *testing.T) {
	for _, name := range []string{"Asia/Ho_Chi_Minh", "UTC", "Europe/Paris", "America/New_York", "America/Sao_Paulo",
		"Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		zone := zoneOf(t, name)
		before := Day(0)
		for date := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); date.Year() <= 2100; date = date.AddDate(0, 0, 1) {
			y, m, d := date.Date()
			day := DayOf(time.Date(y, m, d, 12, 0, 0, 0, zone))
			if day != DayOf(date) || !day.Date().Equal(date) || day <= before {
				t.Fatalf("%s %s: day %d after %d", name, date.Format(time.DateOnly), day, before)
			}
			if back, err := ParseDay(day.String()); err != nil || back != day {
				t.Fatalf("%s: %q is read as %d, %v", name, day.String(), back, err)
			}
			before = day
		}
	}
}

func TestParseDayRefuses(t *testing.T) {
	for _, s := range []string{"", "2026-02-29", "2100-02-29", "2026-2-9", "2026/02/09", "20260209", "2026-13-01", "2026-04-31", "2026-04-30 "} {
		if day, err := ParseDay(s); err == nil {
			t.Errorf("%q is read as %d", s, day)
		}
	}
}

func BenchmarkHoursAt(b *testing.B) {
	c := &Centre{Calendars: []Calendar{office()}, Fields: []Field{{ID: "f", Calendar: "office"}}}
	hours, err := compileCalendars(c)
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		if open, _, _ := hours["f"].At(at); !open {
			b.Fatal("closed")
		}
	}
}
