package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"path"

	"moiso/internal/locale"
)

// Page is a template in every language. It knows, besides what html/template
// has:
//
//	{{asset "kiosk/kiosk.js"}}             the address of an asset
//	{{t "kiosk.title"}}                    a text; {{t "kiosk.n" "n" 3}} with a placeholder
//	{{.Lang}} {{.Data}}                    the language, what Render was given
//	<script type="application/json" id="boot">{{.Boot}}</script>
//	                                       what lib/text.js reads
type Page struct {
	byLang   map[string]*template.Template
	messages map[string]map[string]string // of the boot data, by language
}

// boot is what the page's modules start with.
type boot struct {
	Lang     string            `json:"lang"`
	Messages map[string]string `json:"messages"`
	Data     any               `json:"data"`
}

// NewPage reads the template called name in fsys. sections are the parts of the
// catalogue that the page's modules need, such as "kiosk." and "state."; "web.",
// which lib needs, is always there. Pages are part of the binary, so a template
// that does not parse is a broken build: it panics.
func NewPage(assets *Assets, fsys fs.FS, name string, sections ...string) *Page {
	p := &Page{byLang: map[string]*template.Template{}, messages: map[string]map[string]string{}}
	for _, lang := range locale.Languages() {
		funcs := template.FuncMap{
			"asset": assets.URL,
			"t": func(key string, pairs ...any) string {
				vars := make(map[string]string, len(pairs)/2)
				for i := 0; i+1 < len(pairs); i += 2 {
					vars[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
				}
				return locale.Get(lang, key, vars)
			},
		}
		p.byLang[lang] = template.Must(template.New(path.Base(name)).Funcs(funcs).ParseFS(fsys, name))
		messages := locale.Section(lang, "web.")
		for _, section := range sections {
			maps.Copy(messages, locale.Section(lang, section))
		}
		p.messages[lang] = messages
	}
	return p
}

// Render answers with the page in PageLang. data is what the template and, as
// boot.data, the page's modules see. On an error nothing has gone out.
func (p *Page) Render(w http.ResponseWriter, r *http.Request, data any) error {
	return p.RenderIn(w, http.StatusOK, PageLang(r), data)
}

// RenderIn is Render with a status, in one of the catalogues' languages.
func (p *Page) RenderIn(w http.ResponseWriter, status int, lang string, data any) error {
	var body bytes.Buffer
	err := p.byLang[lang].Execute(&body, struct {
		Lang string
		Data any
		Boot boot
	}{lang, data, boot{lang, p.messages[lang], data}})
	if err != nil {
		return fmt.Errorf("render the page: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// A client that is gone needs no answer.
	_, _ = w.Write(body.Bytes())
	return nil
}
