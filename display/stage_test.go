package display_test

import (
	"strings"
	"testing"

	"moiso/internal/browsertest"
)

// play runs steps on a stage of three places, a dwell of 8 s and a stay of 30 s.
// Each step is one line: the second, what happens then, and the stage that it
// must lead to, newest call first; a call that is new bears a star.
//
//	call A1 2    A1 is called to counter 2      seed A1 2   shown without announcing
//	spent A1     its counter has gone on        (nothing)   time has passed
func play(t *testing.T, script string) {
	t.Helper()
	tab := modules(t, map[string]string{"Stage": "stage.js"})
	var steps, want []string
	for line := range strings.Lines(strings.TrimSpace(script)) {
		step, stage, ok := strings.Cut(line, "→")
		if !ok {
			t.Fatalf("%q leads to no stage", line)
		}
		steps = append(steps, strings.Join(strings.Fields(step), " "))
		want = append(want, strings.Join(strings.Fields(stage), " "))
	}
	got := browsertest.Run[[]string](tab, "const steps = `"+strings.Join(steps, "\n")+"`.split('\\n');"+`
		const stage = new Stage({ places: 3, dwell: 8000, stay: 30000 });
		const spent = {};
		let seq = 0;
		return steps.map((step) => {
			const [second, what, number, counter] = step.split(" ");
			const now = Number(second) * 1000;
			const call = { number, counter, seq: ++seq, at: "", kind: "call", times: 1 };
			if (what === "call") stage.arrive(call, now);
			if (what === "seed") stage.seed([call], now);
			if (what === "clear") stage.clear();
			if (what === "spent") { spent[number] = true; stage.settle((c) => !spent[c.number]); }
			return stage.at(now).calls.map((c) => c.call.number + (c.fresh ? "*" : "")).join(" ");
		});`)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: the stage shows %q, want %q", steps[i], got[i], want[i])
		}
	}
}

func TestACallIsNewUntilItIsRead(t *testing.T) {
	play(t, `
		0   call A1 2   → A1*
		7.9             → A1*
		8               → A1
		9999            → A1`)
}

func TestSeveralCallsShareTheStage(t *testing.T) {
	play(t, `
		0   call A1 1   → A1*
		1   call A2 2   → A2* A1*
		2   call A3 3   → A3* A2* A1*
		29              → A3 A2 A1
		30              → A3 A2
		31              → A3
		999             → A3`)
}

func TestACallWaitsUntilAnotherHasBeenRead(t *testing.T) {
	play(t, `
		0   call A1 1   → A1*
		0   call A2 2   → A2* A1*
		1   call A3 3   → A3* A2* A1*
		2   call A4 4   → A3* A2* A1*
		3   call A5 5   → A3* A2* A1*
		7.9             → A3* A2* A1*
		8               → A5* A4* A3*
		9               → A5* A4* A3
		16              → A5 A4 A3`)
}

func TestACallThatItsCounterHasLeftGivesWay(t *testing.T) {
	play(t, `
		0   call A1 1   → A1*
		1   call A2 2   → A2* A1*
		2   spent A1    → A2* A1*
		8               → A2*
		9   spent A2    → A2
		60              → A2`)
}

func TestWhoIsSpentGivesWayFirst(t *testing.T) {
	play(t, `
		0   call A1 1   → A1*
		0   call A2 2   → A2* A1*
		0   call A3 3   → A3* A2* A1*
		9   spent A3    → A3 A2 A1
		10  call A4 4   → A4* A2 A1`)
}

func TestARecallIsNewAgain(t *testing.T) {
	play(t, `
		0   call A1 1   → A1*
		9   call A2 2   → A2* A1
		10  call A1 1   → A1* A2*
		17  call A3 3   → A3* A1* A2
		17  call A4 4   → A4* A3* A1*
		17  call A5 5   → A4* A3* A1*
		17  call A5 5   → A4* A3* A1*
		18              → A5* A4* A3*
		25              → A5* A4 A3`)
}

func TestWhatWasThereIsShownSilently(t *testing.T) {
	play(t, `
		0   seed A1 1   → A1
		1   call A2 2   → A2* A1
		22              → A2
		23  clear       →`)
}

// A call that was painted is told once, with every recall that came meanwhile.
func TestReceipts(t *testing.T) {
	tab := modules(t, map[string]string{"Stage": "stage.js"})
	got := browsertest.Run[string](tab, `
		const stage = new Stage({ places: 1, dwell: 8000, stay: 30000 });
		const call = (number, seq) => ({ number, counter: "1", seq, at: "", kind: "call", times: 1 });
		const told = [];
		const paint = (now) => {
			const seqs = stage.at(now).calls.reduce((all, c) => all.concat(c.seqs), []);
			stage.shown(seqs);
			told.push(seqs.join("+"));
		};
		stage.arrive(call("A1", 1), 0); paint(0); paint(1);
		stage.arrive(call("A2", 2), 2); paint(2);
		stage.arrive(call("A2", 3), 3); paint(3);
		paint(8000);
		return told.join(" | ");`)
	if want := "1 |  |  |  | 2+3"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

// The next change by itself is announced, so that the page need not look all the time.
func TestTheStageTellsWhenItChanges(t *testing.T) {
	tab := modules(t, map[string]string{"Stage": "stage.js"})
	got := browsertest.Run[[]float64](tab, `
		const stage = new Stage({ places: 3, dwell: 8000, stay: 30000 });
		const call = { number: "A1", counter: "1", seq: 1, at: "", kind: "call", times: 1 };
		const never = stage.at(0).next === Infinity ? -1 : 0;
		stage.arrive(call, 0);
		return [never, stage.at(0).next, stage.at(8000).next, stage.at(30000).next === Infinity ? -1 : 0];`)
	want := []float64{-1, 8000, 22000, -1}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("the changes come after %v, want %v", got, want)
			break
		}
	}
}
