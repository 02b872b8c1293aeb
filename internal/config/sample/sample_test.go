package sample_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"moiso/internal/config/sample"
	"moiso/internal/queue"
)

// every runs a test on each sample centre.
func every(t *testing.T, test func(t *testing.T, c *queue.Centre)) {
	for _, id := range sample.IDs() {
		t.Run(id, func(t *testing.T) { test(t, centre(t, id)) })
	}
}

func centre(t *testing.T, id string) *queue.Centre {
	t.Helper()
	data, ok := sample.Centre(id)
	if !ok {
		t.Fatalf("no sample %q", id)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	c := new(queue.Centre)
	if err := decoder.Decode(c); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Fatalf("%s goes on after the centre: %v", id, err)
	}
	return c
}

func TestNoOtherSample(t *testing.T) {
	for _, id := range []string{"", "hanoi", "../sample/ha-long", "ha-long.json"} {
		if _, ok := sample.Centre(id); ok {
			t.Errorf("there is a sample %q", id)
		}
	}
}

func TestIDIsTheFilesName(t *testing.T) {
	for _, id := range sample.IDs() {
		if got := centre(t, id).ID; string(got) != id {
			t.Errorf("%s.json defines %q", id, got)
		}
	}
}

func TestSizes(t *testing.T) {
	province, ward := centre(t, "quang-ninh"), centre(t, "ha-long")
	if halls, fields, counters := len(province.Halls), len(province.Fields), len(province.Counters); halls < 2 || fields < 20 || counters < 20 {
		t.Errorf("quang-ninh: %d halls, %d fields, %d counters; want several, 20 and 20 at least", halls, fields, counters)
	}
	if halls, fields, counters := len(ward.Halls), len(ward.Fields), len(ward.Counters); halls != 1 || fields < 12 || counters != 8 {
		t.Errorf("ha-long: %d halls, %d fields, %d counters; want 1, 12 at least, 8", halls, fields, counters)
	}
	every(t, func(t *testing.T, c *queue.Centre) {
		if len(c.Kiosks) < 2 {
			t.Errorf("%d kiosks, want two at least", len(c.Kiosks))
		}
	})
}

// A sample must do nothing by itself, close at no hour and refuse for no quota:
// what others measure and try with it depends on that.
func TestNothingHappensByItself(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		if c.Rules != (queue.Rules{}) {
			t.Errorf("rules are %+v, want none", c.Rules)
		}
		if len(c.Calendars) != 0 {
			t.Errorf("%d calendars, want none", len(c.Calendars))
		}
		for _, f := range c.Fields {
			if f.Calendar != "" {
				t.Errorf("field %s keeps the hours %q, want none", f.ID, f.Calendar)
			}
		}
		for _, s := range c.Services {
			if s.Quota != 0 {
				t.Errorf("service %s has a quota of %d, want none", s.ID, s.Quota)
			}
		}
		for _, s := range c.Series {
			if s.End != 0 {
				t.Errorf("series %s ends at %d, want no end", s.ID, s.End)
			}
		}
	})
}

func TestIDs(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		unique(t, "hall", c.Halls, func(h queue.Hall) queue.HallID { return h.ID })
		unique(t, "field", c.Fields, func(f queue.Field) queue.FieldID { return f.ID })
		unique(t, "series", c.Series, func(s queue.Series) queue.SeriesID { return s.ID })
		unique(t, "service", c.Services, func(s queue.Service) queue.ServiceID { return s.ID })
		unique(t, "class", c.Classes, func(c queue.Class) queue.ClassID { return c.ID })
		unique(t, "counter", c.Counters, func(c queue.Counter) queue.CounterID { return c.ID })
		unique(t, "kiosk", c.Kiosks, func(k queue.Kiosk) queue.KioskID { return k.ID })
	})
}

// unique fails for ids that are no ids, or used twice, and for an empty list.
func unique[T any, ID ~string](t *testing.T, what string, list []T, id func(T) ID) {
	t.Helper()
	seen := map[ID]bool{}
	for _, item := range list {
		i := id(item)
		if !queue.ValidID(string(i)) || strings.ToLower(string(i)) != string(i) {
			t.Errorf("%s %q: not an id of lower-case letters, digits and hyphens", what, i)
		}
		if seen[i] {
			t.Errorf("%s %q stands twice", what, i)
		}
		seen[i] = true
	}
	if len(seen) == 0 {
		t.Errorf("no %s", what)
	}
}

