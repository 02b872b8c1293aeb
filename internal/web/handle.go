package web

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"

	"moiso/internal/queue"
)

// Handle makes a handler of a function. An error that it returns is answered as
// a problem, unless the function has begun to answer already, and so is a panic:
//
//   - *queue.Error is answered as it is;
//   - an error with Busy() true is busy, 503: nothing happened;
//   - an error with Abort() true has an outcome that nobody knows: the
//     connection is cut without an answer, so that the client asks again with
//     the same key;
//   - anything else is internal, 500: its text is logged under an id that the
//     client is told.
func Handle(fn func(w http.ResponseWriter, r *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &answer{ResponseWriter: w}
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(http.ErrAbortHandler)
			}
			fail(a, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}()
		if err := fn(a, r); err != nil {
			fail(a, r, err)
		}
	})
}

// fail is the one way out for errors.
func fail(a *answer, r *http.Request, err error) {
	if busy, ok := errors.AsType[interface {
		error
		Busy() bool
	}](err); ok && busy.Busy() {
		err = &queue.Error{Kind: KindBusy}
	}
	if unknown, ok := errors.AsType[interface {
		error
		Abort() bool
	}](err); ok && unknown.Abort() {
		slog.WarnContext(r.Context(), "outcome unknown, connection cut", "method", r.Method, "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	}
	if r.Context().Err() != nil {
		// The client is gone, or the server is going down: nobody reads an answer.
		slog.DebugContext(r.Context(), "request abandoned", "method", r.Method, "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	}
	refused, known := errors.AsType[*queue.Error](err)
	if known {
		_, known = statuses[refused.Kind]
	}
	if !known {
		id := rand.Text()[:10] // joins the answer and the log
		slog.ErrorContext(r.Context(), "request failed", "request", id, "method", r.Method, "path", r.URL.Path, "error", err)
		refused = refusal(KindInternal, reasonInternal, "", "request", id)
	}
	if a.begun {
		// Half an answer is out: only a cut tells the client that it is not whole.
		panic(http.ErrAbortHandler)
	}
	lang := Lang(r)
	if wantsPage(r) {
		lang = PageLang(r)
	}
	problemOf(refused, lang).write(a, r, lang)
}

// answer remembers whether anything has gone out.
type answer struct {
	http.ResponseWriter
	begun bool
}

func (a *answer) WriteHeader(status int) {
	// 1xx announce, the answer is still to come.
	a.begun = a.begun || status >= 200 || status == http.StatusSwitchingProtocols
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	a.begun = true
	return a.ResponseWriter.Write(p)
}

// Hijack is what the websocket upgrade asks for.
func (a *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(a.ResponseWriter).Hijack()
	a.begun = a.begun || err == nil
	return conn, rw, err
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
