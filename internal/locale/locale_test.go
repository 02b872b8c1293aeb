package locale_test

import (
	"maps"
	"slices"
	"testing"

	"moiso/internal/locale"
)

func TestMatch(t *testing.T) {
	for header, want := range map[string]string{
		"":                                "vi",
		"en":                              "en",
		"en-GB,en;q=0.9":                  "en",
		"vi-VN,vi;q=0.9,en;q=0.8":         "vi",
		"en;q=0.5, vi;q=0.9":              "vi",
		"fr-FR,fr;q=0.9":                  "vi",
		"fr-FR,fr;q=0.9,en;q=0.1":         "en",
		"*":                               "vi",
		"not a header;;q=":                "vi",
		"zh-CN,zh;q=0.9,en-US;q=0.8,en;q": "vi",
	} {
		if got := locale.Match(header); got != want {
			t.Errorf("Match(%q) = %q, want %q", header, got, want)
		}
	}
}

func TestGet(t *testing.T) {
	vi := locale.Get("vi", "error.busy", nil)
	en := locale.Get("en", "error.busy", nil)
	if vi == en || vi == "error.busy" || en == "error.busy" {
		t.Fatalf("error.busy: vi %q, en %q: want two texts", vi, en)
	}
	if got := locale.Get("fr", "error.busy", nil); got != vi {
		t.Errorf("a language without catalogue: %q, want the Vietnamese %q", got, vi)
	}
	if got := locale.Get("en", "no.such.key", nil); got != "no.such.key" {
		t.Errorf("an unknown key: %q, want the key", got)
	}
}

func TestSection(t *testing.T) {
	section := locale.Section("en", "error.")
	if got, want := section["error.busy"], locale.Get("en", "error.busy", nil); got != want {
		t.Errorf("section has %q, want %q under its full key", got, want)
	}
	for key := range section {
		if key[:len("error.")] != "error." {
			t.Errorf("section error. holds %q", key)
		}
	}
}

func TestCatalogueIsACopy(t *testing.T) {
	before := locale.Catalogue("vi")
	clear(locale.Catalogue("vi"))
	if !maps.Equal(before, locale.Catalogue("vi")) {
		t.Error("clearing a catalogue emptied the next caller's")
	}
	if !maps.Equal(before, locale.Catalogue("fr")) {
		t.Error("a language without catalogue does not give the Vietnamese one")
	}
}

func TestLanguages(t *testing.T) {
	if got, want := locale.Languages(), []string{"vi", "en"}; !slices.Equal(got, want) {
		t.Errorf("languages %q, want %q", got, want)
	}
}
