package web

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"
)

type requestKey struct{}

// identify gives every request an id for the log and, at debug level, logs it
// when it is over.
func identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), requestKey{}, rand.Text()[:10])
		r = r.WithContext(ctx)
		if !slog.Default().Enabled(ctx, slog.LevelDebug) {
			next.ServeHTTP(w, r)
			return
		}
		begun := time.Now()
		defer func() {
			slog.DebugContext(ctx, "request", "request", requestID(ctx), "method", r.Method, "path", r.URL.Path, "took", time.Since(begun))
		}()
		next.ServeHTTP(w, r)
	})
}

// requestID is the id that identify gave, or a new one outside of it.
func requestID(ctx context.Context) string {
	if id, ok := ctx.Value(requestKey{}).(string); ok {
		return id
	}
	return rand.Text()[:10]
}
