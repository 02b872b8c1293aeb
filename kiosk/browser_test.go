package kiosk_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"testing"

	"moiso/internal/browsertest"
	"moiso/internal/livetest"
)

// The page's modules run where they belong: in a browser.

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// modules opens a tab in which the functions of the page's modules are names:
// "find" of "search.js".
func modules(t *testing.T, names map[string]string) *browsertest.Tab {
	t.Helper()
	server := serve(t, livetest.Open(t))
	// Any page of the server will do: the modules are of its origin.
	tab := browsertest.Open(t, 1080, 1920, server.URL+"/none")
	for name, file := range names {
		browsertest.Run[bool](tab, fmt.Sprintf("self.%s = (await import(%q)).%s; return true;", name, asset(t, server, file), name))
	}
	return tab
}

// asset is the address of one of the page's files.
func asset(t *testing.T, server *httptest.Server, file string) string {
	t.Helper()
	url, err := assets(t).URL("kiosk/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return server.URL + url
}
