package counter_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moiso/counter"
	"moiso/internal/livetest"
	"moiso/internal/queue"
)

// house is the face before the centre.
func house(t *testing.T, c *livetest.Centre) livetest.House {
	t.Helper()
	assets := livetest.Assets(t, "counter", counter.Page)
	return livetest.House{
		Centre: c, Assets: assets,
		Face: counter.Handler(counter.Config{Centres: c, Commands: c, Assets: assets}),
	}
}

func serve(t *testing.T, c *livetest.Centre) *httptest.Server {
	t.Helper()
	return house(t, c).Serve(t)
}

// officer is a client at a counter; what it asks must be allowed.
type officer struct {
	t      *testing.T
	client *counter.Client
	at     queue.CounterID
}

func (o officer) do(verb string, body any) counter.Answer {
	o.t.Helper()
	answer, err := o.client.Do(o.t.Context(), "demo", o.at, verb, body)
	if err != nil {
		o.t.Fatalf("%s: %v", verb, err)
	}
	return answer
}

// has fails unless the verb was about the ticket, now in the state.
func (o officer) has(answer counter.Answer, id queue.TicketID, state queue.TicketState) {
	o.t.Helper()
	if answer.Ticket == nil || answer.Ticket.ID != id || answer.Ticket.State != state {
		o.t.Fatalf("the ticket is %+v, want %s %s", answer.Ticket, id, state)
	}
}

func at(t *testing.T, server *httptest.Server, k queue.CounterID) officer {
	return officer{t: t, client: &counter.Client{BaseURL: server.URL, HTTP: server.Client()}, at: k}
}

// post sends a body as it is.
func post(t *testing.T, server *httptest.Server, path, key, body string) *http.Response {
	t.Helper()
	return send(t, server, http.MethodPost, path, key, body)
}

func send(t *testing.T, server *httptest.Server, method, path, key, body string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

// refused is what the tests look at in a problem.
type refused struct {
	Status int
	Kind   queue.Kind
	Field  string
	Detail string
}

func problem(t *testing.T, res *http.Response) refused {
	t.Helper()
	var p refused
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil {
		t.Fatalf("%s: %v", res.Status, err)
	}
	if res.StatusCode != p.Status || res.Header.Get("Content-Type") != "application/problem+json" || p.Detail == "" {
		t.Fatalf("%s, %s: %+v", res.Status, res.Header.Get("Content-Type"), p)
	}
	return p
}
