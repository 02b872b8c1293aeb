package web

import (
	"net/http"
	"strconv"

	"moiso/internal/live"
	"moiso/internal/queue"
)

// Centres finds what every face needs first. *live.Centres is one.
type Centres interface {
	Centre(id queue.CentreID) (*live.Centre, bool)
	Centres() []*live.Centre
}

var _ Centres = (*live.Centres)(nil)

// Catalogue serves what centres there are and what each one is made of:
//
//	GET /api/v1/centres                 {"centres":[{"id","name","day","open"}]}
//	GET /api/v1/centres/{c}             names in the request's language
//	GET /api/v1/centres/{c}/definition  {"version","centre"}: the whole, in all languages
//
// The definition carries an ETag, so that asking again costs nothing.
func Catalogue(centres Centres) http.Handler {
	mux := &Routes{}
	mux.Handle("GET /api/v1/centres", Handle(func(w http.ResponseWriter, r *http.Request) error {
		return JSON(w, http.StatusOK, listOf(centres.Centres(), Lang(r)))
	}))
	mux.Handle("GET /api/v1/centres/{c}", Handle(func(w http.ResponseWriter, r *http.Request) error {
		centre, err := CentreOf(centres, r)
		if err != nil {
			return err
		}
		definition, version := centre.Definition()
		return JSON(w, http.StatusOK, summaryOf(definition, version, Lang(r)))
	}))
	mux.Handle("GET /api/v1/centres/{c}/definition", Handle(func(w http.ResponseWriter, r *http.Request) error {
		centre, err := CentreOf(centres, r)
		if err != nil {
			return err
		}
		definition, version := centre.Definition()
		tag := strconv.Quote("v" + strconv.Itoa(version))
		// no-cache, unlike no-store, lets the browser keep it and ask by the tag.
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Etag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
		return JSON(w, http.StatusOK, struct {
			Version int           `json:"version"`
			Centre  *queue.Centre `json:"centre"`
		}{version, definition})
	}))
	return mux
}

// CentreOf is the centre that the path names as {c}, or the refusal.
func CentreOf(centres interface {
	Centre(id queue.CentreID) (*live.Centre, bool)
}, r *http.Request) (*live.Centre, error) {
	id := r.PathValue("c")
	centre, ok := centres.Centre(queue.CentreID(id))
	if !ok {
		return nil, NotFound(queue.ReasonUnknownCentre, "centre", readable(id))
	}
	return centre, nil
}
