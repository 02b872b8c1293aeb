package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// The tests called TestContract… hold the whole program, run as its users run
// it, to what other programs rely on. They speak HTTP as those do, with nothing
// of ours in between, and hold every answer against openapi.json.

// api is a server and its description.
type api struct {
	t       *testing.T
	process *process
	says    *description
}

// connect starts the program on the data directory.
func connect(t *testing.T, data string) *api {
	t.Helper()
	a := &api{t: t, process: start(t, data)}
	r := a.send("GET", "/api/v1/openapi.json", "")
	if r.status != http.StatusOK {
		t.Fatalf("openapi.json: %d %s", r.status, r.body)
	}
	a.says = readDescription(t, r.body)
	return a
}

// reply is an answer, with what most tests look at taken out of it.
type reply struct {
	status int
	header http.Header
	body   []byte

	ticket  ticket // the body, or its "ticket"
	nobody  bool   // "ticket" is null
	counter struct {
		ID     string `json:"id"`
		State  string `json:"state"`
		Ticket string `json:"ticket"`
	}
	waiting []ticket
	problem struct {
		Kind   string `json:"kind"`
		Reason string `json:"reason"`
		Detail string `json:"detail"`
		Field  string `json:"field"`
		Status int    `json:"status"`
	}
}

type ticket struct {
	ID      string `json:"id"`
	Number  string `json:"number"`
	State   string `json:"state"`
	Counter string `json:"counter"`
	Ahead   int    `json:"ahead"`
}

// send makes a request as it is; header come in pairs.
func (a *api) send(method, path, body string, header ...string) reply {
	a.t.Helper()
	r, err := http.NewRequestWithContext(a.t.Context(), method, a.process.url+path, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r) // no redirect is followed
	if err != nil {
		a.t.Fatalf("%s %s: %v\n%s", method, path, err, a.process.log)
	}
	defer answer.Body.Close()
	out := reply{status: answer.StatusCode, header: answer.Header}
	if out.body, err = io.ReadAll(answer.Body); err != nil {
		a.t.Fatal(err)
	}
	return out
}

// ask makes a request that openapi.json must know, and reads the answer.
func (a *api) ask(method, path, body string, header ...string) reply {
	a.t.Helper()
	r := a.send(method, path, body, header...)
	if err := a.says.check(method, path, r.status, r.header.Get("Content-Type"), r.body); err != nil {
		a.t.Error(err)
	}
	var whole struct {
		Ticket  json.RawMessage `json:"ticket"`
		Counter json.RawMessage `json:"counter"`
		Waiting json.RawMessage `json:"waiting"`
	}
	read := func(raw []byte, into any) {
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, into); err != nil {
				a.t.Fatalf("%s %s: %v in %s", method, path, err, r.body)
			}
		}
	}
	if r.status >= 400 {
		read(r.body, &r.problem)
		if r.problem.Status != r.status || r.problem.Detail == "" {
			a.t.Errorf("%s %s: %d with %s", method, path, r.status, r.body)
		}
		return r
	}
	if !strings.HasPrefix(r.header.Get("Content-Type"), "application/json") {
		return r
	}
	read(r.body, &whole)
	read(whole.Waiting, &r.waiting)
	switch {
	case whole.Ticket != nil:
		read(whole.Counter, &r.counter)
		r.nobody = bytes.Equal(whole.Ticket, []byte("null"))
		read(whole.Ticket, &r.ticket)
	case whole.Waiting == nil && strings.Contains(path, "/tickets"):
		read(r.body, &r.ticket)
	}
	return r
}

const ward = "/api/v1/centres/ha-long"

// verb asks a counter of the ward for something.
func (a *api) verb(counter, verb, body string, header ...string) reply {
	a.t.Helper()
	return a.ask("POST", ward+"/counters/"+counter+"/"+verb, body, header...)
}

// must is verb that may not be refused.
func (a *api) must(counter, verb, body string) reply {
	a.t.Helper()
	r := a.verb(counter, verb, body)
	if r.status != http.StatusOK {
		a.t.Fatalf("%s at %s: %d %s", verb, counter, r.status, r.body)
	}
	return r
}

// issue gives a ticket for the service.
func (a *api) issue(service string) ticket {
	a.t.Helper()
	r := a.ask("POST", ward+"/tickets", fmt.Sprintf(`{"service":%q}`, service))
	if r.status != http.StatusCreated {
		a.t.Fatalf("ticket for %s: %d %s", service, r.status, r.body)
	}
	return r.ticket
}

// now is the ticket as it stands.
func (a *api) now(id string) ticket {
	a.t.Helper()
	return a.ask("GET", ward+"/tickets/"+id, "").ticket
}

// of is the body that names a ticket; with a reason where one is asked for.
func of(id string) string { return fmt.Sprintf(`{"ticket":%q}`, id) }

func because(id string) string { return fmt.Sprintf(`{"ticket":%q,"reason":"đã hẹn"}`, id) }

// want checks status and kind, "200" or "409 conflict".
func (r reply) want(t *testing.T, what, want string) {
	t.Helper()
	got := strings.TrimSpace(fmt.Sprint(r.status, " ", r.problem.Kind))
	if got != want {
		t.Errorf("%s: %s, want %s\n%s", what, got, want, r.body)
	}
}
