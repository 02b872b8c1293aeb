package sample_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"moiso/internal/queue"
)

func TestTexts(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		longest := 0
		for at, text := range texts(c) {
			for _, lang := range []string{"vi", "en"} {
				wording := text[lang]
				if wording == "" || wording != strings.Join(strings.Fields(wording), " ") {
					t.Errorf("%s: %s is %q, want a text without spaces around it or doubled", at, lang, wording)
				}
				if !norm.NFC.IsNormalString(wording) {
					t.Errorf("%s: %s is not NFC: %q", at, lang, wording)
				}
			}
			if len(text) != 2 {
				t.Errorf("%s has %d languages, want vi and en", at, len(text))
			}
			if strings.HasPrefix(at, "service ") {
				longest = max(longest, utf8.RuneCountInString(text["vi"]))
			}
		}
		if longest < 80 {
			t.Errorf("the longest service name has %d letters, want one of 80 to try the pages with", longest)
		}
	})
}

// texts is every wording of a centre by where it stands.
func texts(c *queue.Centre) map[string]queue.Text {
	all := map[string]queue.Text{"name": c.Name, "notice": c.Notice}
	for _, h := range c.Halls {
		all["hall "+string(h.ID)] = h.Name
	}
	for _, f := range c.Fields {
		all["field "+string(f.ID)] = f.Name
	}
	for _, s := range c.Services {
		all["service "+string(s.ID)] = s.Name
		for i, paper := range s.Papers {
			all[fmt.Sprintf("paper %d of %s", i+1, s.ID)] = paper
		}
		if s.WarnAt != "" {
			all["warning of "+string(s.ID)] = s.Warning
		}
	}
	for _, k := range c.Classes {
		all["class "+string(k.ID)] = k.Name
	}
	for _, k := range c.Counters {
		all["counter "+string(k.ID)] = k.Name
	}
	for _, k := range c.Kiosks {
		all["kiosk "+string(k.ID)] = k.Name
	}
	for i, sentence := range c.Ticker {
		all[fmt.Sprintf("ticker %d", i+1)] = sentence
	}
	return all
}

func TestServicesAreDescribed(t *testing.T) {
	code := regexp.MustCompile(`^[123]\.\d{6}$`)
	every(t, func(t *testing.T, c *queue.Centre) {
		warned := 0
		for _, s := range c.Services {
			if s.Code != "" && !code.MatchString(s.Code) {
				t.Errorf("service %s: the code %q is not of the form 1.001193", s.ID, s.Code)
			}
			if s.Minutes < 1 {
				t.Errorf("service %s says nothing of its minutes", s.ID)
			}
			if len(s.Words) == 0 {
				t.Errorf("service %s has no word that people would search for", s.ID)
			}
			for _, word := range s.Words {
				if word != strings.ToLower(strings.TrimSpace(word)) || !norm.NFC.IsNormalString(word) {
					t.Errorf("service %s: %q is not a clean word in lower case", s.ID, word)
				}
			}
			if s.WarnAt != "" {
				warned++
			}
		}
		if warned == 0 {
			t.Error("no service warns of its last hour")
		}
	})
}
