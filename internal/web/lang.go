package web

import (
	"net/http"
	"slices"

	"moiso/internal/locale"
)

// Lang is the language of who asks, a program or a visitor's own phone: ?lang=,
// else the cookie "lang", else Accept-Language, else Vietnamese. What is no
// language of ours is passed over.
func Lang(r *http.Request) string {
	if lang := chosen(r); lang != "" {
		return lang
	}
	return locale.Match(r.Header.Get("Accept-Language"))
}

// PageLang is the language of a page that stands in the centre: ?lang=, else the
// cookie "lang", else Vietnamese. What the browser of a kiosk or an office PC
// was installed in says nothing about who stands before it.
func PageLang(r *http.Request) string {
	if lang := chosen(r); lang != "" {
		return lang
	}
	return locale.Match("")
}

// chosen is the language that somebody has chosen here; empty for none.
func chosen(r *http.Request) string {
	known := locale.Languages()
	if lang := r.URL.Query().Get("lang"); slices.Contains(known, lang) {
		return lang
	}
	if c, err := r.Cookie("lang"); err == nil && slices.Contains(known, c.Value) {
		return c.Value
	}
	return ""
}
