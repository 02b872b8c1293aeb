package web

import (
	_ "embed"
	"net/http"
)

//go:embed openapi.json
var openAPI []byte

// OpenAPI serves the description of every route under /api/v1, for the people
// and programs that use them:
//
//	GET /api/v1/openapi.json  OpenAPI 3.1
func OpenAPI() http.Handler {
	mux := &Routes{}
	mux.Handle("GET /api/v1/openapi.json", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-cache")
		// A client that is gone needs no answer.
		_, _ = w.Write(openAPI)
	}))
	return mux
}
