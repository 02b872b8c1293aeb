package kiosk

import (
	"net/http"
	"slices"
	"time"

	"moiso/internal/locale"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// section is the face's part of the catalogues.
const section = "kiosk."

// screen is what the kiosk's page starts with.
type screen struct {
	Title  string                       `json:"-"`
	Centre queue.CentreID               `json:"centre"`
	Kiosk  queue.KioskID                `json:"kiosk"`
	Texts  map[string]map[string]string `json:"texts"`  // by language: switching needs no server
	Paper  bool                         `json:"paper"`  // slips go to the browser's printer
	Follow bool                         `json:"follow"` // phones can follow a ticket
	Now    string                       `json:"now"`    // RFC 3339: the page tells time by the server's clock
}

// kiosk is one kiosk's screen. ?print=off keeps it from printing, ?lang= is the
// language that each visit begins with.
func (f *face) kiosk(w http.ResponseWriter, r *http.Request) error {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return err
	}
	id := queue.KioskID(r.PathValue("k"))
	def, _ := c.Definition()
	i := slices.IndexFunc(def.Kiosks, func(k queue.Kiosk) bool { return k.ID == id })
	if i < 0 {
		return web.NotFound(queue.ReasonUnknownKiosk, "kiosk", string(id))
	}
	s := screen{
		Title:  def.Kiosks[i].Name.In(web.PageLang(r)),
		Centre: c.ID(),
		Kiosk:  id,
		Texts:  map[string]map[string]string{},
		Follow: f.PublicURL != "",
		Now:    time.Now().In(c.Location()).Format(time.RFC3339Nano),
		Paper:  r.URL.Query().Get("print") != "off",
	}
	for _, lang := range locale.Languages() {
		s.Texts[lang] = locale.Section(lang, section)
	}
	return f.screen.Render(w, r, s)
}

// kiosks leads to the centre's kiosk, or lists them when it has several.
func (f *face) kiosks(w http.ResponseWriter, r *http.Request) error {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return err
	}
	def, _ := c.Definition()
	base := "/kiosk/" + string(c.ID()) + "/"
	if len(def.Kiosks) == 1 {
		http.Redirect(w, r, base+string(def.Kiosks[0].ID), http.StatusFound)
		return nil
	}
	type entry struct{ Name, Path string }
	lang := web.PageLang(r)
	list := struct {
		Centre string
		Kiosks []entry
	}{Centre: def.Name.In(lang)}
	for _, k := range def.Kiosks {
		list.Kiosks = append(list.Kiosks, entry{Name: k.Name.In(lang), Path: base + string(k.ID)})
	}
	return f.list.Render(w, r, list)
}
