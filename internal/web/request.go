package web

import (
	"log/slog"
	"net/http"
	"time"
)

// trace logs every request when it is over, at debug level.
func trace(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slog.Default().Enabled(r.Context(), slog.LevelDebug) {
			next.ServeHTTP(w, r)
			return
		}
		begun := time.Now()
		defer func() {
			slog.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "took", time.Since(begun))
		}()
		next.ServeHTTP(w, r)
	})
}
