package main

import (
	"fmt"
	"strings"
	"testing"
)

// What each verb is answered with, by what the counter is doing: "yes" is 200,
// "no" a conflict.
const verbTable = `
            closed  paused  idle  called  serving
open        yes     yes     yes   yes     yes
pause       yes     yes     yes   no      no
close       yes     yes     yes   no      no
call-next   no      no      yes   no      no
call        no      no      yes   no      no
recall      no      no      no    yes     no
start       no      no      no    yes     no
finish      no      no      no    no      yes
miss        no      no      no    yes     no
park        no      no      no    yes     yes
resume      no      no      yes   no      no
reinstate   no      no      yes   yes     yes
transfer    no      no      no    yes     yes
undo        yes     yes     yes   no      no
profile     yes     yes     yes   yes     yes
`

// goesTo is what a verb makes of its ticket.
var goesTo = map[string]string{
	"call-next": "called", "call": "called", "recall": "called", "start": "serving", "finish": "served", "miss": "missed",
	"park": "parked", "resume": "serving", "reinstate": "waiting", "transfer": "waiting", "undo": "serving",
}

func TestContractVerbs(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	rows := strings.Split(strings.TrimSpace(verbTable), "\n")
	states := strings.Fields(rows[0])
	for _, row := range rows[1:] {
		cells := strings.Fields(row)
		verb := cells[0]
		for i, state := range states {
			what := verb + " at a counter that is " + state
			body := a.prepare(verb, state)
			r := a.verb("q1", verb, body)
			if cells[i+1] == "no" {
				r.want(t, what, "409 conflict")
				continue
			}
			r.want(t, what, "200")
			if want := goesTo[verb]; want != "" && r.ticket.State != want {
				t.Errorf("%s: the ticket is %q, want %q", what, r.ticket.State, want)
			}
			if again := map[string]string{"open": "open", "pause": "paused", "close": "closed"}[verb]; again != "" {
				if r.counter.State != again {
					t.Errorf("%s: the counter is %q", what, r.counter.State)
				}
				before := a.position()
				a.verb("q1", verb, body).want(t, what+", repeated", "200")
				if after := a.position(); after != before {
					t.Errorf("%s, repeated: %d events more", what, after-before)
				}
			}
		}
	}
}

// position is the sequence of the last event.
func (a *api) position() uint64 {
	a.t.Helper()
	l := a.listen("centre", "")
	defer l.conn.Close()
	return l.next().seq()
}

// prepare brings q1 into the state, with a last step that may be undone, and
// gives the body for the verb.
func (a *api) prepare(verb, state string) (body string) {
	a.t.Helper()
	a.clear("q1")
	switch verb {
	case "pause":
		body = `{"reason":"họp"}`
	case "call":
		body = because(a.issue("phan-anh").ID)
	case "resume":
		a.seat("q1", "called")
		body = of(a.must("q1", "park", "").ticket.ID)
	case "reinstate":
		a.seat("q1", "called")
		body = of(a.must("q1", "miss", "").ticket.ID)
	case "transfer":
		body = `{"service":"huong-dan"}`
	case "profile":
		body = `{"services":["huong-dan","nop-truc-tuyen","phan-anh","thu-phi"]}`
	case "call-next":
		a.issue("phan-anh")
	case "undo":
		a.seat("q1", "serving")
		a.must("q1", "finish", "")
	}
	a.seat("q1", state)
	return body
}

// clear sends away who is at the counter and leaves it open.
func (a *api) clear(k string) {
	a.t.Helper()
	a.must(k, "open", "")
	a.verb(k, "start", "")
	a.verb(k, "finish", "")
}

// seat brings an open, idle counter into a state.
func (a *api) seat(k, state string) {
	a.t.Helper()
	switch state {
	case "closed":
		a.must(k, "close", "")
	case "paused":
		a.must(k, "pause", `{"reason":"nghỉ trưa"}`)
	case "called", "serving":
		a.must(k, "call", because(a.issue("phan-anh").ID))
		if state == "serving" {
			a.must(k, "start", "")
		}
	}
}

