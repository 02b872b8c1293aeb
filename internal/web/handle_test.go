package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moiso/internal/web"
)

// logged catches the log of a test. Such tests do not run in parallel.
func logged(t *testing.T) *bytes.Buffer {
	t.Helper()
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &log
}

func TestInternalErrorsStayInside(t *testing.T) {
	for name, fn := range map[string]func(http.ResponseWriter, *http.Request) error{
		"error": func(http.ResponseWriter, *http.Request) error { return errors.New("bucket 7 is torn") },
		"panic": func(http.ResponseWriter, *http.Request) error { panic("bucket 7 is torn") },
		"runtime panic": func(http.ResponseWriter, *http.Request) error {
			var none map[string]int
			none["bucket 7 is torn"] = 1
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			log := logged(t)
			w := httptest.NewRecorder()
			web.Handle(fn).ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/centres", nil))
			if w.Code != http.StatusInternalServerError {
				t.Fatalf("status %d, want 500", w.Code)
			}
			if strings.Contains(w.Body.String(), "torn") || strings.Contains(w.Body.String(), "nil map") {
				t.Errorf("the client was told: %s", w.Body)
			}
			var p web.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			id := p.Vars["request"]
			if id == "" || !strings.Contains(p.Detail, id) || !strings.Contains(log.String(), "request="+id) {
				t.Errorf("id %q, detail %q, log %s: want the id in both", id, p.Detail, log)
			}
			if !strings.Contains(log.String(), "torn") && !strings.Contains(log.String(), "nil map") {
				t.Errorf("the log has no cause: %s", log)
			}
		})
	}
}

func TestAbandonedRequestIsNotAnswered(t *testing.T) {
	log := logged(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := httptest.NewRequestWithContext(ctx, "GET", "/", nil)
	defer func() {
		if p := recover(); p != http.ErrAbortHandler {
			t.Errorf("panic %v, want the connection cut", p)
		}
		if log.Len() > 0 {
			t.Errorf("a client that went away is no news: %s", log)
		}
	}()
	web.Handle(func(http.ResponseWriter, *http.Request) error { return ctx.Err() }).ServeHTTP(httptest.NewRecorder(), r)
}

func TestAbortPasses(t *testing.T) {
	defer func() {
		if p := recover(); p != http.ErrAbortHandler {
			t.Errorf("panic %v, want http.ErrAbortHandler as it was", p)
		}
	}()
	web.Handle(func(http.ResponseWriter, *http.Request) error { panic(http.ErrAbortHandler) }).
		ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}

// What cannot be encoded is an internal error with a whole answer, not half a one.
func TestJSONFailsBeforeAnythingIsSent(t *testing.T) {
	logged(t)
	w := httptest.NewRecorder()
	web.Handle(func(w http.ResponseWriter, _ *http.Request) error {
		return web.JSON(w, http.StatusOK, func() {})
	}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != http.StatusInternalServerError || !json.Valid(w.Body.Bytes()) {
		t.Errorf("%d %s, want a whole 500", w.Code, w.Body)
	}
}
