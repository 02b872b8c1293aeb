package web_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"moiso/internal/locale"
	"moiso/internal/web"
)

func assets(t *testing.T, face fs.FS) *web.Assets {
	t.Helper()
	a, err := web.NewAssets(map[string]fs.FS{"face": face})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func get(handler http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

func TestAssets(t *testing.T) {
	face := fstest.MapFS{
		"page.js":   {Data: []byte("export {};")},
		"page.css":  {Data: []byte("body {}")},
		"icon.svg":  {Data: []byte("<svg/>")},
		"page.html": {Data: []byte("{{.Data}}")},
	}
	a := assets(t, face)
	mux := web.NewMux(a.Handler())
	for name, kind := range map[string]string{
		"face/page.js":        "text/javascript; charset=utf-8",
		"face/page.css":       "text/css; charset=utf-8",
		"face/icon.svg":       "image/svg+xml",
		"lib/feed.js":         "text/javascript; charset=utf-8",
		"lib/fonts/fonts.css": "text/css; charset=utf-8",
		"lib/fonts/noto-sans-vietnamese-wght-normal.woff2": "font/woff2",
	} {
		url, err := a.URL(name)
		if err != nil {
			t.Error(err)
			continue
		}
		w := get(mux, url)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != kind ||
			!strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() == 0 {
			t.Errorf("%s: %d %v", url, w.Code, w.Header())
		}
	}
	url, err := a.URL("face/page.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		strings.Replace(url, "/assets/", "/assets/0", 1), // another build
		strings.Replace(url, "page.js", "page.html", 1),
		strings.Replace(url, "face/page.js", "", 1),
		strings.Replace(url, "page.js", "none.js", 1),
	} {
		if w := get(mux, path); w.Code != http.StatusNotFound || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %q, want a 404 that is not kept", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
	if _, err := a.URL("face/none.js"); err == nil {
		t.Error("the address of an asset that does not exist")
	}
}

func TestAssetsHash(t *testing.T) {
	url := func(face fs.FS) string {
		url, err := assets(t, face).URL("lib/feed.js")
		if err != nil {
			t.Fatal(err)
		}
		return url
	}
	one := url(fstest.MapFS{"a.js": {Data: []byte("1")}, "b.js": {Data: []byte("2")}})
	if again := url(fstest.MapFS{"b.js": {Data: []byte("2")}, "a.js": {Data: []byte("1")}}); again != one {
		t.Errorf("the same tree: %s, then %s", one, again)
	}
	for name, face := range map[string]fstest.MapFS{
		"content": {"a.js": {Data: []byte("1")}, "b.js": {Data: []byte("3")}},
		"names":   {"a.js": {Data: []byte("2")}, "b.js": {Data: []byte("1")}},
		"fewer":   {"a.js": {Data: []byte("12")}},
	} {
		if other := url(face); other == one {
			t.Errorf("%s: another tree has the same address", name)
		}
	}
}

func TestAssetsUnknownType(t *testing.T) {
	_, err := web.NewAssets(map[string]fs.FS{"face": fstest.MapFS{"tool.exe": {Data: []byte("MZ")}}})
	if err == nil || !strings.Contains(err.Error(), "tool.exe") {
		t.Errorf("%v, want an error that names the file", err)
	}
}

var bootForm = regexp.MustCompile(`(?s)<script type="application/json" id="boot">(.*?)</script>`)

func TestPage(t *testing.T) {
	face := os.DirFS("testdata/page")
	page := web.NewPage(assets(t, face), face, "page.html", "state.")
	type data struct{ Centre string }
	hostile := `</script><script>alert(1)</script> “Hộ tịch” & \ '`
	handler := web.Handle(func(w http.ResponseWriter, r *http.Request) error {
		return page.Render(w, r, data{hostile})
	})
	for _, lang := range locale.Languages() {
		w := get(handler, "/?lang="+lang)
		body := w.Body.String()
		if w.Code != http.StatusOK || w.Header().Get("Content-Language") != lang || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Fatalf("%s: %d %v", lang, w.Code, w.Header())
		}
		for _, want := range []string{
			`<html lang="` + lang + `">`,
			`<title>` + locale.Get(lang, "error.busy", nil) + `</title>`,
			`<script type="module" src="/assets/`,
		} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page lacks %s\n%s", lang, want, body)
			}
		}
		if strings.Contains(body, "alert(1)</script>") {
			t.Errorf("%s: data became markup\n%s", lang, body)
		}
		found := bootForm.FindStringSubmatch(body)
		if found == nil {
			t.Fatalf("%s: no boot data\n%s", lang, body)
		}
		var boot struct {
			Lang     string
			Messages map[string]string
			Data     data
		}
		if err := json.Unmarshal([]byte(found[1]), &boot); err != nil {
			t.Fatalf("%s: boot data: %v", lang, err)
		}
		if boot.Lang != lang || boot.Data.Centre != hostile {
			t.Errorf("%s: boot data %+v", lang, boot)
		}
		for _, key := range []string{"state.waiting", "web.unreachable"} {
			if boot.Messages[key] != locale.Get(lang, key, nil) {
				t.Errorf("%s: message %s is %q", lang, key, boot.Messages[key])
			}
		}
	}
}

func TestPageInAFolder(t *testing.T) {
	page := web.NewPage(assets(t, fstest.MapFS{}), fstest.MapFS{"page/index.html": {Data: []byte("<p>{{.Data}}")}}, "page/index.html")
	w := get(web.Handle(func(w http.ResponseWriter, r *http.Request) error { return page.Render(w, r, 7) }), "/")
	if w.Body.String() != "<p>7" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

func TestLang(t *testing.T) {
	for _, c := range []struct{ query, cookie, accept, want, page string }{
		{"", "", "", "vi", "vi"},
		{"", "", "en-GB,en;q=0.9,vi;q=0.1", "en", "vi"},
		{"", "vi", "en", "vi", "vi"},
		{"en", "vi", "vi", "en", "en"},
		{"fr", "", "en", "en", "vi"},
		{"fr", "en", "vi", "en", "en"},
		{"", "xx", "en", "en", "vi"},
	} {
		r := httptest.NewRequest("GET", "/?lang="+c.query, nil)
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: "lang", Value: c.cookie})
		}
		r.Header.Set("Accept-Language", c.accept)
		if got := web.Lang(r); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
		if got := web.PageLang(r); got != c.page {
			t.Errorf("%+v: page in %s", c, got)
		}
	}
}
