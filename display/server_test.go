package display_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"moiso/display"
	"moiso/internal/livetest"
	"moiso/internal/web"
)

func assets(t *testing.T) *web.Assets {
	t.Helper()
	return livetest.Assets(t, "display", display.Page)
}

// serve puts the face and the feed before the centre. receipt may be nil.
func serve(t *testing.T, c *livetest.Centre, receipt web.Receipt) *httptest.Server {
	t.Helper()
	all := assets(t)
	return livetest.House{
		Centre: c, Assets: all, Receipt: receipt,
		Face: display.Handler(display.Config{Centres: c, Assets: all}),
	}.Serve(t)
}

// get makes a request and gives the answer and its body; redirects are not
// followed. header holds names and values in turn.
func get(t *testing.T, server *httptest.Server, path string, header ...string) (*http.Response, string) {
	t.Helper()
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}
