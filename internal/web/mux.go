package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Routes is a table of routes, in the patterns of http.ServeMux, with full
// paths. It serves them by itself and can be joined with others.
type Routes struct {
	mux   http.ServeMux
	table []route
}

type route struct {
	pattern string
	handler http.Handler
}

// Handle adds a route; a pattern that conflicts with another panics, as with
// http.ServeMux.
func (rs *Routes) Handle(pattern string, h http.Handler) {
	rs.mux.Handle(pattern, h)
	rs.table = append(rs.table, route{pattern, h})
}

func (rs *Routes) ServeHTTP(w http.ResponseWriter, r *http.Request) { rs.mux.ServeHTTP(w, r) }

func (rs *Routes) routes() []route { return rs.table }

// Mux joins tables of routes into one. What no route serves is a problem:
// not_found, or method_not_allowed with the methods that the path knows.
type Mux struct{ Routes }

// NewMux joins the handlers, which must be *Routes or *Mux: those of the faces
// are. It panics for one that is not.
func NewMux(handlers ...http.Handler) *Mux {
	m := &Mux{}
	for _, h := range handlers {
		part, ok := h.(interface{ routes() []route })
		if !ok {
			panic(fmt.Sprintf("web: a %T cannot tell its routes", h))
		}
		for _, r := range part.routes() {
			m.Handle(r.pattern, r.handler)
		}
	}
	m.mux.Handle("/", Handle(m.refuse))
	return m
}

// refuse answers what has no route.
func (m *Mux) refuse(w http.ResponseWriter, r *http.Request) error {
	if allowed := m.allowed(r); len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		return Refuse(KindMethodNotAllowed, "")
	}
	return NotFound(ReasonUnknownPath)
}

// methods are those that a route may be registered for.
var methods = []string{
	http.MethodDelete, http.MethodGet, http.MethodHead, http.MethodPatch, http.MethodPost, http.MethodPut,
}

// allowed lists the methods for which the path has a route.
func (m *Mux) allowed(r *http.Request) []string {
	probe := *r
	return slices.DeleteFunc(slices.Clone(methods), func(method string) bool {
		probe.Method = method
		_, pattern := m.mux.Handler(&probe)
		return pattern == "/"
	})
}

// Front is the handler that stands before the mux: every answer has the
// security headers, requests that change something must not come from another
// site's page, and at debug level each request is logged.
func Front(m *Mux) http.Handler {
	sameSite := http.NewCrossOriginProtection()
	sameSite.SetDenyHandler(Handle(func(_ http.ResponseWriter, r *http.Request) error {
		return Refuse(KindForbidden, ReasonCrossOrigin, "origin", cmp.Or(r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")))
	}))
	return trace(secure(sameSite.Handler(m)))
}
