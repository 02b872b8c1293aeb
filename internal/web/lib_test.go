package web_test

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"moiso/internal/browsertest"
	"moiso/internal/web"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// TestLib runs the tests of testdata/lib in a browser, on a page that is served
// as the faces' pages are: under the policy, from hashed addresses.
func TestLib(t *testing.T) {
	tests := os.DirFS("testdata/lib")
	a, err := web.NewAssets(map[string]fs.FS{"test": tests})
	if err != nil {
		t.Fatal(err)
	}
	page := web.NewPage(a, tests, "tests.html", "state.")
	mux := &web.Routes{}
	mux.Handle("GET /{$}", web.Handle(func(w http.ResponseWriter, r *http.Request) error {
		return page.Render(w, r, map[string]string{"centre": "Hạ Long </script>"})
	}))
	server := httptest.NewServer(web.Front(web.NewMux(mux, a.Handler())))
	defer server.Close()

	tab := browsertest.Open(t, 1280, 800, server.URL+"/?lang=en")
	names := browsertest.Run[[]struct{ Suite, Name string }](tab, "return until(() => self.names);")
	if len(names) < 30 {
		t.Errorf("%d tests, want them all", len(names))
	}
	for _, name := range names {
		t.Run(name.Suite+"/"+name.Name, func(t *testing.T) {
			failure := browsertest.Eval[string](tab, fmt.Sprintf("run(%q, %q)", name.Suite, name.Name))
			if failure != "" {
				t.Error(failure)
			}
		})
	}
}

// TestLibSyntax: a script that esbuild must rewrite for Chrome 63 does not run on
// the televisions that halls have.
func TestLibSyntax(t *testing.T) {
	scripts, err := filepath.Glob("lib/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, script := range scripts {
		source, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		old := api.Transform(string(source), api.TransformOptions{Engines: []api.Engine{{Name: api.EngineChrome, Version: "63"}}})
		now := api.Transform(string(source), api.TransformOptions{Target: api.ESNext})
		for _, message := range append(old.Errors, now.Errors...) {
			t.Errorf("%s: %s", script, message.Text)
		}
		if string(old.Code) != string(now.Code) {
			t.Errorf("%s has syntax that Chrome 63 lacks", script)
		}
	}
}
