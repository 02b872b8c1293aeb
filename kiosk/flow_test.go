package kiosk_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"moiso/internal/browsertest"
)

// steps plays events on the flow, one second after the other, and tells the
// screen after each. An event is a JS object without its time; one with a key
// is an answer of the server.
const steps = `
	let n = 0;
	const world = {
		catalogue: new Catalogue(centre, kiosk), newKey: () => "key-" + ++n,
		view: Object.assign({fields: [], services: [], popular: ["birth"]}, view),
	};
	let at = 1000, state = fresh(at, world.view.popular, "vi");
	const seen = [];
	for (const event of events) {
		at += event.after ?? 1000;
		state = event.key ? answer(state, {...event, at}) : touch(state, {...event, at}, world);
		seen.push([state.step, state.field, state.service, state.class, state.key, state.pending ? "pending" : "", state.problem ? state.problem.reason : ""].join(" ").trim().replace(/ +/g, " "));
	}
	return seen;`

// play gives the screens that the events lead to, at the kiosk that offers
// everything; view is what differs from an idle morning.
func play(t *testing.T, view string, events ...string) []string {
	t.Helper()
	return playAt(t, "door", view, events...)
}

func playAt(t *testing.T, kiosk, view string, events ...string) []string {
	t.Helper()
	tab := modules(t, map[string]string{"fresh": "flow.js", "touch": "flow.js", "answer": "flow.js", "Catalogue": "catalogue.js"})
	centre, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	return browsertest.Run[[]string](tab, fmt.Sprintf("const centre = %s, kiosk = %q, view = %s, events = [%s];", centre, kiosk, view, strings.Join(events, ","))+steps)
}

// lead fails unless the events led to the screens.
func lead(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the screens are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const (
	toConfirm = `{do:"service", value:"birth"}, {do:"class", value:"ordinary"}, {do:"previewed", value:3, key:"key-1"}`
)

func TestFromFieldToNumber(t *testing.T) {
	lead(t, play(t, "{}",
		`{do:"field", value:"civil"}`, `{do:"service", value:"birth"}`, `{do:"class", value:"elderly"}`,
		`{do:"previewed", value:3, key:"key-1"}`, `{do:"take"}`, `{do:"issued", value:{id:"x"}, key:"key-1"}`, `{do:"home", after:1600}`),
		"services civil", "class civil birth", "confirm civil birth elderly key-1",
		"confirm civil birth elderly key-1", "confirm civil birth elderly key-1 pending", "done civil birth elderly key-1", "start")
}

// A field with one service leads to that service.
func TestOneServiceIsNotAskedFor(t *testing.T) {
	lead(t, play(t, "{}", `{do:"field", value:"copies"}`, `{do:"back"}`), "class copies copy", "start")
}

func TestBackLeadsToWhereOneCameFrom(t *testing.T) {
	lead(t, play(t, "{}", `{do:"search"}`, `{do:"letter", value:"k"}`, `{do:"service", value:"birth"}`, `{do:"back"}`, `{do:"back"}`),
		"search", "search", "class civil birth", "search", "start")
}

func TestNothingIsTakenBeforePeopleAheadAreKnown(t *testing.T) {
	lead(t, play(t, "{}", `{do:"service", value:"birth"}`, `{do:"class", value:"ordinary"}`, `{do:"take"}`),
		"class civil birth", "confirm civil birth ordinary key-1", "confirm civil birth ordinary key-1")
}

// The second tap of a double tap falls on the next screen.
func TestADoubleTapIsOneTouch(t *testing.T) {
	lead(t, play(t, "{}", `{do:"service", value:"birth"}`, `{do:"class", value:"elderly", after:200}`), "class civil birth", "class civil birth")
	got := play(t, "{}", toConfirm, `{do:"take"}`, `{do:"take", after:50}`, `{do:"issued", value:{}, key:"key-1", after:100}`, `{do:"home", after:400}`, `{do:"home", after:1200}`)
	lead(t, got[3:], "confirm civil birth ordinary key-1 pending", "confirm civil birth ordinary key-1 pending",
		"done civil birth ordinary key-1", "done civil birth ordinary key-1", "start")
}

// An order on its way holds the screen; when the line is cut its visitor may leave.
func TestAnOrderHoldsTheScreen(t *testing.T) {
	got := play(t, "{}", toConfirm, `{do:"take"}`, `{do:"back"}`, `{do:"unsure", key:"key-1"}`, `{do:"back"}`, `{do:"issued", value:{}, key:"key-1"}`)
	lead(t, got[4:], "confirm civil birth ordinary key-1 pending", "confirm civil birth ordinary key-1 pending", "class civil birth", "class civil birth")
}

// Each visit to the confirm screen is an order of its own; what was answered to
// an earlier one is not shown.
func TestEachVisitHasItsKey(t *testing.T) {
	got := play(t, "{}", toConfirm, `{do:"back"}`, `{do:"class", value:"elderly"}`, `{do:"refused", value:{reason:"quota_used"}, key:"key-1"}`)
	lead(t, got[4:], "confirm civil birth elderly key-2", "confirm civil birth elderly key-2")
}

func TestRefusalsAreToldBeforeTheQuestions(t *testing.T) {
	closed := `{fields: [{id:"civil", open:false, reason:"last_number", waiting:0}]}`
	lead(t, play(t, closed, `{do:"field", value:"civil"}`, `{do:"home"}`, `{do:"service", value:"birth"}`),
		"refused civil last_number", "start", "refused civil birth last_number")
	lead(t, play(t, `{services: [{id:"single", left:0, waiting:0, counters:1}]}`, `{do:"service", value:"single"}`),
		"refused civil single quota_used")
	got := play(t, "{}", toConfirm, `{do:"take"}`, `{do:"refused", value:{reason:"quota_used"}, key:"key-1"}`, `{do:"back"}`)
	lead(t, got[4:], "refused civil birth ordinary key-1 quota_used", "class civil birth")
}

// What a kiosk does not offer cannot be chosen there.
func TestAKioskOffersItsFields(t *testing.T) {
	lead(t, playAt(t, "desk", "{}", `{do:"service", value:"copy"}`, `{do:"field", value:"copies"}`, `{do:"service", value:"birth"}`),
		"start", "start", "class civil birth")
}

func TestAVisitEnds(t *testing.T) {
	tab := modules(t, map[string]string{"fresh": "flow.js", "touch": "flow.js", "rest": "flow.js"})
	got := browsertest.Run[string](tab, `
		const tell = (s, at) => { const r = rest(s, at); return [r.seconds, r.ask, r.over].join(" "); };
		const start = fresh(0, [], "vi"), asked = {...start, step: "services"};
		const stayed = touch(asked, {do: "stay", at: 50000}, {});
		const done = {...start, step: "done", until: 8000};
		const kept = touch(done, {do: "keep", at: 5000}, {});
		const read = touch(done, {do: "lang", value: "en", at: 7000}, {});
		return [tell(start, 50000), tell(asked, 44000), tell(asked, 46000), tell(asked, 60000), tell(stayed, 60000), tell(done, 3000), tell(kept, 8000), tell(read, 8000)].join("; ");`)
	want := "10 false false; 16 false false; 14 true false; 0 true true; 50 false false; 5 false false; 27 false false; 0 false true"
	if got != want {
		t.Errorf("seconds, ask, over are\n%s\nwant\n%s", got, want)
	}
}
