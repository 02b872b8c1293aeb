// Package kiosk is the face where a person takes a ticket: at a touch kiosk, at
// the reception desk, later on a phone.
//
// Its rules:
//
//   - People ahead are told before a number is taken, not after.
//   - One touch is one ticket: a request that is repeated with its key, because
//     of a double tap or a cut line, is answered with the ticket of the first.
//   - What cannot be issued now is refused with the reason, and a next step.
//   - Nothing here knows who the visitor is. A ticket's id is unguessable; who
//     has it may follow the ticket, print its slip again and give it up.
//
// The routes, under /api/v1/centres/{c} where nothing else is said:
//
//	POST /tickets                   gives a ticket: 201, 200 for a repeated key
//	GET  /tickets/{id}              the ticket in its present state
//	POST /tickets/{id}/cancel       gives it up
//	GET  /tickets/{id}/slip.pdf     the slip; slip.html for a browser's printer
//	GET  /tickets/{id}/follow.svg   a code that leads a phone to the ticket
//	GET  /preview?service=&class=   {"ahead": n} of a ticket taken now, or the refusal
//	GET  /kiosk/{c}                 the centre's kiosks (a page, at the root)
//	GET  /kiosk/{c}/{k}             one kiosk's screen (a page, at the root)
package kiosk

import (
	"context"
	"embed"
	"net/http"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// actor is who the kiosk's commands come from.
const actor = "kiosk"

// Centres finds the live picture of a centre.
type Centres interface {
	Centre(queue.CentreID) (*live.Centre, bool)
}

// Commands has commands decided and made durable. When Do returns without an
// error, the centre's live picture shows the effect. Refusals are *queue.Error.
type Commands interface {
	Do(ctx context.Context, centre queue.CentreID, cmd queue.Command) (queue.Outcome, error)
}

// Config is what the face needs; every field but PublicURL is required.
type Config struct {
	Centres  Centres
	Commands Commands
	Assets   *web.Assets // with Page as "kiosk"

	// PublicURL is how phones reach the server, without a slash at its end:
	// "https://moiso.quangninh.gov.vn". Empty: slips bear no address to follow
	// the ticket at.
	PublicURL string
}

//go:embed page
var files embed.FS

// Page holds the face's assets and templates.
var Page = web.Folder(files, "page")

type face struct {
	Config
	screen *web.Page
	list   *web.Page
}

// Handler serves the face's routes. It may be used by several goroutines at once.
func Handler(cfg Config) http.Handler {
	f := &face{
		Config: cfg,
		screen: web.NewPage(cfg.Assets, Page, "kiosk.html"),
		list:   web.NewPage(cfg.Assets, Page, "list.html"),
	}
	mux := &web.Routes{}
	const centre = "/api/v1/centres/{c}"
	mux.Handle("POST "+centre+"/tickets", web.Handle(f.issue))
	mux.Handle("GET "+centre+"/tickets/{id}", web.Handle(f.ticket))
	mux.Handle("POST "+centre+"/tickets/{id}/cancel", web.Handle(f.cancel))
	mux.Handle("GET "+centre+"/tickets/{id}/slip.pdf", web.Handle(f.slipPDF))
	mux.Handle("GET "+centre+"/tickets/{id}/slip.html", web.Handle(f.slipHTML))
	mux.Handle("GET "+centre+"/tickets/{id}/follow.svg", web.Handle(f.followSVG))
	mux.Handle("GET "+centre+"/preview", web.Handle(f.preview))
	mux.Handle("GET /kiosk/{c}", web.Handle(f.kiosks))
	mux.Handle("GET /kiosk/{c}/{k}", web.Handle(f.kiosk))
	return mux
}

// found is the centre and the ticket that the request's path names.
func (f *face) found(r *http.Request) (*live.Centre, live.Ticket, error) {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return nil, live.Ticket{}, err
	}
	t, ok := c.Ticket(queue.TicketID(r.PathValue("id")))
	if !ok {
		return nil, live.Ticket{}, web.NotFound(queue.ReasonUnknownTicket, "ticket", r.PathValue("id"))
	}
	return c, t, nil
}