// What may be done with a ticket, by what has become of it.
const ticketTable = `
           waiting  pinned  called  serving  parked  elsewhere  served  missed  cancelled  unknown
call       yes      no      no      no       no      no         no      no      no         none
resume     no       no      no      no       yes     no         no      no      no         none
reinstate  no       no      no      no       no      no         no      yes     no         none
cancel     yes      yes     yes     no       yes     yes        no      yes     no         none
`

func TestContractTickets(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	rows := strings.Split(strings.TrimSpace(ticketTable), "\n")
	states := strings.Fields(rows[0])
	for _, row := range rows[1:] {
		cells := strings.Fields(row)
		for i, state := range states {
			what := cells[0] + " of a ticket that is " + state
			id := a.make(state)
			a.must("q1", "open", "")
			var r reply
			switch cells[0] {
			case "call":
				r = a.verb("q1", "call", because(id))
			case "cancel":
				r = a.ask("POST", ward+"/tickets/"+id+"/cancel", "")
			default:
				r = a.verb("q1", cells[0], of(id))
			}
			want := map[string]string{"yes": "200", "no": "409 conflict", "none": "404 not_found"}[cells[i+1]]
			r.want(t, what, want)
			if cells[0] == "cancel" && cells[i+1] == "yes" && a.now(id).State != "cancelled" {
				t.Errorf("%s: it is %s", what, a.now(id).State)
			}
		}
	}
}

// make gives a ticket in the state. q1 is open and idle after it; q2 holds who
// is called or served.
func (a *api) make(state string) (id string) {
	a.t.Helper()
	a.clear("q1")
	a.clear("q2")
	if state == "unknown" {
		return "khong-co"
	}
	id = a.issue("phan-anh").ID
	switch state {
	case "pinned":
		a.must("q2", "call", because(id))
		a.must("q2", "transfer", `{"counter":"q2"}`)
	case "called", "serving", "elsewhere":
		a.must("q2", "call", because(id))
		if state == "serving" {
			a.must("q2", "start", "")
		}
		if state == "elsewhere" {
			a.must("q2", "park", "")
		}
	case "parked":
		a.must("q1", "call", because(id))
		a.must("q1", "park", "")
	case "missed":
		a.must("q1", "call", because(id))
		a.must("q1", "miss", "")
	case "served":
		a.must("q1", "call", because(id))
		a.must("q1", "start", "")
		a.must("q1", "finish", "")
	case "cancelled":
		a.ask("POST", ward+"/tickets/"+id+"/cancel", "").want(a.t, "cancel", "200")
	}
	return id
}

