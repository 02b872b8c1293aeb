package kiosk_test

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
	"moiso/kiosk"
)

// morning is when the tests' commands are given: a Monday.
var morning = time.Date(2026, 11, 23, 8, 5, 0, 0, time.FixedZone("ICT", 7*3600))

// centre is a centre without a journal: what the core decides is at once true.
type centre struct {
	mu      sync.Mutex
	state   *queue.State
	picture *live.Centre
}

// openCentre is the centre of testdata, its day open, after the changes.
func openCentre(t *testing.T, changes ...func(*queue.Centre)) *centre {
	t.Helper()
	data, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	var def queue.Centre
	if err := json.Unmarshal(data, &def); err != nil {
		t.Fatal(err)
	}
	for _, change := range changes {
		change(&def)
	}
	c := &centre{state: queue.New()}
	c.picture = live.New(def.ID, "test", queue.New(), func() time.Time { return morning }, slog.New(slog.DiscardHandler))
	c.do(t, queue.Configure{Centre: &def})
	c.do(t, queue.Tick{})
	return c
}

func (c *centre) Centre(id queue.CentreID) (*live.Centre, bool) { return c.picture, id == "demo" }

func (c *centre) Do(_ context.Context, _ queue.CentreID, cmd queue.Command) (queue.Outcome, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cmd.At = queue.InstantOf(morning)
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

func assets(t *testing.T) *web.Assets {
	t.Helper()
	all, err := web.NewAssets(map[string]fs.FS{"kiosk": kiosk.Page})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// serve puts the face before the centre.
func serve(t *testing.T, c *centre) *httptest.Server {
	t.Helper()
	all := assets(t)
	mux := http.NewServeMux()
	mux.Handle("/assets/", all.Handler())
	mux.Handle("/", kiosk.Handler(kiosk.Config{Centres: c, Commands: c, Assets: all, PublicURL: "https://moiso.test"}))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// ask makes a request and gives the answer's status and body; header holds
// names and values in turn.
func ask(t *testing.T, server *httptest.Server, method, path, body string, header ...string) (int, string) {
	t.Helper()
	status, text, _ := exchange(t, server, method, path, body, header...)
	return status, text
}

func exchange(t *testing.T, server *httptest.Server, method, path, body string, header ...string) (int, string, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(data), res.Header
}

// client is a Client of the server.
func client(server *httptest.Server) *kiosk.Client {
	return &kiosk.Client{BaseURL: server.URL, HTTP: server.Client()}
}
