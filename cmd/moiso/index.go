package main

import (
	"net/http"

	"moiso/internal/web"
)

// index lists every page of every centre, for whoever sets up the browsers.
func (s *server) index() http.Handler {
	page := web.NewPage(s.assets, pages, "page/index.html")
	return web.Handle(func(w http.ResponseWriter, r *http.Request) error {
		var centres []indexCentre
		lang := web.PageLang(r)
		for _, c := range s.centres.Centres() {
			def, _ := c.Definition()
			if def == nil {
				continue
			}
			entry := indexCentre{ID: string(def.ID), Name: def.Name.In(lang)}
			for _, k := range def.Kiosks {
				entry.Kiosks = append(entry.Kiosks, indexPlace{string(k.ID), k.Name.In(lang)})
			}
			for _, h := range def.Halls {
				entry.Halls = append(entry.Halls, indexPlace{string(h.ID), h.Name.In(lang)})
			}
			centres = append(centres, entry)
		}
		return page.Render(w, r, centres)
	})
}

type indexCentre struct {
	ID, Name string
	Kiosks   []indexPlace
	Halls    []indexPlace
}

type indexPlace struct{ ID, Name string }
