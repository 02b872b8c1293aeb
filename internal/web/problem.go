package web

import (
	"bytes"
	"encoding/json"
	"html/template"
	"maps"
	"net/http"
	"strings"

	"moiso/internal/locale"
	"moiso/internal/queue"
)

// Problem is the body of every refusal: RFC 9457, media type
// application/problem+json.
type Problem struct {
	Type   string            `json:"type"`  // "/problems/" and the kind; names it, need not be fetched
	Title  string            `json:"title"` // the kind in words, in the request's language
	Status int               `json:"status"`
	Kind   queue.Kind        `json:"kind"`
	Reason queue.Reason      `json:"reason,omitempty"`
	Detail string            `json:"detail"`          // what to show the person, in the request's language
	Field  string            `json:"field,omitempty"` // the field of the body, or the header, that is wrong
	Vars   map[string]string `json:"vars,omitempty"`
}

// problemOf words a refusal in the language.
func problemOf(e *queue.Error, lang string) Problem {
	title := locale.Get(lang, "error."+string(e.Kind), nil)
	return Problem{
		Type:   "/problems/" + string(e.Kind),
		Title:  title,
		Status: statuses[e.Kind],
		Kind:   e.Kind,
		Reason: e.Reason,
		Detail: detail(e, lang, title),
		Field:  e.Field,
		Vars:   e.Vars,
	}
}

// detail is the wording of the reason, or fallback where it has none.
func detail(e *queue.Error, lang, fallback string) string {
	if e.Reason == "" {
		return fallback
	}
	vars := e.Vars
	if state, ok := vars["state"]; ok {
		vars = make(map[string]string, len(e.Vars))
		maps.Copy(vars, e.Vars)
		vars["state"] = locale.Get(lang, "state."+state, nil)
	}
	for _, section := range []string{"reason.", "web."} {
		key := section + string(e.Reason)
		// Get answers an unknown key with the key itself.
		if text := locale.Get(lang, key, vars); text != key {
			return text
		}
	}
	return fallback
}

// write answers with the problem: to a person who followed a link as a page, to
// a program as JSON.
func (p Problem) write(w http.ResponseWriter, r *http.Request, lang string) {
	body, err := json.Marshal(p)
	if err != nil {
		// Strings and an int: they always marshal.
		panic(err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", lang)
	h.Set("Cache-Control", "no-store")
	h.Del("Etag")
	if wantsPage(r) {
		h.Set("Content-Type", "text/html; charset=utf-8")
		body = p.page(lang)
	}
	if p.Kind == KindBusy {
		h.Set("Retry-After", "1")
	}
	w.WriteHeader(p.Status)
	// A client that is gone needs no answer.
	_, _ = w.Write(append(body, '\n'))
}

// wantsPage tells a person's browser from a program.
func wantsPage(r *http.Request) bool {
	return !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// signpost is what a person sees in place of a page. It stands without
// stylesheet: it is also shown when nothing else works.
var signpost = template.Must(template.New("signpost").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{.Detail}}</title>
<h1>{{.Detail}}</h1>
<p><a href="/">{{.Home}}</a></p>
</html>`))

func (p Problem) page(lang string) []byte {
	var page bytes.Buffer
	err := signpost.Execute(&page, struct{ Lang, Detail, Home string }{lang, p.Detail, locale.Get(lang, "web.home", nil)})
	if err != nil {
		// Three strings in a template that has parsed, into memory.
		panic(err)
	}
	return page.Bytes()
}
