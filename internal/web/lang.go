package web

import (
	"net/http"
	"slices"

	"moiso/internal/locale"
)

// Lang is the language of the answer: ?lang=, else the cookie "lang", else
// Accept-Language, else Vietnamese. What is no language of ours is passed over.
func Lang(r *http.Request) string {
	known := locale.Languages()
	if lang := r.URL.Query().Get("lang"); slices.Contains(known, lang) {
		return lang
	}
	if c, err := r.Cookie("lang"); err == nil && slices.Contains(known, c.Value) {
		return c.Value
	}
	return locale.Match(r.Header.Get("Accept-Language"))
}
