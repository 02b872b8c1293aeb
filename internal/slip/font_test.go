package slip

import (
	"maps"
	"reflect"
	"slices"
	"testing"
)

// vietnamese are the 134 letters with marks, in both cases.
const vietnamese = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ" +
	"ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

func TestFacesDrawTheSameRunes(t *testing.T) {
	light, heavy := slices.Sorted(maps.Keys(shapes(regularTTF))), slices.Sorted(maps.Keys(shapes(boldTTF)))
	if !slices.Equal(light, heavy) {
		t.Errorf("regular draws %d runes, bold %d: cut both alike", len(light), len(heavy))
	}
}

func TestFontCoversWhatASlipSays(t *testing.T) {
	if n := len([]rune(vietnamese)); n != 134 {
		t.Fatalf("%d letters in the list", n)
	}
	covered(t, "Vietnamese", vietnamese)
	covered(t, "signs", "0123456789 ₫ № – — … “ ” ‘ ’ • · / ( ) % & @ °\u00a0")
	for lang, w := range languages {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			covered(t, lang+" "+v.Type().Field(i).Name, v.Field(i).String())
		}
	}
}

func covered(t *testing.T, name, text string) {
	t.Helper()
	if text == "" {
		t.Errorf("%s: empty", name)
	}
	for _, r := range text {
		if _, ok := glyphs()[r]; !ok {
			t.Errorf("%s: no glyph for %q (%U)", name, r, r)
		}
	}
}

func TestDigitsShareOneWidth(t *testing.T) {
	for _, f := range []face{regular, bold} {
		for _, digit := range "123456789" {
			if got, want := glyphs()[digit][f].advance, glyphs()['0'][f].advance; got != want {
				t.Errorf("face %d: %c is %d wide, 0 is %d", f, digit, got, want)
			}
		}
	}
}
