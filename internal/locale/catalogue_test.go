package locale_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"moiso/internal/locale"
)

// The files are what people edit, so these tests read them one by one and name
// file and key, instead of looking at the merged catalogues.

// prefixes are what the keys of a section begin with, where that is not the
// section's own name.
var prefixes = map[string][]string{"error": {"error.", "reason."}}

var (
	keyForm     = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$`)
	placeholder = regexp.MustCompile(`\{[a-z][a-z0-9_]*\}`)
)

func TestSectionsAreTheSameInEveryLanguage(t *testing.T) {
	want := sections(t, "vi")
	for _, lang := range locale.Languages() {
		got := sections(t, lang)
		if !slices.Equal(got, want) {
			t.Errorf("%s has the sections %q, vi has %q", lang, got, want)
		}
	}
}

func TestEveryLanguageHasTheSameKeys(t *testing.T) {
	for _, section := range sections(t, "vi") {
		vi := read(t, "vi", section)
		for _, lang := range locale.Languages() {
			other := read(t, lang, section)
			for key := range vi {
				if _, ok := other[key]; !ok {
					t.Errorf("%s/%s.json lacks %q", lang, section, key)
				}
			}
			for key := range other {
				if _, ok := vi[key]; !ok {
					t.Errorf("vi/%s.json lacks %q, which %s has", section, key, lang)
				}
			}
		}
	}
}

func TestPlaceholdersAreTheSameInEveryLanguage(t *testing.T) {
	for _, section := range sections(t, "vi") {
		vi := read(t, "vi", section)
		for _, lang := range locale.Languages() {
			for key, text := range read(t, lang, section) {
				if got, want := placeholders(text), placeholders(vi[key]); !slices.Equal(got, want) {
					t.Errorf("%s/%s.json: %q has the placeholders %q, vi has %q", lang, section, key, got, want)
				}
			}
		}
	}
}

func TestTextsAreClean(t *testing.T) {
	for _, lang := range locale.Languages() {
		for _, section := range sections(t, lang) {
			for key, text := range read(t, lang, section) {
				at := lang + "/" + section + ".json: " + key
				switch {
				case text == "":
					t.Errorf("%s is empty", at)
				case text != strings.TrimSpace(text):
					t.Errorf("%s begins or ends with a space: %q", at, text)
				case !norm.NFC.IsNormalString(text):
					t.Errorf("%s is not NFC: %q", at, text)
				}
				if rest := placeholder.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
					t.Errorf("%s has a brace that is no {placeholder}: %q", at, text)
				}
			}
		}
	}
}

func TestKeysBelongToTheirSection(t *testing.T) {
	for _, lang := range locale.Languages() {
		for _, section := range sections(t, lang) {
			allowed := prefixes[section]
			if allowed == nil {
				allowed = []string{section + "."}
			}
			for key := range read(t, lang, section) {
				if !keyForm.MatchString(key) {
					t.Errorf("%s/%s.json: %q is not of the form face.words_in_lower_case", lang, section, key)
				}
				if !slices.ContainsFunc(allowed, func(p string) bool { return strings.HasPrefix(key, p) }) {
					t.Errorf("%s/%s.json: %q begins with none of %q", lang, section, key, allowed)
				}
			}
		}
	}
}

func TestCataloguesHoldEverySection(t *testing.T) {
	for _, lang := range locale.Languages() {
		total := 0
		for _, section := range sections(t, lang) {
			texts := read(t, lang, section)
			total += len(texts)
			for key, text := range texts {
				if got := locale.Get(lang, key, nil); got != text {
					t.Errorf("%s %s: Get gives %q, the file has %q", lang, key, got, text)
				}
			}
		}
		if got := len(locale.Catalogue(lang)); got != total {
			t.Errorf("the %s catalogue has %d texts, its files %d", lang, got, total)
		}
	}
}

func sections(t *testing.T, lang string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(lang, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sections in %s: %v", lang, err)
	}
	for i, path := range paths {
		paths[i] = strings.TrimSuffix(filepath.Base(path), ".json")
	}
	return paths
}

// read gives a section's texts, and fails for a key that stands twice in it:
// the decoder of whole objects would take the last one in silence.
func read(t *testing.T, lang, section string) map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(lang, section+".json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	token := func() any {
		v, err := decoder.Token()
		if err != nil {
			t.Fatalf("%s: %v", file.Name(), err)
		}
		return v
	}
	if open := token(); open != json.Delim('{') {
		t.Fatalf("%s begins with %v, want an object", file.Name(), open)
	}
	texts := map[string]string{}
	for decoder.More() {
		key, value := token(), token()
		text, ok := value.(string)
		if !ok {
			t.Fatalf("%s: %v is %v, want a text", file.Name(), key, value)
		}
		if _, twice := texts[key.(string)]; twice {
			t.Errorf("%s: %q stands twice", file.Name(), key)
		}
		texts[key.(string)] = text
	}
	token()
	return texts
}

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}
