package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moiso/internal/web"
)

func router(patterns ...string) *web.Routes {
	mux := &web.Routes{}
	for _, pattern := range patterns {
		mux.Handle(pattern, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, pattern, " ", r.PathValue("c"))
		}))
	}
	return mux
}

func TestMuxJoins(t *testing.T) {
	mux := web.NewMux(
		router("GET /{$}", "GET /api/{c}/tickets"),
		web.NewMux(router("POST /api/{c}/tickets", "GET /api/{c}/queue")),
	)
	for path, want := range map[string]string{
		"/":               "GET /{$} ",
		"/api/hl/tickets": "GET /api/{c}/tickets hl",
		"/api/hl/queue":   "GET /api/{c}/queue hl",
	} {
		if w := get(mux, path); w.Body.String() != want {
			t.Errorf("%s: %d %q, want %q", path, w.Code, w.Body, want)
		}
	}
	if w := get(mux, "/api/hl"); w.Code != http.StatusNotFound {
		t.Errorf("no route: %d", w.Code)
	}
}

func TestMuxTakesRoutersOnly(t *testing.T) {
	defer func() {
		if p := recover(); p == nil || !strings.Contains(fmt.Sprint(p), "HandlerFunc") {
			t.Errorf("panic %v, want one that names the type", p)
		}
	}()
	web.NewMux(http.NotFoundHandler())
}

// A host that is no host does not get into the policy.
func TestPolicyHost(t *testing.T) {
	front := web.Front(web.NewMux(router("GET /{$}")))
	for host, want := range map[string]string{
		"moiso.test":          "connect-src 'self' ws://moiso.test wss://moiso.test",
		"[::1]:8080":          "connect-src 'self' ws://[::1]:8080 wss://[::1]:8080",
		"a; script-src *":     "connect-src 'self'",
		"":                    "connect-src 'self'",
		"a.test:80 evil.test": "connect-src 'self'",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		front.ServeHTTP(w, r)
		if policy := w.Header().Get("Content-Security-Policy"); !strings.HasSuffix(policy, "; "+want) || strings.Contains(policy, "unsafe") {
			t.Errorf("host %q: %s", host, policy)
		}
	}
}
