package web

import (
	"encoding/json"
	"maps"
	"net/http"

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

func (p Problem) write(w http.ResponseWriter) {
	body, err := json.Marshal(p)
	if err != nil {
		// Strings and an int: they always marshal.
		panic(err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Del("Etag")
	if p.Kind == KindBusy {
		h.Set("Retry-After", "1")
	}
	w.WriteHeader(p.Status)
	// A client that is gone needs no answer.
	_, _ = w.Write(append(body, '\n'))
}
