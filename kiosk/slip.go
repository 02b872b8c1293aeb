package kiosk

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"time"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/slip"
	"moiso/internal/web"
)

// slipPDF is the slip for a printer that takes documents.
func (f *face) slipPDF(w http.ResponseWriter, r *http.Request) error {
	s, err := f.slip(r)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := s.PDF(&body); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", s.Number+".pdf"))
	return send(w, "application/pdf", body.Bytes())
}

// slipHTML is the slip as a page that a browser prints.
func (f *face) slipHTML(w http.ResponseWriter, r *http.Request) error {
	s, err := f.slip(r)
	if err != nil {
		return err
	}
	if s.StyleURL, err = f.Assets.URL("lib/slip.css"); err != nil {
		return err
	}
	var body bytes.Buffer
	if err := s.HTML(&body); err != nil {
		return err
	}
	return send(w, "text/html; charset=utf-8", body.Bytes())
}

// send answers with a document that is right for now only: people ahead change.
func send(w http.ResponseWriter, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-store")
	// A client that is gone needs no answer.
	_, _ = w.Write(body)
	return nil
}

// slip is what the paper of the request's ticket says, in the request's language.
func (f *face) slip(r *http.Request) (slip.Slip, error) {
	c, t, err := f.found(r)
	if err != nil {
		return slip.Slip{}, err
	}
	issued, err := time.Parse(time.RFC3339, t.IssuedAt)
	if err != nil {
		return slip.Slip{}, fmt.Errorf("ticket %s: %w", t.ID, err)
	}
	lang := web.Lang(r)
	def, _ := c.Definition()
	s := slip.Slip{
		Lang:        lang,
		Centre:      def.Name.In(lang),
		Number:      t.Number,
		Ahead:       t.Ahead,
		IssuedAt:    issued.In(c.Location()),
		MissCalls:   def.Rules.MissCalls,
		MissSeconds: def.Rules.MissSeconds,
		Notice:      def.Notice.In(lang),
	}
	if i := slices.IndexFunc(def.Services, func(s queue.Service) bool { return s.ID == t.Service }); i >= 0 {
		s.Service = def.Services[i].Name.In(lang)
	}
	// The first class is the ordinary one, of which nothing is said.
	if i := slices.IndexFunc(def.Classes, func(c queue.Class) bool { return c.ID == t.Class }); i > 0 {
		s.Class = def.Classes[i].Name.In(lang)
	}
	s.Hall, s.Counters = place(def, t, lang)
	s.FollowURL = f.follow(c, t)
	return s, nil
}

// follow is where a phone follows the ticket; empty without a public address.
func (f *face) follow(c *live.Centre, t live.Ticket) string {
	if f.PublicURL == "" {
		return ""
	}
	return fmt.Sprintf("%s/t/%s/%s", f.PublicURL, c.ID(), t.ID)
}

// followSVG is the address to follow the ticket at, as a code to read from the screen.
func (f *face) followSVG(w http.ResponseWriter, r *http.Request) error {
	c, t, err := f.found(r)
	if err != nil {
		return err
	}
	url := f.follow(c, t)
	if url == "" {
		return web.NotFound(web.ReasonUnknownPath)
	}
	code, err := slip.QR(url)
	if err != nil {
		return err
	}
	return send(w, "image/svg+xml", code)
}

// place is where a ticket waits, and the labels of the counters that take it.
// Counters in several halls leave the hall open.
func place(def *queue.Centre, t live.Ticket, lang string) (hall string, counters []string) {
	var halls []queue.HallID
	for _, k := range def.Counters {
		if !slices.Contains(k.Services, t.Service) {
			continue
		}
		counters = append(counters, k.Short(lang))
		if !slices.Contains(halls, k.Hall) {
			halls = append(halls, k.Hall)
		}
	}
	if len(halls) != 1 {
		return "", counters
	}
	i := slices.IndexFunc(def.Halls, func(h queue.Hall) bool { return h.ID == halls[0] })
	if i < 0 {
		return "", counters
	}
	return def.Halls[i].Name.In(lang), counters
}
