package queue_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"moiso/internal/queue"
)

func TestValidDossier(t *testing.T) {
	for code, want := range map[string]bool{
		"H49.50.05-261008-0975":                 true,
		"H15.50.05.13-261008-0975":              true,
		"G22-261008-150001":                     true, // a ministry's, six digits
		"G01.899.102-240229-011234":             true,
		"000.00.19.H49-190521-0001":             true, // old style
		"19.H49-190521-0001":                    true,
		"":                                      false,
		"H49.50.05-261308-0975":                 false, // no such month
		"H49.50.05-260229-0975":                 false, // no leap year
		"H49.50.05-261008-097":                  false,
		"h49.50.05-261008-0975":                 false,
		"H49.50.05-261008-0975 ":                false,
		"H49.50.05-261008-0975\n":               false,
		"H49.50.05–261008–0975":                 false, // dashes
		"H49.5.05-261008-0975":                  false,
		"H49.01.02.03.04.05-261008-1":           false,
		"000.00.19.49-190521-0001":              false,
		"H49-261008-" + strings.Repeat("1", 54): false, // 65 characters
		"H49-261008-" + strings.Repeat("1", 53): true,
	} {
		if got := queue.ValidDossier(code); got != want {
			t.Errorf("%q: %t", code, got)
		}
	}
}

// TestRefusesWhatCannotBeStored: the journal keeps UTF-8 of a bounded length. A
// replay would differ from what was, if anything else were let in.
func TestRefusesWhatCannotBeStored(t *testing.T) {
	m := newMorning(t)
	m.line("08:00 q1 open")
	m.line("08:00 issue khai-sinh id t-1")
	long, broken := strings.Repeat("ộ", 201), "x\xff"
	issue := queue.Issue{Ticket: "t2", Service: "khai-sinh"}
	for field, cmds := range map[string][]queue.Command{
		"reason": {
			{Do: queue.Pause{Counter: "q1", Reason: long}},
			{Do: queue.Pause{Counter: "q1", Reason: broken}},
			{Do: queue.Pause{Counter: "q1", Reason: " \t"}},
			{Do: queue.Call{Counter: "q1", Ticket: "t-1", Reason: long}},
			{Do: queue.Call{Counter: "q1", Ticket: "t-1", Reason: broken}},
		},
		"dossier": {{Do: queue.Issue{Ticket: "t2", Service: "khai-sinh", Dossier: broken}}},
		"ticket":  {{Do: queue.Issue{Ticket: "x\xff", Service: "khai-sinh"}}, {Do: queue.Issue{Service: "khai-sinh"}}},
		"then":    {{Do: queue.Issue{Ticket: "t2", Service: "khai-sinh", Then: make([]queue.ServiceID, 21)}}},
		"actor":   {{Actor: broken, Do: issue}, {Actor: long, Do: issue}},
		"command": {{ID: "x\xff", Do: issue}, {ID: queue.CommandID(long), Do: issue}},
	} {
		for _, cmd := range cmds {
			cmd.At = m.now
			d, err := m.state.Decide(cmd)
			e, ok := errors.AsType[*queue.Error](err)
			if !ok || e.Kind != queue.KindInvalid || e.Field != field || e.Vars["field"] != field || len(d.Events) > 0 {
				t.Errorf("%s: %+v: %v", field, cmd, err)
			}
			if ok && len(e.Vars["value"]) > 200 {
				t.Errorf("%s: the error repeats %d bytes", field, len(e.Vars["value"]))
			}
		}
	}
	if _, err := m.state.Decide(queue.Command{At: m.now, Do: queue.Pause{Counter: "q1", Reason: strings.Repeat("ộ", 200)}}); err != nil {
		t.Errorf("a reason of 200 characters: %v", err)
	}
}

// TestSnapshotOfNothing: what is absent and what is empty give the same bytes
// after Restore, at every stage.
func TestSnapshotOfNothing(t *testing.T) {
	s := queue.New()
	same := func(stage string) {
		t.Helper()
		want := snapshotOf(t, s)
		back, err := queue.Restore(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := snapshotOf(t, back); !bytes.Equal(got, want) {
			t.Errorf("%s:\n%s\n%s", stage, want, got)
		}
	}
	same("nothing")
	for stage, change := range []func(*queue.Centre){
		func(c *queue.Centre) { c.Counters = nil },
		func(c *queue.Centre) {
			c.Counters, c.Kiosks, c.Ticker = []queue.Counter{}, []queue.Kiosk{}, []queue.Text{}
		},
		func(c *queue.Centre) {
			c.Counters = []queue.Counter{{ID: "q1", Name: queue.Text{"vi": "Quầy 1"}, Hall: "sanh"}}
			c.Services[0].Promises, c.Calendars[0].Days["2026-09-02"] = map[queue.ClassID]int{}, nil
		},
	} {
		c := baseDefinition(t)
		change(&c)
		must(t, s, queue.Command{At: begin, Do: queue.Configure{Centre: &c}})
		same(fmt.Sprintf("definition %d", stage))
	}
	must(t, s, queue.Command{At: begin, Do: queue.Tick{}})
	must(t, s, queue.Command{At: begin, Do: queue.Reprofile{Counter: "q1", Services: []queue.ServiceID{"khai-sinh"}}})
	must(t, s, queue.Command{At: begin, Do: queue.Reprofile{Counter: "q1"}})
	same("a profile taken away")
	must(t, s, queue.Command{At: begin, Do: queue.Issue{Ticket: "t1", Service: "khai-sinh", Then: []queue.ServiceID{}}})
	same("a visit of one service")
	if back := replayed(t, nil); !bytes.Equal(snapshotOf(t, back), snapshotOf(t, queue.New())) {
		t.Error("an empty journal is not a new centre")
	}
}

// TestUndoAfterMidnight: what was counted yesterday is not taken off today.
func TestUndoAfterMidnight(t *testing.T) {
	for _, step := range []string{"finish", "miss"} {
		m := newMorning(t)
		m.line("23:59 q1 open")
		m.line("23:59 issue khai-sinh")
		m.line("23:59 issue khai-sinh")
		m.line("23:59 q1 call-next")
		if step == "finish" {
			m.line("23:59:20 q1 start")
		}
		m.line("23:59:30 q1 " + step)
		m.line("day 2026-03-03")
		m.line("00:00:10 q1 undo")
		d, _ := m.state.Desk("q1")
		if d.Today != (queue.Today{}) {
			t.Errorf("%s: today's counts are %+v", step, d.Today)
		}
		if _, known := m.state.Ticket(d.Ticket); known != (step == "finish") {
			t.Errorf("%s: the counter has %q", step, d.Ticket) // the missed ticket expired at midnight
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	for name, snapshot := range map[string]string{
		"no JSON":        "x",
		"another format": `{"format":2}`,
		"lost counter":   `{"format":1,"centre":{"id":"x"},"version":1,"counters":[{"id":"q1"}]}`,
	} {
		if _, err := queue.Restore([]byte(snapshot)); err == nil {
			t.Errorf("%s: restored", name)
		}
	}
}
