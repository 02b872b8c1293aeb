package display

import (
	"net/http"

	"moiso/internal/queue"
	"moiso/internal/web"
)

// choose lists the centre's halls, or leads to its only one.
func (f *face) choose(w http.ResponseWriter, r *http.Request) error {
	c, ok := f.Centres.Centre(queue.CentreID(r.PathValue("c")))
	if !ok {
		return f.missing(w, web.PageLang(r), "display.unknown")
	}
	def, _ := c.Definition()
	base := "/display/" + string(c.ID()) + "/"
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + r.URL.RawQuery
	}
	if len(def.Halls) == 1 {
		http.Redirect(w, r, base+string(def.Halls[0].ID)+query, http.StatusFound)
		return nil
	}
	type entry struct{ Name, Path string }
	lang := web.PageLang(r)
	list := struct {
		Centre string
		Halls  []entry
	}{Centre: def.Name.In(lang)}
	for _, h := range def.Halls {
		list.Halls = append(list.Halls, entry{h.Name.In(lang), base + string(h.ID) + query})
	}
	return f.choosePage.Render(w, r, list)
}
