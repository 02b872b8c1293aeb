package display

import (
	"net/http"
	"slices"
	"time"

	"moiso/internal/queue"
	"moiso/internal/web"
)

// themes are the looks that ?theme= may ask for; the first needs no asking.
var themes = []string{"light", "dark", "contrast"}

// hallScreen is what a hall's display starts with.
type hallScreen struct {
	Theme      string `json:"-"`
	HallName   string `json:"-"`
	CentreName string `json:"-"`

	Centre queue.CentreID `json:"centre"`
	Hall   queue.HallID   `json:"hall"`
	Zone   string         `json:"zone"`  // IANA
	Now    string         `json:"now"`   // RFC 3339: a television's own clock is not to be trusted
	Chime  bool           `json:"chime"` // sound before a call
}

// hall is the display of one hall. It speaks Vietnamese unless its address asks
// for another language: what the television is set to says nothing about who
// stands before it.
func (f *face) hall(w http.ResponseWriter, r *http.Request) error {
	r = r.Clone(r.Context())
	r.Header.Del("Cookie")
	c, ok := f.Centres.Centre(queue.CentreID(r.PathValue("c")))
	if !ok {
		return f.missing(w, web.PageLang(r), "display.unknown")
	}
	id := queue.HallID(r.PathValue("h"))
	def, _ := c.Definition()
	i := slices.IndexFunc(def.Halls, func(h queue.Hall) bool { return h.ID == id })
	if i < 0 {
		return f.missing(w, web.PageLang(r), "display.unknown")
	}
	query := r.URL.Query()
	theme := query.Get("theme")
	if !slices.Contains(themes, theme) {
		theme = themes[0]
	}
	lang := web.PageLang(r)
	zone := c.Location()
	return f.hallPage.Render(w, r, hallScreen{
		Theme:      theme,
		HallName:   def.Halls[i].Name.In(lang),
		CentreName: def.Name.In(lang),
		Centre:     c.ID(),
		Hall:       id,
		Zone:       zone.String(),
		Now:        time.Now().In(zone).Format(time.RFC3339Nano),
		Chime:      query.Get("chime") != "off",
	})
}
