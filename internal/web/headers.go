package web

import (
	"maps"
	"net/http"
	"path"
	"regexp"
	"strings"
)

// policy is the content security policy: everything from this server, no inline
// script or style. The kiosk prints the slip from a frame of its own page.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; media-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; " +
	"frame-ancestors 'self'; connect-src 'self'"

var hostForm = regexp.MustCompile(`^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)

// policyFor adds the websockets of the request's host: to an older browser
// 'self' is the page's own scheme only. Both schemes are named because a proxy
// in front may speak TLS for us.
func policyFor(host string) string {
	if !hostForm.MatchString(host) {
		return policy
	}
	return policy + " ws://" + host + " wss://" + host
}

// The headers that every answer has: a page's, a document's, and those of data,
// which runs nothing. The values are shared, since nobody changes them.
var (
	pageHeaders = map[string][]string{
		"X-Content-Type-Options":       {"nosniff"},
		"Referrer-Policy":              {"no-referrer"},
		"Permissions-Policy":           {"camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
	}
	dataHeaders = map[string][]string{
		"X-Content-Type-Options":       {"nosniff"},
		"Content-Security-Policy":      {"default-src 'none'; frame-ancestors 'none'"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
		"Cache-Control":                {"no-store"},
	}
)

// secure sets the headers that every answer has.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		api := strings.HasPrefix(r.URL.Path, "/api/")
		if api && path.Ext(r.URL.Path) == "" {
			maps.Copy(h, dataHeaders)
			next.ServeHTTP(w, r)
			return
		}
		maps.Copy(h, pageHeaders)
		h.Set("Content-Security-Policy", policyFor(r.Host))
		if api {
			h["Cache-Control"] = dataHeaders["Cache-Control"]
		}
		next.ServeHTTP(w, r)
	})
}
