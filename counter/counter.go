// Package counter is the face where officers call and serve: the terminal at a
// counter, later the supervisor's wall.
//
// Its rules:
//
//   - What the terminal shows is what was committed, never what was asked: two
//     officers at one counter, or one with two windows, see the same.
//   - One press is one command. It is repeated with its key when the line is
//     cut, and does nothing more then.
//   - Nobody is called but by an officer's verb, unless the centre's rules say
//     otherwise; out of turn, only with a reason.
//   - What is refused is said in words, at the place of the press, with the next
//     step. The officer sees errors; the visitor in front of the desk does not.
//   - Everything that an officer does all day is one key, the same every day.
//
// The routes:
//
//	POST /api/v1/centres/{c}/counters/{k}/{verb}  {"counter": …, "ticket": … or null}
//	GET  /api/v1/centres/{c}/queue?counter=       {"waiting": […]} in the order of calling now
//	GET  /counter/{c}                             choosing the counter (a page)
//	GET  /counter/{c}/{k}                         the terminal (a page)
//
// The verbs and their bodies are in verb.go.
package counter

import (
	"context"
	"embed"
	"net/http"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// actor is who the counter's commands come from.
const actor = "officer"

// Centres finds the live picture of a centre.
type Centres interface {
	Centre(queue.CentreID) (*live.Centre, bool)
}

// Commands has commands decided and made durable. When Do returns without an
// error, the centre's live picture shows the effect. Refusals are *queue.Error.
type Commands interface {
	Do(ctx context.Context, centre queue.CentreID, cmd queue.Command) (queue.Outcome, error)
}

// Config is what the face needs; every field is required.
type Config struct {
	Centres  Centres
	Commands Commands
	Assets   *web.Assets // with Page as "counter"
}

//go:embed page
var files embed.FS

// Page holds the face's assets and templates.
var Page = web.Folder(files, "page")

type face struct {
	Config
	choice   *web.Page
	terminal *web.Page
}

// Handler serves the face's routes. It may be used by several goroutines at once.
func Handler(cfg Config) http.Handler {
	f := &face{
		Config:   cfg,
		choice:   web.NewPage(cfg.Assets, Page, "choose.html", "counter."),
		terminal: web.NewPage(cfg.Assets, Page, "counter.html", "counter."),
	}
	mux := &web.Routes{}
	mux.Handle("POST /api/v1/centres/{c}/counters/{k}/{verb}", web.Handle(f.act))
	mux.Handle("GET /api/v1/centres/{c}/queue", web.Handle(f.queue))
	mux.Handle("GET /counter/{c}", web.Handle(f.choose))
	mux.Handle("GET /counter/{c}/{k}", web.Handle(f.work))
	return mux
}

// found is the centre and the counter that the request's path names.
func (f *face) found(r *http.Request) (*live.Centre, live.Counter, error) {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return nil, live.Counter{}, err
	}
	k, ok := c.Counter(queue.CounterID(r.PathValue("k")))
	if !ok {
		return nil, live.Counter{}, web.NotFound(queue.ReasonUnknownCounter, "counter", r.PathValue("k"))
	}
	return c, k, nil
}
