// Package locale holds every wording that people read, in Vietnamese and
// English: one flat catalogue a language, shared by Go code and by the pages.
//
// A key is the face and a path, "kiosk.confirm.take"; "error." and the kind is
// what an error says, "reason." and the core's word is why the state refused,
// "state." and the core's word what becomes of {state} in such a text.
// Each section is a file of its own, <language>/<section>.json, holding the keys
// that begin with its name ("error" holds "reason." as well). A text may hold
// placeholders in braces: "Đang có {ahead} người chờ".
//
// The catalogues are embedded and never change; all functions may be called by
// several goroutines at once.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

//go:embed vi/*.json en/*.json
var files embed.FS

var (
	languages = []string{"vi", "en"} // the first is the fallback
	matcher   = language.NewMatcher([]language.Tag{language.Vietnamese, language.English})
	texts     = load()
)

// load merges the sections of every language. The files are part of the binary,
// so what it cannot read is a broken build, not a condition to report.
func load() map[string]map[string]string {
	all := make(map[string]map[string]string, len(languages))
	for _, lang := range languages {
		all[lang] = map[string]string{}
		paths, err := fs.Glob(files, lang+"/*.json")
		if err != nil {
			panic(err)
		}
		for _, path := range paths {
			data, err := files.ReadFile(path)
			if err != nil {
				panic(err)
			}
			// Unmarshal adds to the map that it is given.
			section := all[lang]
			if err := json.Unmarshal(data, &section); err != nil {
				panic(fmt.Sprintf("locale: %s: %v", path, err))
			}
		}
	}
	return all
}

// Languages lists the languages that have a catalogue, the default first.
func Languages() []string { return slices.Clone(languages) }

// Match chooses the language for an Accept-Language header, or for a single tag
// such as "en". Vietnamese is taken for a header that is empty, malformed or
// names no language of ours.
func Match(acceptLanguage string) string {
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return languages[0]
	}
	_, index, _ := matcher.Match(tags...)
	return languages[index]
}

// Get is the text of a key with {name} replaced by vars["name"]. A language or
// key without a text falls back to Vietnamese, and then to the key itself, so
// that a gap is seen rather than blank. A placeholder without a value stays.
func Get(lang, key string, vars map[string]string) string {
	text, ok := texts[lang][key]
	if !ok {
		text, ok = texts[languages[0]][key]
	}
	if !ok {
		return key
	}
	if len(vars) == 0 {
		return text
	}
	pairs := make([]string, 0, 2*len(vars))
	for name, value := range vars {
		pairs = append(pairs, "{"+name+"}", value)
	}
	// All placeholders differ and are bounded by braces: their order does not
	// matter, and a value that looks like a placeholder is left as it is.
	return strings.NewReplacer(pairs...).Replace(text)
}

// Catalogue is a copy of all texts of a language by key, Vietnamese for a
// language that has none.
func Catalogue(lang string) map[string]string { return maps.Clone(catalogue(lang)) }

// Section is a copy of the texts whose key begins with prefix ("kiosk."), by
// full key: what a page of one face needs.
func Section(lang, prefix string) map[string]string {
	section := map[string]string{}
	for key, text := range catalogue(lang) {
		if strings.HasPrefix(key, prefix) {
			section[key] = text
		}
	}
	return section
}

func catalogue(lang string) map[string]string {
	if c, ok := texts[lang]; ok {
		return c
	}
	return texts[languages[0]]
}
