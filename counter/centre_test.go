package counter_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"

	"moiso/counter"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// morning is when the tests' commands are given.
var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, time.FixedZone("ICT", 7*3600))

// centre is a centre without a journal: what the core decides is at once true.
type centre struct {
	now     func() time.Time
	mu      sync.Mutex
	state   *queue.State
	picture *live.Centre
}

// openCentre is the centre of testdata, its day open, on a morning that stands still.
func openCentre(t *testing.T) *centre {
	t.Helper()
	return openCentreAt(t, func() time.Time { return morning })
}

func openCentreAt(t *testing.T, now func() time.Time) *centre {
	t.Helper()
	data, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	var def queue.Centre
	if err := json.Unmarshal(data, &def); err != nil {
		t.Fatal(err)
	}
	c := &centre{now: now, state: queue.New()}
	c.picture = live.New("demo", "test", queue.New(), now, slog.New(slog.DiscardHandler))
	c.do(t, queue.Configure{Centre: &def})
	if _, open := c.picture.Day(); !open {
		c.do(t, queue.OpenDay{})
	}
	return c
}

func (c *centre) Centre(id queue.CentreID) (*live.Centre, bool) { return c.picture, id == "demo" }

func (c *centre) Do(_ context.Context, _ queue.CentreID, cmd queue.Command) (queue.Outcome, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cmd.At = queue.InstantOf(c.now())
	d, err := c.state.Decide(cmd)
	if err != nil {
		return queue.Outcome{}, err
	}
	for _, e := range d.Events {
		if err := c.state.Apply(e); err != nil {
			return queue.Outcome{}, err
		}
	}
	return d.Outcome, c.picture.Commit(d.Events)
}

func (c *centre) do(t *testing.T, do queue.Action) {
	t.Helper()
	if _, err := c.Do(t.Context(), "demo", queue.Command{Actor: "test", Do: do}); err != nil {
		t.Fatalf("%#v: %v", do, err)
	}
}

// issue gives tickets of a service, named by their ids.
func (c *centre) issue(t *testing.T, service queue.ServiceID, ids ...queue.TicketID) {
	t.Helper()
	for _, id := range ids {
		c.do(t, queue.Issue{Ticket: id, Service: service})
	}
}

// serve puts the face before the centre.
func serve(t *testing.T, c *centre) *httptest.Server {
	t.Helper()
	assets, err := web.NewAssets(map[string]fs.FS{"counter": counter.Page})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(counter.Handler(counter.Config{Centres: c, Commands: c, Assets: assets}))
	t.Cleanup(server.Close)
	return server
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
