package display_test

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"moiso/display"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// morning is when the tests' commands are given: a Monday.
var morning = time.Date(2026, 11, 23, 8, 5, 0, 0, time.FixedZone("ICT", 7*3600))

// centre is a centre without a journal: what the core decides is at once true.
type centre struct {
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

func (c *centre) do(t *testing.T, do queue.Action) {
	t.Helper()
	d, err := c.state.Decide(queue.Command{Actor: "test", At: queue.InstantOf(morning), Do: do})
	if err != nil {
		t.Fatalf("%#v: %v", do, err)
	}
	for _, e := range d.Events {
		if err := c.state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.picture.Commit(d.Events); err != nil {
		t.Fatal(err)
	}
}

func assets(t *testing.T) *web.Assets {
	t.Helper()
	all, err := web.NewAssets(map[string]fs.FS{"display": display.Page})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// serve puts the face and the feed before the centre. receipt may be nil.
func serve(t *testing.T, c *centre, receipt web.Receipt) *httptest.Server {
	t.Helper()
	all := assets(t)
	sockets := &web.Sockets{}
	feeds := &web.Feeds{Centres: c, Sockets: sockets, Receipt: receipt}
	mux := http.NewServeMux()
	mux.Handle("/assets/", all.Handler())
	mux.Handle("GET /api/v1/centres/{c}/feed", feeds.Handler())
	mux.Handle("GET /api/v1/centres/{c}/definition", web.Handle(func(w http.ResponseWriter, _ *http.Request) error {
		def, version := c.picture.Definition()
		return web.JSON(w, http.StatusOK, map[string]any{"version": version, "centre": def})
	}))
	mux.Handle("/", display.Handler(display.Config{Centres: c, Assets: all}))
	server := httptest.NewServer(mux)

	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.picture.Run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-done
		server.Close()
	})
	return server
}

// get makes a request and gives the answer and its body; redirects are not
// followed. header holds names and values in turn.
func get(t *testing.T, server *httptest.Server, path string, header ...string) (*http.Response, string) {
	t.Helper()
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}
