package counter_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"moiso/internal/livetest"
	"moiso/internal/queue"
)

func TestAVisitorIsCalledServedAndFinished(t *testing.T) {
	c := livetest.Open(t)
	c.Issue(t, "birth", "an")
	o := at(t, serve(t, c), "q1")

	if k := o.do("open", nil).Counter; k.State != queue.StateOpen || k.ID != "q1" {
		t.Fatalf("after open the counter is %+v", k)
	}
	called := o.do("call-next", nil)
	o.has(called, "an", queue.Called)
	if called.Counter.Ticket != "an" || called.Ticket.Number != "A001" || called.Ticket.Counter != "q1" {
		t.Fatalf("call-next answers %+v", called)
	}
	o.has(o.do("recall", nil), "an", queue.Called)
	o.has(o.do("start", nil), "an", queue.Serving)
	finished := o.do("finish", nil)
	o.has(finished, "an", queue.Served)
	if finished.Counter.Ticket != "" {
		t.Fatalf("after finish the counter still has %s", finished.Counter.Ticket)
	}
	o.has(o.do("undo", nil), "an", queue.Serving)
}

func TestWhoIsSetAsideComesBack(t *testing.T) {
	c := livetest.Open(t)
	c.Issue(t, "birth", "an", "binh", "chi")
	o := at(t, serve(t, c), "q1")
	o.do("open", nil)

	o.do("call-next", nil)
	o.has(o.do("miss", nil), "an", queue.Missed)
	o.has(o.do("reinstate", map[string]string{"ticket": "an"}), "an", queue.Waiting)

	o.has(o.do("call", map[string]string{"ticket": "chi", "reason": "bổ sung giấy tờ"}), "chi", queue.Called)
	o.has(o.do("park", nil), "chi", queue.Parked)
	o.has(o.do("resume", map[string]string{"ticket": "chi"}), "chi", queue.Serving)

	moved := o.do("transfer", map[string]string{"service": "deed", "counter": "q2"})
	o.has(moved, "chi", queue.Waiting)
	if moved.Ticket.Service != "deed" || moved.Ticket.Counter != "q2" {
		t.Fatalf("transferred to %s at %s", moved.Ticket.Service, moved.Ticket.Counter)
	}
}

func TestACounterPausesClosesAndChangesItsProfile(t *testing.T) {
	o := at(t, serve(t, livetest.Open(t)), "q1")
	o.do("open", nil)
	if k := o.do("pause", map[string]string{"reason": "họp"}).Counter; k.State != queue.StatePaused || k.Reason != "họp" {
		t.Fatalf("after pause the counter is %+v", k)
	}
	if k := o.do("close", nil).Counter; k.State != queue.StateClosed {
		t.Fatalf("after close the counter is %+v", k)
	}
	k := o.do("profile", map[string][]string{"services": {"deed"}}).Counter
	if len(k.Services) != 1 || k.Services[0] != "deed" {
		t.Fatalf("after profile the counter takes %v", k.Services)
	}
}

func TestNobodyWaitingIsNoError(t *testing.T) {
	server := serve(t, livetest.Open(t))
	at(t, server, "q1").do("open", nil)
	res := post(t, server, "/api/v1/centres/demo/counters/q1/call-next", "", "")
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || !strings.Contains(string(body), `"ticket":null`) {
		t.Fatalf("%s %s", res.Status, body)
	}
}

func TestOneKeyIsOneCall(t *testing.T) {
	c := livetest.Open(t)
	c.Issue(t, "birth", "an", "binh")
	server := serve(t, c)
	at(t, server, "q1").do("open", nil)
	const path = "/api/v1/centres/demo/counters/q1/"

	for range 2 {
		res := post(t, server, path+"call-next", "press", "")
		var answer struct{ Ticket struct{ ID, State string } }
		if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s %v", res.Status, err)
		}
		if answer.Ticket.ID != "an" || answer.Ticket.State != "called" {
			t.Fatalf("the key calls %+v", answer.Ticket)
		}
	}
	post(t, server, path+"miss", "", "")
	post(t, server, path+"reinstate", "back", `{"ticket":"an"}`)
	if got := problem(t, post(t, server, path+"reinstate", "back", `{"ticket":"binh"}`)); got.Kind != queue.KindConflict {
		t.Fatalf("the same key with another body is %+v", got)
	}
}

func TestBodiesAreStrict(t *testing.T) {
	server := serve(t, livetest.Open(t))
	at(t, server, "q1").do("open", nil)
	tests := []struct{ verb, body, field string }{
		{"open", `{"now":true}`, "now"},
		{"close", `{"reason":"x"}`, "reason"},
		{"call-next", `{"service":"birth"}`, "service"},
		{"recall", `{"ticket":"an"}`, "ticket"},
		{"start", `{"x":1}`, "x"},
		{"finish", `{"x":1}`, "x"},
		{"miss", `{"x":1}`, "x"},
		{"park", `{"x":1}`, "x"},
		{"undo", `{"x":1}`, "x"},
		{"pause", ``, "reason"},
		{"pause", `{"reason":" "}`, "reason"},
		{"pause", `{"reason":"họp","minutes":5}`, "minutes"},
		{"pause", `{"reason":5}`, "reason"},
		{"call", `{"reason":"x"}`, "ticket"},
		{"call", `{"ticket":"an"}`, "reason"},
		{"resume", `{}`, "ticket"},
		{"reinstate", ``, "ticket"},
		{"transfer", `{}`, "service"},
		{"transfer", `{"to":"q2"}`, "to"},
		{"profile", `{}`, "services"},
		{"profile", `{"services":["birth","birth"]}`, "services"},
	}
	for _, test := range tests {
		t.Run(test.verb+test.body, func(t *testing.T) {
			got := problem(t, post(t, server, "/api/v1/centres/demo/counters/q1/"+test.verb, "", test.body))
			if got.Kind != queue.KindInvalid || got.Status != http.StatusBadRequest || got.Field != test.field {
				t.Errorf("%+v, want invalid %s", got, test.field)
			}
		})
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	server := serve(t, livetest.Open(t))
	at(t, server, "q1").do("open", nil)
	for _, path := range []string{
		"/api/v1/centres/demo/counters/q1/dance",
		"/api/v1/centres/demo/counters/q9/open",
		"/api/v1/centres/other/counters/q1/open",
	} {
		if got := problem(t, post(t, server, path, "", "")); got.Kind != queue.KindNotFound {
			t.Errorf("%s: %+v", path, got)
		}
	}
	got := problem(t, post(t, server, "/api/v1/centres/demo/counters/q1/call", "", `{"ticket":"nobody","reason":"x"}`))
	if got.Kind != queue.KindNotFound {
		t.Errorf("an unknown ticket: %+v", got)
	}
}

func TestARefusalReachesTheClient(t *testing.T) {
	c := livetest.Open(t)
	c.Issue(t, "birth", "an")
	o := at(t, serve(t, c), "q1")
	_, err := o.client.Do(t.Context(), "demo", "q1", "call-next", nil)
	refusal, ok := errors.AsType[*queue.Error](err)
	if !ok || refusal.Kind != queue.KindConflict || refusal.Reason != queue.ReasonCounterNotOpen {
		t.Fatalf("call-next at a closed counter: %v", err)
	}
}
