package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"moiso/internal/feed"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// What a hall's display hears, to the letter: others have programs for it.
func TestFeedToTheLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		s := h.watch("hall/a", nil)
		synctest.Wait()
		h.issue()
		h.do(queue.CallNext{Counter: "1"})
		h.do(queue.Recall{Counter: "1"})
		time.Sleep(4 * time.Second)
		synctest.Wait()
		want := []string{
			`{"type":"hello","version":1,"epoch":"e","seq":4}`,
			`{"type":"view","seq":4,"view":{"version":1,"day":"2000-01-01","open":true,"calls":[],"counters":[{"id":"1","name":"Quầy 1","label":"1","state":"open"}],"waiting":0}}`,
			`{"type":"callout","seq":6,"callout":{"number":"A001","counter":"1","counter_name":"Quầy 1","kind":"call","times":1,"at":"2000-01-01T07:00:00+07:00"}}`,
			`{"type":"callout","seq":7,"callout":{"number":"A001","counter":"1","counter_name":"Quầy 1","kind":"recall","times":2,"at":"2000-01-01T07:00:00+07:00"}}`,
			`{"type":"view","seq":7,"view":{"version":1,"day":"2000-01-01","open":true,"calls":[{"number":"A001","counter":"1","counter_name":"Quầy 1","label":"1","seq":7,"at":"2000-01-01T07:00:00+07:00"}],"counters":[{"id":"1","name":"Quầy 1","label":"1","state":"open","number":"A001"}],"waiting":0}}`,
			`{"type":"alive","seq":7,"at":"2000-01-01T07:00:04+07:00"}`,
		}
		if got := strings.Join(s.texts, "\n"); got != strings.Join(want, "\n") {
			t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
		}
		if s.Subprotocol() != "moiso.v1" {
			t.Errorf("subprotocol %q", s.Subprotocol())
		}
	})
}

// Each topic says hello, shows what it is about, and is alive as often as the
// contract says.
func TestTopics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		ticket := string(h.issue())
		for topic, want := range map[string]struct {
			holds string
			alive int // in a minute
		}{
			"hall/a":           {"calls", 15},
			"counter/1":        {"counter", 15},
			"kiosk/k":          {"fields", 15},
			"centre":           {"services", 15},
			"ticket/" + ticket: {"ticket", 3},
		} {
			s := h.watch(topic, nil)
			time.Sleep(time.Minute)
			frames := s.heard()
			if len(frames) < 2 || frames[0].Type != "hello" || frames[1].Type != "view" {
				t.Fatalf("%s: begins with %+v, want hello and view", topic, frames)
			}
			var view map[string]any
			if err := json.Unmarshal(frames[1].View, &view); err != nil || view[want.holds] == nil {
				t.Errorf("%s: the view is %s, want one with %q", topic, frames[1].View, want.holds)
			}
			if n := len(s.heard("alive")); n != want.alive {
				t.Errorf("%s: alive %d times in a minute, want %d", topic, n, want.alive)
			}
			s.Close()
		}
	})
}

// What is not there, or may not be asked, is a problem before the upgrade.
func TestFeedRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		ticket := string(h.issue())
		same, other := "http://moiso.test", "http://moiso.test:81"
		for _, c := range []struct {
			query, origin string
			status        int
			reason        queue.Reason
		}{
			{"topic=hall/a", "", http.StatusSwitchingProtocols, ""},
			{"topic=ticket/" + ticket, "", http.StatusSwitchingProtocols, ""},
			{"topic=hall/z", "", http.StatusNotFound, web.ReasonUnknownTopic},
			{"topic=hall/", "", http.StatusNotFound, web.ReasonUnknownTopic},
			{"topic=hall", "", http.StatusNotFound, web.ReasonUnknownTopic},
			{"topic=counter/3", "", http.StatusNotFound, web.ReasonUnknownTopic},
			{"topic=kiosk/z", "", http.StatusNotFound, web.ReasonUnknownTopic},
			{"topic=ticket/z", "", http.StatusNotFound, web.ReasonUnknownTopic},
			{"topic=centre/ha-long", "", http.StatusNotFound, web.ReasonUnknownTopic},
			{"topic=", "", http.StatusBadRequest, queue.ReasonRequired},
			{"", "", http.StatusBadRequest, queue.ReasonRequired},
			{"topic=hall/a&epoch=e&seq=-1", "", http.StatusBadRequest, queue.ReasonMalformed},
			{"topic=hall/a&epoch=e", "", http.StatusBadRequest, queue.ReasonMalformed},
			{"topic=hall/a", same, http.StatusSwitchingProtocols, ""},
			{"topic=hall/a", "https://moiso.test", http.StatusSwitchingProtocols, ""}, // a proxy speaks TLS for us
			{"topic=hall/a", other, http.StatusForbidden, web.ReasonCrossOrigin},
			{"topic=hall/a", "http://moiso.test.evil.test", http.StatusForbidden, web.ReasonCrossOrigin},
			{"topic=hall/a", "http://evil.test", http.StatusForbidden, web.ReasonCrossOrigin},
			{"topic=hall/a", "null", http.StatusForbidden, web.ReasonCrossOrigin},
		} {
			var header []string
			if c.origin != "" {
				header = []string{"Origin", c.origin}
			}
			conn, answer, err := h.dial(c.query, header...)
			if answer == nil {
				t.Fatalf("%s from %q: %v", c.query, c.origin, err)
			}
			if answer.StatusCode != c.status {
				t.Errorf("%s from %q: %d, want %d", c.query, c.origin, answer.StatusCode, c.status)
			}
			if conn != nil {
				conn.Close()
				continue
			}
			body, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Fatal(err)
			}
			var p web.Problem
			if err := json.Unmarshal(body, &p); err != nil || p.Reason != c.reason || answer.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s from %q: %s, want a problem for %q", c.query, c.origin, body, c.reason)
			}
		}
	})
}

