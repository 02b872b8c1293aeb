package web_test

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"moiso/internal/queue"
	"moiso/internal/web"
)

var update = flag.Bool("update", false, "write what the scripts of testdata/edge give")

// TestEdge plays the scripts of testdata/edge. A script is a list of exchanges,
// with an empty line between them: the request's method and path, its headers,
// its body (in Go's quotes where it has bytes that a text has not); "----"; the
// status, the headers that say something, and the body. "show: Name" asks for a
// header that is left out otherwise.
func TestEdge(t *testing.T) {
	scripts, err := filepath.Glob("testdata/edge/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	handler := web.Front(web.NewMux(routes(), web.Catalogue(centres(t)), web.Health(func() error { return errors.New("starting") })))
	for _, script := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(script), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(script)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for i, exchange := range strings.Split(strings.TrimRight(string(want), "\n"), "\n\n") {
				if i > 0 {
					got.WriteString("\n")
				}
				asked, _, _ := strings.Cut(exchange, "\n----")
				got.WriteString(asked + "\n----\n" + play(t, handler, asked))
			}
			if *update {
				if err := os.WriteFile(script, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}

// play sends one request and writes the answer down.
func play(t *testing.T, handler http.Handler, asked string) (answer string) {
	t.Helper()
	r, shown := parse(t, asked)
	w := httptest.NewRecorder()
	defer func() {
		if p := recover(); p == http.ErrAbortHandler {
			answer = "cut\n"
		} else if p != nil {
			panic(p)
		}
	}()
	handler.ServeHTTP(w, r)
	var out strings.Builder
	fmt.Fprintln(&out, w.Code)
	for _, name := range append([]string{"Content-Type", "Allow", "Retry-After"}, shown...) {
		if value := w.Header().Get(name); value != "" || slices.Contains(shown, name) {
			fmt.Fprintf(&out, "%s: %s\n", name, value)
		}
	}
	out.Write(w.Body.Bytes())
	return out.String()
}

// parse reads a request of a script, and which headers of the answer to show.
func parse(t *testing.T, asked string) (r *http.Request, shown []string) {
	t.Helper()
	lines := bufio.NewScanner(strings.NewReader(asked))
	lines.Scan()
	method, path, ok := strings.Cut(lines.Text(), " ")
	if !ok {
		t.Fatalf("no method and path: %q", lines.Text())
	}
	header := http.Header{}
	var body bytes.Buffer
	for lines.Scan() {
		line := lines.Text()
		name, value, isHeader := strings.Cut(line, ": ")
		switch {
		case body.Len() > 0 || strings.ContainsAny(name, `{["`):
			if quoted, err := strconv.Unquote(line); err == nil {
				line = quoted
			}
			body.WriteString(line)
		case name == "show":
			shown = append(shown, value)
		case isHeader:
			if quoted, err := strconv.Unquote(value); err == nil {
				value = quoted
			}
			header.Add(name, value)
		default:
			body.WriteString(line)
		}
	}
	r = httptest.NewRequestWithContext(t.Context(), method, path, &body)
	r.Host = "moiso.test:8080"
	r.Header = header
	return r, shown
}

// refusals are the errors that a handler may return, by the last part of the
// path; each of them leaves as testdata/edge says.
var refusals = map[string]error{
	"quota": &queue.Error{Kind: queue.KindQuota, Reason: queue.ReasonQuotaUsed, Vars: map[string]string{"service": "Hộ tịch", "quota": "80"}},
	"state": fmt.Errorf("the counter: %w", &queue.Error{
		Kind: queue.KindConflict, Reason: queue.ReasonTicketState, Vars: map[string]string{"number": "A012", "state": "serving"},
	}),
	"closed":          &queue.Error{Kind: queue.KindClosed, Reason: queue.ReasonDayNotOpen},
	"invalid":         web.Invalid("service", queue.ReasonRequired),
	"not-found":       web.NotFound(queue.ReasonUnknownTicket),
	"unauthenticated": web.Refuse(web.KindUnauthenticated, ""),
	"forbidden":       web.Refuse(web.KindForbidden, ""),
	"too-many":        web.Refuse(web.KindTooMany, ""),
	"busy":            fmt.Errorf("hạ long: %w", busy{}),
	"unknown":         fmt.Errorf("hạ long: %w", unknown{}),
}

type busy struct{}

func (busy) Error() string { return "too many are waiting" }
func (busy) Busy() bool    { return true }

type unknown struct{}

func (unknown) Error() string { return "who knows" }
func (unknown) Abort() bool   { return true }

// order is a body as the faces have them.
type order struct {
	Service queue.ServiceID `json:"service"`
	Count   int             `json:"count,omitempty"`
	Day     queue.Day       `json:"day,omitempty"`
	Then    []step          `json:"then,omitempty"`
	Names   queue.Text      `json:"names,omitempty"`
}

type step struct {
	Service string `json:"service"`
	Note    *string
	Next    *step `json:"next,omitempty"`
}

// routes are handlers for the scripts.
func routes() *web.Routes {
	mux := &web.Routes{}
	mux.Handle("GET /api/v1/refuse/{error}", web.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		return refusals[r.PathValue("error")]
	}))
	mux.Handle("GET /api/v1/halfway", web.Handle(func(w http.ResponseWriter, _ *http.Request) error {
		w.WriteHeader(http.StatusOK)
		return web.NotFound(queue.ReasonUnknownTicket)
	}))
	mux.Handle("PUT /api/v1/order", web.Handle(putOrder))
	mux.Handle("POST /api/v1/order", web.Handle(func(w http.ResponseWriter, r *http.Request) error {
		var body order
		if err := web.Decode(w, r, &body); err != nil {
			return err
		}
		cmd, err := web.Command(r, "kiosk", body, queue.Issue{Service: body.Service})
		if err != nil {
			return err
		}
		return web.JSON(w, http.StatusCreated, cmd)
	}))
	return mux
}

// putOrder answers with what it was given.
func putOrder(w http.ResponseWriter, r *http.Request) error {
	var body order
	if err := web.Decode(w, r, &body); err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, body)
}
