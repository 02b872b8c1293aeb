package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Router is an http.ServeMux, a *Mux, or what else can tell whether it has a
// route for a request: Handler gives the route's pattern, empty for none.
type Router interface {
	http.Handler
	Handler(r *http.Request) (http.Handler, string)
}

// Mux joins routers. Each has full paths; the first that has a route for a
// request serves it. What no router serves is a problem: not_found, or
// method_not_allowed with the methods that the path knows.
type Mux struct{ routers []Router }

// NewMux joins the handlers, which must be routers: the faces' handlers are. It
// panics for one that is not.
func NewMux(handlers ...http.Handler) *Mux {
	m := &Mux{}
	for _, h := range handlers {
		router, ok := h.(Router)
		if !ok {
			panic(fmt.Sprintf("web: a %T cannot tell its routes", h))
		}
		m.routers = append(m.routers, router)
	}
	return m
}

// Handler is the router that serves the request, with the pattern of the route.
func (m *Mux) Handler(r *http.Request) (http.Handler, string) {
	for _, router := range m.routers {
		if _, pattern := router.Handler(r); pattern != "" {
			return router, pattern
		}
	}
	return Handle(m.refuse), ""
}

func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h, _ := m.Handler(r)
	h.ServeHTTP(w, r)
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
		return !slices.ContainsFunc(m.routers, func(router Router) bool {
			_, pattern := router.Handler(&probe)
			return pattern != ""
		})
	})
}

var _ Router = (*Mux)(nil)

// Front is the handler that stands before the mux: every answer has the
// security headers, requests that change something must not come from another
// site's page, and each request has an id for the log.
func Front(m *Mux) http.Handler {
	sameSite := http.NewCrossOriginProtection()
	sameSite.SetDenyHandler(Handle(func(_ http.ResponseWriter, r *http.Request) error {
		return Refuse(KindForbidden, ReasonCrossOrigin, "origin", cmp.Or(r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")))
	}))
	return identify(secure(sameSite.Handler(m)))
}
