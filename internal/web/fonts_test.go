package web_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"testing"
	"testing/fstest"

	"moiso/internal/browsertest"
	"moiso/internal/locale"
	"moiso/internal/web"
)

// A font that does not come is said on the page, and nothing is said of one that does.
func TestAMissingFontIsSaid(t *testing.T) {
	face := fstest.MapFS{"page.html": {Data: []byte(`<!doctype html><title>Ế</title>
<link rel="stylesheet" href="{{asset "lib/fonts/fonts.css"}}">
<link rel="stylesheet" href="{{asset "lib/tokens.css"}}">
<link rel="stylesheet" href="{{asset "lib/base.css"}}">
<script type="application/json" id="boot">{{.Boot}}</script>
<script type="module" src="{{asset "lib/fonts.js"}}"></script>
<h1>Ế</h1>`)}}
	const latin, vietnamese = "noto-sans-latin-wght-normal.woff2", "noto-sans-vietnamese-wght-normal.woff2"
	for name, c := range map[string]struct {
		gone string
		here bool
	}{
		"all here":      {"", true},
		"no Vietnamese": {vietnamese, false},
		"no Latin":      {latin, false},
		"no style":      {"fonts.css", false},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := web.NewAssets(map[string]fs.FS{"face": face})
			if err != nil {
				t.Fatal(err)
			}
			page := web.NewPage(a, face, "page.html")
			mux := http.NewServeMux()
			mux.Handle("GET /{$}", web.Handle(func(w http.ResponseWriter, r *http.Request) error { return page.Render(w, r, nil) }))
			mux.HandleFunc("GET /assets/", func(w http.ResponseWriter, r *http.Request) {
				if path.Base(r.URL.Path) == c.gone {
					http.NotFound(w, r)
					return
				}
				a.Handler().ServeHTTP(w, r)
			})
			server := httptest.NewServer(mux)
			defer server.Close()
			tab := browsertest.Open(t, 800, 600, server.URL)
			module, err := a.URL("lib/fonts.js")
			if err != nil {
				t.Fatal(err)
			}
			got := browsertest.Run[struct {
				Here bool
				Said string
			}](tab, `
				const { loaded } = await import("`+module+`");
				const here = await loaded();
				await new Promise((next) => setTimeout(next)); // what the page says comes of the same promise
				const notice = document.querySelector("[role=status]");
				return {here, said: notice ? notice.textContent : ""};`)
			want := ""
			if !c.here {
				want = locale.Get("vi", "web.font_missing", nil)
			}
			if got.Here != c.here || got.Said != want {
				t.Errorf("here %t, the page says %q, want %t and %q", got.Here, got.Said, c.here, want)
			}
		})
	}
}
