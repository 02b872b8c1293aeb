package queue

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Flaw is one thing that is wrong with a definition. Centre.Validate joins all
// that it finds; errors.As gives the first.
type Flaw struct {
	Field string // path in the definition: services[3].field
	Value string // what is there, as JSON would write it
	Way   string // what is wrong with it and what to do, in English
}

func (f *Flaw) Error() string { return f.Field + ": " + f.Value + " " + f.Way }

// maxFlaws bounds the list that a broken definition gives.
const maxFlaws = 100

// flaws collects what is wrong.
type flaws struct {
	list []error
	more int
}

func (f *flaws) add(field string, value any, way string) {
	if len(f.list) == maxFlaws {
		f.more++
		return
	}
	shown := fmt.Sprint(value)
	if s, ok := value.(string); ok {
		shown = fmt.Sprintf("%q", shorten(s))
	}
	f.list = append(f.list, &Flaw{Field: field, Value: shown, Way: way})
}

func (f *flaws) err() error {
	if f.more > 0 {
		return errors.Join(append(f.list, fmt.Errorf("and %d more", f.more))...)
	}
	return errors.Join(f.list...)
}

// shorten keeps an error readable when the value is not.
func shorten(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// id checks one identifier of a list; seen are those before it.
func (f *flaws) id(field, id string, seen map[string]bool) {
	switch {
	case !ValidID(id):
		f.add(field, id, "is not an id; write 1 to 64 of the characters A-Z a-z 0-9 -")
	case seen[id]:
		f.add(field, id, "stands twice in the list; give each entry an id of its own")
	}
	seen[id] = true
}

// refers checks that id is one of a list.
func (f *flaws) refers(field, id string, known map[string]bool, list, one string) {
	if !known[id] {
		f.add(field, id, fmt.Sprintf("is not one of the %s; add the %s or correct the id", list, one))
	}
}

func (f *flaws) within(field string, n, least, most int) {
	if n < least || n > most {
		f.add(field, n, fmt.Sprintf("is out of range; give a number from %d to %d", least, most))
	}
}

func (f *flaws) count(field string, n, least, most int) {
	switch {
	case n < least:
		f.add(field, n, "entries are too few; a centre needs at least one")
	case n > most:
		f.add(field, n, fmt.Sprintf("entries are too many; %d at most", most))
	}
}

func (f *flaws) oneOf(field, s string, allowed ...string) {
	if !isOneOf(s, allowed) {
		f.add(field, s, "is not one of the words known; leave it empty or write "+strings.Join(allowed[1:], " or "))
	}
}

// plain checks a text of at most so many characters, which may be empty.
func (f *flaws) plain(field, s string, most int) {
	switch {
	case !utf8.ValidString(s):
		f.add(field, s, "is not UTF-8; save the definition as UTF-8")
	case strings.ContainsFunc(s, unicode.IsControl):
		f.add(field, s, "has a control character (a tab or a new line, perhaps); remove it")
	case utf8.RuneCountInString(s) > most:
		f.add(field, s, fmt.Sprintf("is too long; %d characters at most", most))
	}
}

// wording checks a Text that must be there, Vietnamese above all.
func (f *flaws) wording(field string, t Text, most int) {
	if strings.TrimSpace(t["vi"]) == "" {
		f.add(field+".vi", t["vi"], "is no text; write it in Vietnamese, which other languages fall back on")
	}
	if len(t) > maxLanguages {
		f.add(field, len(t), fmt.Sprintf("languages are too many; %d at most", maxLanguages))
		return
	}
	for _, lang := range sortedKeys(t) {
		if !validLanguage(lang) {
			f.add(field, lang, "is not a language tag; write vi, en, km, zh-Hans, …")
			continue
		}
		f.plain(field+"."+lang, t[lang], most)
	}
}

// wordingIfAny checks a Text that may be left out as a whole.
func (f *flaws) wordingIfAny(field string, t Text, most int) {
	if len(t) > 0 {
		f.wording(field, t, most)
	}
}

// validLanguage: letters and digits in parts of 2 to 8, joined by hyphens, the
// first of lower-case letters only.
func validLanguage(tag string) bool {
	if len(tag) > 35 {
		return false
	}
	for i, part := range strings.Split(tag, "-") {
		if len(part) < 2 || len(part) > 8 {
			return false
		}
		for _, c := range []byte(part) {
			lower := c >= 'a' && c <= 'z'
			if !lower && (i == 0 || !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
				return false
			}
		}
	}
	return true
}

func isOneOf(s string, list []string) bool { return slices.Contains(list, s) }

// sortedKeys: what is wrong is told in the same order every time.
func sortedKeys[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