// A client that talks nonsense is told so and closed; nobody else is harmed.
func TestNonsenseIsClosed(t *testing.T) {
	long := `{"type":"shown","seq":1}` + strings.Repeat(" ", 1<<10)
	for name, c := range map[string]struct {
		kind  int
		data  string
		times int
	}{
		"no JSON":         {websocket.TextMessage, "shown 1", 1},
		"nothing":         {websocket.TextMessage, "", 1},
		"no fields":       {websocket.TextMessage, "{}", 1},
		"a list":          {websocket.TextMessage, `["shown",1]`, 1},
		"no sequence":     {websocket.TextMessage, `{"type":"shown"}`, 1},
		"unknown type":    {websocket.TextMessage, `{"type":"seen","seq":1}`, 1},
		"another field":   {websocket.TextMessage, `{"type":"shown","seq":1,"hall":"a"}`, 1},
		"not UTF-8":       {websocket.TextMessage, "{\"type\":\"shown\xff\",\"seq\":1}", 1},
		"binary":          {websocket.BinaryMessage, `{"type":"shown","seq":1}`, 1},
		"too long":        {websocket.TextMessage, long, 1},
		"much too long":   {websocket.TextMessage, strings.Repeat("x", 100<<10), 1},
		"more than a few": {websocket.TextMessage, `{"type":"shown","seq":1}`, 201},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := openHall(t)
				good, bad := h.watch("hall/a", nil), h.watch("hall/a", nil)
				for range c.times {
					// The refusal may come while the rest is still being sent.
					_ = bad.WriteMessage(c.kind, []byte(c.data))
				}
				if code := bad.code(); code != 4400 {
					t.Errorf("closed with %d, want 4400", code)
				}
				seq := h.call("1")
				if got := good.callouts(); len(got) != 1 || got[0] != seq || good.code() != 0 {
					t.Errorf("the neighbour heard %v (closed: %d), want the call-out at %d", got, good.code(), seq)
				}
				time.Sleep(time.Second)
				if n := h.centre.Feed().Subscribers()["hall"]; n != 1 {
					t.Errorf("%d subscribers are left, want 1", n)
				}
			})
		})
	}
}

// A display that catches up on a morning may say of each call-out that it was
// shown and spoken; saying so again and again is nonsense.
func TestReceiptsOfAMorning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		began := h.state.Seq()
		for range 500 {
			h.call("1")
		}
		s := h.watch("hall/a", &feed.Position{Epoch: "e", Seq: began})
		all := s.callouts()
		say := func(kind string, seq uint64) {
			_ = s.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"type":%q,"seq":%d}`, kind, seq)) // s.code tells
		}
		for _, seq := range all {
			say("shown", seq)
			say("spoken", seq)
		}
		if code := s.code(); code != 0 || len(all) != 500 {
			t.Fatalf("%d call-outs, then closed with %d", len(all), code)
		}
		for range 201 {
			say("shown", all[0])
		}
		if code := s.code(); code != 4400 {
			t.Errorf("closed with %d, want 4400", code)
		}
	})
}

// Receipts count for call-outs of the topic, with the time since the commit.
func TestReceipts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		s := h.watch("hall/a", nil)
		ours, theirs := h.call("1"), h.call("2")
		receipt := func(kind string, seq uint64) {
			t.Helper()
			if err := s.WriteJSON(map[string]any{"type": kind, "seq": seq}); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		time.Sleep(300 * time.Millisecond)
		receipt("shown", ours)
		time.Sleep(700 * time.Millisecond)
		receipt("spoken", ours)
		receipt("shown", theirs)  // of the other hall
		receipt("shown", ours-1)  // no call-out
		receipt("shown", 1<<64-1) // the future
		for range 20 {            // steadily, for longer than the limit counts
			time.Sleep(time.Second)
			for range 15 {
				receipt("shown", 0)
			}
		}
		if code := s.code(); code != 0 {
			t.Errorf("closed with %d", code)
		}
		h.restart()
		s = h.watch("hall/a", nil)
		receipt("shown", ours) // when it was committed, nobody remembers
		h.mu.Lock()
		defer h.mu.Unlock()
		want := []string{"hall/a shown after 300ms", "hall/a spoken after 1s", "hall/a shown after 0s"}
		if got := strings.Join(h.receipts, "\n"); got != strings.Join(want, "\n") {
			t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
		}
	})
}
