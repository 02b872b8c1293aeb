package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"moiso/internal/web"
)

// listener is a client of the feed that knows only what the contract says.
type listener struct {
	t    *testing.T
	conn *websocket.Conn
}

// listen connects to a topic; where is "&epoch=…&seq=…" or nothing.
func (a *api) listen(topic, where string) listener {
	a.t.Helper()
	d := websocket.Dialer{Subprotocols: []string{"moiso.v1"}}
	conn, _, err := d.DialContext(a.t.Context(), "ws"+strings.TrimPrefix(a.process.url, "http")+ward+"/feed?topic="+topic+where, nil)
	if err != nil {
		a.t.Fatalf("%s: %v", topic, err)
	}
	a.t.Cleanup(func() { conn.Close() })
	if conn.Subprotocol() != "moiso.v1" {
		a.t.Errorf("subprotocol %q", conn.Subprotocol())
	}
	return listener{a.t, conn}
}

// frame is a message; its fields are as they were written.
type frame map[string]json.RawMessage

func (f frame) kind() string { return f.text("type") }

func (f frame) text(field string) (s string) {
	_ = json.Unmarshal(f[field], &s) // empty: it is no text
	return s
}

func (f frame) seq() uint64 {
	n, _ := strconv.ParseUint(string(f["seq"]), 10, 64) // 0: it is none
	return n
}

// frameFields are those of each message.
var frameFields = map[string]string{
	"hello": "epoch seq type version", "view": "seq type view", "callout": "callout seq type", "alive": "at seq type", "resync": "type",
}

// next is the next message, alive passed over.
func (l listener) next() frame {
	l.t.Helper()
	for {
		_, data, err := l.conn.ReadMessage()
		if err != nil {
			l.t.Fatal(err)
		}
		var f frame
		if err := json.Unmarshal(data, &f); err != nil {
			l.t.Fatalf("%v in %s", err, data)
		}
		if got := strings.Join(slices.Sorted(maps.Keys(f)), " "); got != frameFields[f.kind()] {
			l.t.Errorf("%s has the fields %s, want %s", data, got, frameFields[f.kind()])
		}
		if f.kind() != "alive" {
			return f
		}
	}
}

func TestContractFeed(t *testing.T) {
	data := t.TempDir()
	a := connect(t, data)
	a.must("q1", "open", "")
	visitor := a.issue("phan-anh").ID
	topics := []string{"hall/hall-a", "counter/q1", "kiosk/kiosk-1", "ticket/" + visitor, "centre"}
	views := map[string]string{ // what each view holds at least
		"hall/hall-a": "calls counters waiting", "counter/q1": "counter ticket waiting", "kiosk/kiosk-1": "fields services",
		"ticket/" + visitor: "ticket", "centre": "services counters waiting",
	}
	lines := map[string]listener{}
	var where string
	for _, topic := range topics {
		l := a.listen(topic, "")
		hello := l.next()
		if hello.kind() != "hello" || string(hello["version"]) != "1" || !regexp.MustCompile(`^[0-9a-z]{1,32}$`).MatchString(hello.text("epoch")) {
			t.Errorf("%s begins with %v", topic, hello)
		}
		view := l.next()
		var holds frame
		if err := json.Unmarshal(view["view"], &holds); err != nil || view.kind() != "view" || view.seq() < hello.seq() {
			t.Errorf("%s: after hello %s comes %v", topic, hello["seq"], view)
		}
		for field := range strings.FieldsSeq(views[topic]) {
			if holds[field] == nil {
				t.Errorf("%s: the view lacks %s: %s", topic, field, view["view"])
			}
		}
		lines[topic] = l
		where = "&epoch=" + hello.text("epoch") + "&seq=" + string(hello["seq"])
	}

	// A call is heard where it concerns somebody, a recall too.
	number := a.must("q1", "call-next", "").ticket.Number
	a.must("q1", "recall", "")
	for _, topic := range topics {
		if topic == "kiosk/kiosk-1" {
			continue
		}
		l := lines[topic]
		for i, kind := range []string{"call", "recall"} {
			f := l.next()
			for f.kind() == "view" { // one may come between the two
				f = l.next()
			}
			var c struct {
				Number, Counter, Kind, At string
				Name                      string `json:"counter_name"`
				Times                     int
			}
			if err := json.Unmarshal(f["callout"], &c); err != nil || c.Number != number || c.Counter != "q1" || c.Name != "Quầy 1" ||
				c.Kind != kind || c.Times != i+1 || !strings.HasSuffix(c.At, "+07:00") {
				t.Errorf("%s: call-out %d is %s, %v", topic, i+1, f["callout"], err)
			}
			if err := l.conn.WriteMessage(websocket.TextMessage, []byte(`{"type":"shown","seq":`+string(f["seq"])+`}`)); err != nil {
				t.Error(err)
			}
		}
	}
	hall := lines["hall/hall-a"].next()
	var shown struct {
		Calls []struct {
			Number, Counter, At string
			Name                string `json:"counter_name"`
			Seq                 uint64
		}
		Counters []struct{ ID, Name, State, Number string }
		Waiting  *int
	}
	if err := json.Unmarshal(hall["view"], &shown); err != nil || len(shown.Calls) != 1 || shown.Calls[0].Number != number ||
		shown.Calls[0].Seq != hall.seq() || len(shown.Counters) != 8 || shown.Counters[0].Number != number || shown.Counters[0].State != "open" {
		t.Errorf("the hall shows %s", hall["view"])
	}

	// A power cut, and whoever comes back has missed nothing.
	a.process.kill()
	a = connect(t, data)
	a.must("q1", "recall", "")
	l := a.listen("hall/hall-a", where)
	var heard []string
	for f := l.next(); f.kind() != "view"; f = l.next() {
		heard = append(heard, f.kind())
	}
	if strings.Join(heard, " ") != "hello callout callout callout" {
		t.Errorf("came back to %v, want three call-outs", heard)
	}

	// Nonsense is refused with a code that arrives, however long it is.
	for _, nonsense := range []string{"hello", `{"type":"seen","seq":1}`, strings.Repeat("x", 200<<10)} {
		l := a.listen("hall/hall-a", "")
		_ = l.conn.WriteMessage(websocket.TextMessage, []byte(nonsense)) // the refusal may come while it is being sent
		var err error
		for err == nil {
			_, _, err = l.conn.ReadMessage()
		}
		if web.CloseCode(err) != 4400 {
			t.Errorf("%.20s…: %v, want 4400", nonsense, err)
		}
	}

	// Before the upgrade: what is not there is not found.
	for _, topic := range []string{"hall/z", "counter/q99", "kiosk/k9", "ticket/khong-co", "centre/ha-long", "halls"} {
		_, answer, err := websocket.DefaultDialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(a.process.url, "http")+ward+"/feed?topic="+topic, nil)
		if err == nil || answer == nil || answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %v", topic, err)
		}
	}
	a.process.terminate(t)
}
