package display_test

import (
	"testing"

	"moiso/internal/browsertest"
	"moiso/internal/livetest"
)

// board plays steps on a hall's display whose clock stands at 08:10:00, and gives
// what they return.
func board(t *testing.T, steps string) string {
	t.Helper()
	server := serve(t, livetest.Open(t), nil)
	tab := open(t, server.URL+"/display/demo/a?chime=off")
	return browsertest.Run[string](tab, `
		const { Board } = await import("`+address(t, server, "board.js")+`");
		const { Clock } = await import("`+address(t, server, "clock.js")+`");
		const boot = JSON.parse(document.querySelector("#boot").textContent);
		const t = (key, vars) => Object.keys(vars || {}).reduce((text, name) => text.replace("{" + name + "}", vars[name]), boot.messages[key]);
		let elapsed = 0, rings = 0;
		const clock = new Clock("2026-11-23T08:10:00+07:00", "Asia/Ho_Chi_Minh", "vi", () => elapsed);
		const hall = new Board(boot.data, "vi", t, clock, () => { rings++; });
		const view = (seq, more) => hall.view(Object.assign({ version: 1, day: "2026-11-23", open: true, waiting: 3,
			counters: [{ id: "k1", label: "1", name: "Quầy 1", state: "open" }, { id: "k2", label: "2", name: "Quầy 2", state: "open" }],
			calls: [] }, more), seq);
		const call = (number, time, seq, late) => hall.callout({ number, counter: "k2", counter_name: "Quầy 2", kind: "call", times: 1,
			at: "2026-11-23T" + time + "+07:00" }, seq, late);
		const stage = () => Array.from(document.querySelectorAll(".call"), (c) => c.querySelector(".call-number").textContent + (c.classList.contains("fresh") ? "*" : "")).join(" ");
		const list = () => Array.from(document.querySelectorAll(".row-number"), (n) => n.textContent).join(" ");
		const mode = () => document.querySelector("#screen").dataset.mode;
		`+steps)
}

// What was called while the line was lost is announced while it still helps, and
// only listed when it does not.
func TestLateCalls(t *testing.T) {
	got := board(t, `
		view(10);
		call("A1", "08:09:20", 11, true);
		const old = [mode(), list(), rings].join(" ");
		call("A2", "08:09:45", 12, true);
		return [old, stage(), list(), rings].join(" | ");`)
	if want := "wait A1 0 | A2* | A2 A1 | 1"; got != want {
		t.Errorf("the display shows %q, want %q", got, want)
	}
}

// A display that comes back after a reload hears what it has missed before its
// first view.
func TestCallsBeforeTheFirstView(t *testing.T) {
	got := board(t, `
		call("A1", "08:09:55", 11, true);
		const before = stage();
		const calls = [{ number: "A1", counter: "k2", counter_name: "Quầy 2", label: "2", seq: 11, at: "2026-11-23T08:09:55+07:00" }];
		view(11, { calls });
		return [before, stage(), list(), rings].join(" | ");`)
	if want := "A1* | A1* | A1 | 1"; got != want {
		t.Errorf("the display shows %q, want %q", got, want)
	}
}

// A wrong clock of the machine makes no live call old.
func TestALiveCallIsAlwaysAnnounced(t *testing.T) {
	got := board(t, `
		view(10);
		call("A1", "09:30:00", 11, false);
		return [stage(), clock.read().time].join(" | ");`)
	if want := "A1* | 09:30"; got != want {
		t.Errorf("the display shows %q, want %q", got, want)
	}
}

// When all is done the last call gives way to the welcome, but not at once.
func TestTheLastCallRests(t *testing.T) {
	got := board(t, `
		view(10);
		call("A1", "08:10:00", 11, false);
		view(11, { waiting: 0 });
		const seen = [mode()];
		elapsed = 59000;
		view(12, { waiting: 0 });
		seen.push(mode());
		elapsed = 61000;
		view(13, { waiting: 0 });
		seen.push(mode());
		view(14, { waiting: 1 });
		seen.push(mode());
		view(1, { day: "2026-11-24" });
		seen.push(mode());
		return seen.join(" ");`)
	if want := "calls calls welcome calls wait"; got != want {
		t.Errorf("the display shows %q, want %q", got, want)
	}
}

func TestALostLineIsSaid(t *testing.T) {
	got := board(t, `
		view(10);
		call("A1", "08:10:00", 11, false);
		hall.line(false, Date.now() - 130000);
		const lost = document.querySelector("#lost");
		const seen = [lost.hidden, lost.textContent, stage()];
		hall.line(true, Date.now());
		return seen.concat(lost.hidden).join(" | ");`)
	if want := "false | Mất kết nối – số gọi mới có thể chưa hiển thịSố liệu lúc 08:07, cách đây 2 phút | A1* | true"; got != want {
		t.Errorf("the display shows %q, want %q", got, want)
	}
}
