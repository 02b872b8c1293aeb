package display

import (
	"net/http"

	"moiso/internal/locale"
)

// missing answers 404 with a page in words: who gets it holds a phone, or looks
// at a screen on the wall. key names the texts "{key}" and "{key}_advice".
func (f *face) missing(w http.ResponseWriter, lang, key string) error {
	w.Header().Set("X-Robots-Tag", "noindex")
	return f.missingPage.RenderIn(w, http.StatusNotFound, lang, struct{ Title, Advice string }{
		Title:  locale.Get(lang, key, nil),
		Advice: locale.Get(lang, key+"_advice", nil),
	})
}
