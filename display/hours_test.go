package display_test

import (
	"fmt"
	"os"
	"testing"

	"moiso/internal/browsertest"
)

func TestHoursOfAHall(t *testing.T) {
	tab := modules(t, map[string]string{"hoursOf": "hours.js", "Clock": "clock.js"})
	definition, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []struct{ hall, now, want string }{
		{"a", "2026-11-23T08:05:00+07:00", ""}, // its field keeps no hours
		{"b", "2026-11-23T08:05:00+07:00", "Đất đai 07:30-11:30 13:30-17:00"},
		{"b", "2026-11-24T08:05:00+07:00", "Đất đai"},        // closed on Tuesdays
		{"b", "2026-11-30T08:05:00+07:00", "Đất đai"},        // a holiday on a Monday
		{"b", "2026-11-21T23:30:00Z", "Đất đai 00:00-24:00"}, // Sunday has begun at the centre
	} {
		got := browsertest.Run[string](tab, fmt.Sprintf(`
			const today = new Clock(%q, "Asia/Ho_Chi_Minh", "vi", () => 0).read();
			return hoursOf(%s, %q, today.key, today.iso)
				.map((h) => [h.names.map((n) => n.vi).join(), ...h.sessions.map((s) => s.from + "-" + s.to)].join(" ")).join("; ");`,
			day.now, definition, day.hall))
		if got != day.want {
			t.Errorf("hall %s on %s is open %q, want %q", day.hall, day.now, got, day.want)
		}
	}
}

// The clock is the server's, however wrong the machine's is, and whatever zone it is in.
func TestTheClockIsTheServers(t *testing.T) {
	tab := modules(t, map[string]string{"Clock": "clock.js"})
	got := browsertest.Run[string](tab, `
		let elapsed = 5000;
		const clock = new Clock("2026-11-21T16:59:30Z", "Asia/Ho_Chi_Minh", "vi", () => elapsed);
		const read = () => { const r = clock.read(); return [r.weekday, r.date, r.time].join(" "); };
		const seen = [read()];
		elapsed += 30000;
		seen.push(read());
		clock.set("2026-11-21T18:00:00Z");
		seen.push(read());
		clock.set("nonsense");
		seen.push(read());
		return seen.join(" | ");`)
	if want := "Thứ Bảy 21/11/2026 23:59 | Chủ Nhật 22/11/2026 00:00 | Chủ Nhật 22/11/2026 01:00 | Chủ Nhật 22/11/2026 01:00"; got != want {
		t.Errorf("the clock shows %q, want %q", got, want)
	}
}
