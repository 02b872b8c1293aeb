package web

import (
	"log/slog"
	"net/http"
)

// Health serves /healthz, that the process answers, and /readyz, that it can
// work: ready tells why not, in an error that is logged and not shown.
func Health(ready func() error) http.Handler {
	mux := &Routes{}
	mux.Handle("GET /healthz", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		state(w, http.StatusOK, "ok")
	}))
	mux.Handle("GET /readyz", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := ready(); err != nil {
			slog.WarnContext(r.Context(), "not ready", "error", err)
			state(w, http.StatusServiceUnavailable, "not ready")
			return
		}
		state(w, http.StatusOK, "ok")
	}))
	return mux
}

func state(w http.ResponseWriter, status int, word string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// A client that is gone needs no answer.
	_, _ = w.Write([]byte(word + "\n"))
}
