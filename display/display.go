// Package display is the face that tells the public: the display of a hall, and
// the page on which a phone follows its ticket.
//
// Its rules:
//
//   - Numbers and counters only: nothing that names a visitor is asked for, so
//     nothing can be shown.
//   - What is announced was committed; what a display finds when it comes up is
//     shown silently. A call that arrives late is announced while it still helps,
//     and otherwise only listed.
//   - A call stays as long as it takes to read, whatever comes after it.
//   - A display whose line is lost says so, with the age of what it shows, and
//     keeps showing it.
//   - A phone learns about its own ticket and nothing about others. Who has the
//     ticket's id, which cannot be guessed, may follow it and give it up.
//
// The routes:
//
//	GET /display/{c}       the centre's halls; leads on when there is only one
//	GET /display/{c}/{h}   the display of a hall; ?theme=light|dark|contrast,
//	                       ?chime=off, ?lang=
//	GET /t/{c}/{ticket}    a ticket on a phone; ?lang=
//
// The pages listen to the feed, topics hall/{h} and ticket/{ticket}. Scripts of
// the hall's display run on Chrome 63, which television sets still have.
package display

import (
	"embed"
	"net/http"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// Centres finds the live picture of a centre.
type Centres interface {
	Centre(queue.CentreID) (*live.Centre, bool)
}

// Config is what the face needs; every field is required.
type Config struct {
	Centres Centres
	Assets  *web.Assets // with Page as "display"
}

//go:embed page
var files embed.FS

// Page holds the face's assets and templates.
var Page = web.Folder(files, "page")

type face struct {
	Config
	hallPage    *web.Page
	choosePage  *web.Page
	followPage  *web.Page
	missingPage *web.Page
}

// Handler serves the face's routes. It may be used by several goroutines at once.
func Handler(cfg Config) http.Handler {
	f := &face{
		Config:      cfg,
		hallPage:    web.NewPage(cfg.Assets, Page, "hall.html", "display."),
		choosePage:  web.NewPage(cfg.Assets, Page, "choose.html"),
		followPage:  web.NewPage(cfg.Assets, Page, "follow.html", "follow."),
		missingPage: web.NewPage(cfg.Assets, Page, "missing.html"),
	}
	mux := &web.Routes{}
	mux.Handle("GET /display/{c}", web.Handle(f.choose))
	mux.Handle("GET /display/{c}/{h}", web.Handle(f.hall))
	mux.Handle("GET /t/{c}/{ticket}", web.Handle(f.follow))
	return mux
}
