package display_test

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

// open opens a page on a television's screen.
func open(t *testing.T, address string) *browsertest.Tab {
	t.Helper()
	return browsertest.Open(t, 1920, 1080, address)
}

// modules opens a tab in which what the page's modules export are names: "Stage"
// of "stage.js".
func modules(t *testing.T, names map[string]string) *browsertest.Tab {
	t.Helper()
	server := serve(t, livetest.Open(t), nil)
	// Any page without scripts will do: the modules are of its origin.
	tab := open(t, server.URL+"/display/nowhere")
	for name, file := range names {
		browsertest.Run[bool](tab, fmt.Sprintf("self.%s = (await import(%q)).%s; return true;", name, address(t, server, file), name))
	}
	return tab
}

// address is that of one of the page's files.
func address(t *testing.T, server *httptest.Server, file string) string {
	t.Helper()
	url, err := assets(t).URL("display/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return server.URL + url
}