func TestReferences(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		used := map[string]bool{}
		for _, s := range c.Services {
			if !slices.ContainsFunc(c.Fields, func(f queue.Field) bool { return f.ID == s.Field }) {
				t.Errorf("service %s is of the unknown field %q", s.ID, s.Field)
			}
			if !slices.ContainsFunc(c.Series, func(r queue.Series) bool { return r.ID == s.Series }) {
				t.Errorf("service %s numbers by the unknown series %q", s.ID, s.Series)
			}
			for class := range s.Promises {
				if !slices.ContainsFunc(c.Classes, func(k queue.Class) bool { return k.ID == class }) {
					t.Errorf("service %s promises to the unknown class %q", s.ID, class)
				}
			}
			used["field "+string(s.Field)], used["series "+string(s.Series)] = true, true
		}
		for _, k := range c.Counters {
			if !slices.ContainsFunc(c.Halls, func(h queue.Hall) bool { return h.ID == k.Hall }) {
				t.Errorf("counter %s is in the unknown hall %q", k.ID, k.Hall)
			}
			used["hall "+string(k.Hall)] = true
			for _, s := range k.Services {
				if !slices.ContainsFunc(c.Services, func(v queue.Service) bool { return v.ID == s }) {
					t.Errorf("counter %s takes the unknown service %q", k.ID, s)
				}
			}
		}
		for _, k := range c.Kiosks {
			if !slices.ContainsFunc(c.Halls, func(h queue.Hall) bool { return h.ID == k.Hall }) {
				t.Errorf("kiosk %s is in the unknown hall %q", k.ID, k.Hall)
			}
		}
		for _, f := range c.Fields {
			if !used["field "+string(f.ID)] {
				t.Errorf("field %s has no service", f.ID)
			}
		}
		for _, s := range c.Series {
			if !used["series "+string(s.ID)] {
				t.Errorf("series %s numbers no service", s.ID)
			}
		}
		for _, h := range c.Halls {
			if !used["hall "+string(h.ID)] {
				t.Errorf("hall %s has no counter", h.ID)
			}
		}
	})
}

func TestEveryServiceHasTwoCounters(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		profiles := map[string]queue.CounterID{}
		taken := map[queue.ServiceID]int{}
		overlap := false
		for _, k := range c.Counters {
			services := slices.Sorted(slices.Values(k.Services))
			if once := slices.Compact(slices.Clone(services)); len(once) != len(services) || len(once) == 0 {
				t.Errorf("counter %s names no service, or one twice: %q", k.ID, services)
			}
			profile := fmt.Sprint(services)
			overlap = overlap || profiles[profile] == ""
			profiles[profile] = k.ID
			for _, s := range services {
				taken[s]++
			}
		}
		for _, s := range c.Services {
			if taken[s.ID] < 2 {
				t.Errorf("service %s is taken at %d counters, want two at least", s.ID, taken[s.ID])
			}
		}
		if !overlap || len(profiles) < len(c.Counters)/2 {
			t.Errorf("%d counters have %d profiles, want them to overlap in several ways", len(c.Counters), len(profiles))
		}
	})
}

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
			if (s.WarnAt == "") != (len(s.Warning) == 0) {
				t.Errorf("service %s: warns at %q with %v, want both or neither", s.ID, s.WarnAt, s.Warning)
			}
			if s.WarnAt != "" {
				warned++
				if _, err := time.Parse("15:04", s.WarnAt); err != nil {
					t.Errorf("service %s warns at %q: %v", s.ID, s.WarnAt, err)
				}
			}
		}
		if warned == 0 {
			t.Error("no service warns of its last hour")
		}
	})
}

func TestPromises(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		ordinary := c.Classes[0]
		if ordinary.Notice {
			t.Errorf("the ordinary class %s is announced as a priority", ordinary.ID)
		}
		for _, class := range c.Classes[1:] {
			if !class.Notice {
				t.Errorf("class %s is not announced at the counter", class.ID)
			}
		}
		for _, s := range c.Services {
			promise := func(class queue.Class) int {
				if own := s.Promises[class.ID]; own > 0 {
					return own
				}
				return class.Promise
			}
			for _, class := range c.Classes {
				if got := promise(class); got < 1 || got > promise(ordinary) {
					t.Errorf("service %s promises %d minutes to %s, %d to the ordinary class", s.ID, got, class.ID, promise(ordinary))
				}
			}
		}
	})
}

// Letters that are mistaken for one another when called out.
var confusable = []string{"BP", "DT", "MN", "LN", "SX", "DV"}

func TestPrefixes(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		series := map[queue.SeriesID]string{}
		letters := ""
		for _, s := range c.Series {
			if len(s.Prefix) != 1 || !strings.Contains("ABCDEGHKLMNPQRSTUVX", s.Prefix) {
				t.Errorf("series %s: the prefix %q is not a letter that is read and heard well (never I, O, Đ)", s.ID, s.Prefix)
			}
			if strings.Contains(letters, s.Prefix) {
				t.Errorf("series %s: the prefix %q is taken", s.ID, s.Prefix)
			}
			letters += s.Prefix
			series[s.ID] = s.Prefix
		}
		services := map[queue.ServiceID]string{}
		for _, s := range c.Services {
			services[s.ID] = series[s.Series]
		}
		heard := map[queue.HallID]string{}
		for _, k := range c.Counters {
			for _, s := range k.Services {
				heard[k.Hall] += services[s]
			}
		}
		for hall, letters := range heard {
			for _, pair := range confusable {
				if strings.Contains(letters, pair[:1]) && strings.Contains(letters, pair[1:]) {
					t.Errorf("hall %s hears both letters of %s", hall, pair)
				}
			}
		}
	})
}

func TestCountersAreFound(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		labels := map[string]bool{}
		for _, k := range c.Counters {
			if k.Label == "" || labels[k.Label] || !strings.HasSuffix(k.Name["vi"], " "+k.Label) {
				t.Errorf("counter %s: label %q of %q is empty, taken or not the name's number", k.ID, k.Label, k.Name["vi"])
			}
			labels[k.Label] = true
			if !slices.Contains([]string{"left", "right", "up", "down"}, k.Direction) {
				t.Errorf("counter %s is to the %q", k.ID, k.Direction)
			}
		}
	})
}
