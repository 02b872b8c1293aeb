package kiosk_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moiso/internal/livetest"
	"moiso/internal/web"
	"moiso/kiosk"
)

func assets(t *testing.T) *web.Assets {
	t.Helper()
	return livetest.Assets(t, "kiosk", kiosk.Page)
}

// serve puts the face before the centre.
func serve(t *testing.T, c *livetest.Centre) *httptest.Server {
	t.Helper()
	return house(t, c).Serve(t)
}

func house(t *testing.T, c *livetest.Centre) livetest.House {
	t.Helper()
	all := assets(t)
	return livetest.House{
		Centre: c, Assets: all,
		Face: kiosk.Handler(kiosk.Config{Centres: c, Commands: c, Assets: all, PublicURL: "https://moiso.test"}),
	}
}

// ask makes a request and gives the answer's status and body; header holds
// names and values in turn.
func ask(t *testing.T, server *httptest.Server, method, path, body string, header ...string) (int, string) {
	t.Helper()
	status, text, _ := exchange(t, server, method, path, body, header...)
	return status, text
}

func exchange(t *testing.T, server *httptest.Server, method, path, body string, header ...string) (int, string, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(data), res.Header
}

// client is a Client of the server.
func client(server *httptest.Server) *kiosk.Client {
	return &kiosk.Client{BaseURL: server.URL, HTTP: server.Client()}
}