// Nobody waiting is an answer, not an error.
func TestContractStories(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	for k := range 3 {
		a.must(fmt.Sprintf("q%d", k+1), "open", "")
	}

	if r := a.must("q1", "call-next", ""); !r.nobody || r.counter.State != "open" {
		t.Errorf("call-next with nobody waiting: %s", r.body)
	}

	// Who is sent to one counter is called there only, until it closes.
	pinned := a.issue("huong-dan")
	a.must("q1", "call-next", "")
	a.must("q1", "transfer", `{"counter":"q2"}`)
	if now := a.now(pinned.ID); now.State != "waiting" || now.Counter != "q2" {
		t.Errorf("transferred to q2: %+v", now)
	}
	if r := a.must("q1", "call-next", ""); !r.nobody {
		t.Errorf("q1 called who waits for q2: %s", r.body)
	}
	a.must("q2", "pause", `{"reason":"họp"}`)
	if r := a.must("q1", "call-next", ""); !r.nobody {
		t.Errorf("q1 called who waits for q2, which only pauses: %s", r.body)
	}
	a.must("q2", "close", "")
	if r := a.must("q1", "call-next", ""); r.ticket.ID != pinned.ID {
		t.Errorf("q2 has closed, q1 called %s", r.body)
	}

	// Who was parked comes back there, elsewhere only when that counter has closed.
	a.must("q1", "park", "")
	a.must("q2", "open", "")
	a.verb("q2", "resume", of(pinned.ID)).want(t, "resume elsewhere", "409 conflict")
	a.must("q1", "pause", `{"reason":"họp"}`)
	a.verb("q2", "resume", of(pinned.ID)).want(t, "resume elsewhere, the counter pauses", "409 conflict")
	a.must("q1", "close", "")
	if r := a.verb("q2", "resume", of(pinned.ID)); r.status != 200 || r.ticket.State != "serving" {
		t.Errorf("the counter has closed, resumed elsewhere: %s", r.body)
	}
	a.must("q2", "finish", "")

	// A slip of the finger is taken back, once.
	if r := a.must("q2", "undo", ""); r.ticket.ID != pinned.ID || r.ticket.State != "serving" {
		t.Errorf("undo of finish: %s", r.body)
	}
	a.must("q2", "park", "")
	if r := a.must("q2", "undo", ""); r.ticket.State != "serving" {
		t.Errorf("undo of park: %s", r.body)
	}
	a.must("q2", "finish", "")
	a.issue("huong-dan")
	a.must("q2", "call-next", "")
	a.must("q2", "miss", "")
	if r := a.must("q2", "undo", ""); r.ticket.State != "called" {
		t.Errorf("undo of miss: %s", r.body)
	}
	a.must("q2", "start", "")
	a.must("q2", "finish", "")
	a.must("q2", "undo", "")
	a.must("q2", "finish", "")
	a.must("q2", "undo", "")
	a.verb("q2", "undo", "").want(t, "undo with somebody served", "409 conflict")

	// A visit of two services is one ticket.
	chain := a.ask("POST", ward+"/tickets", `{"service":"phan-anh","then":["tra-ket-qua"]}`).ticket
	a.must("q2", "finish", "")
	a.must("q2", "call", because(chain.ID))
	a.must("q2", "start", "")
	if r := a.must("q2", "finish", ""); r.ticket.State != "waiting" {
		t.Errorf("finished with a service to follow: %s", r.body)
	}
	if r := a.must("q3", "call-next", ""); r.ticket.ID != chain.ID {
		t.Errorf("q3 called %s, want the ticket that came on", r.body)
	}
}

// The order that the queue shows is the order of the calls that follow, and
// ahead counts along it.
func TestContractOrder(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	a.must("q1", "open", "")
	for i, class := range []string{"", "elderly", "", "disabled", "child", "", "pregnant", "merit"} {
		body := fmt.Sprintf(`{"service":"thu-phi","kiosk":"kiosk-%d"`, i%2+1)
		if class != "" {
			body += fmt.Sprintf(`,"class":%q`, class)
		}
		expected := a.ask("GET", ward+"/preview?service=thu-phi&class="+class, "")
		r := a.ask("POST", ward+"/tickets", body+"}")
		r.want(t, "ticket of class "+class, "201")
		if string(expected.body) != fmt.Sprintf("{\"ahead\":%d}\n", r.ticket.Ahead) {
			t.Errorf("preview %s, then the ticket has %d ahead", expected.body, r.ticket.Ahead)
		}
	}
	for left := 8; left > 0; left-- {
		queue := a.ask("GET", ward+"/queue?counter=q1", "").waiting
		if len(queue) != left {
			t.Fatalf("%d wait, want %d", len(queue), left)
		}
		for i, waiting := range queue {
			if waiting.Ahead != i {
				t.Errorf("number %d of the queue has %d ahead", i, waiting.Ahead)
			}
		}
		if r := a.must("q1", "call-next", ""); r.ticket.ID != queue[0].ID {
			t.Errorf("called %s, the queue began with %s", r.ticket.Number, queue[0].Number)
		}
		a.must("q1", "start", "")
		a.must("q1", "finish", "")
	}
}
