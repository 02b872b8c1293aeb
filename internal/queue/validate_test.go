package queue

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func vi(s string) Text { return Text{"vi": s} }

// sound is a definition that uses everything, without a flaw.
func sound() *Centre {
	return &Centre{
		ID: "ba-dinh", Name: Text{"vi": "Trung tâm Ba Đình", "en": "Ba Dinh centre", "zh-Hans": "巴亭"},
		Halls:     []Hall{{ID: "h1", Name: vi("Sảnh 1")}, {ID: "h2", Name: vi("Sảnh 2")}},
		Calendars: []Calendar{office()},
		Fields:    []Field{{ID: "ho-tich", Name: vi("Hộ tịch"), Calendar: "office"}, {ID: "dat-dai", Name: vi("Đất đai")}},
		Series:    []Series{{ID: "a", Prefix: "A"}, {ID: "b", Prefix: "", Digits: 4, Start: 10, End: 9999, Step: 2}, {ID: "c", Prefix: "B1C"}},
		Classes:   []Class{{ID: "ordinary", Name: vi("Thường"), Promise: 30}, {ID: "elderly", Name: vi("Người cao tuổi"), Promise: 10, Notice: true}},
		Services: []Service{
			{ID: "khai-sinh", Code: "1.001193", Name: vi("Đăng ký khai sinh"), Field: "ho-tich", Series: "a", Minutes: 15, Quota: 80,
				Promises: map[ClassID]int{"elderly": 5}, Words: []string{"giấy khai sinh"}, Papers: []Text{vi("Giấy chứng sinh")},
				WarnAt: "16:00", Warning: vi("Có thể phải trở lại ngày mai")},
			{ID: "so-do", Name: vi("Cấp sổ đỏ"), Field: "dat-dai", Series: "b"}},
		Counters: []Counter{{ID: "q1", Name: vi("Quầy 1"), Label: "1", Hall: "h1", Services: []ServiceID{"khai-sinh", "so-do"}, Direction: "left"},
			{ID: "q2", Name: vi("Quầy 2"), Hall: "h2"}},
		Kiosks: []Kiosk{{ID: "k1", Name: vi("Máy 1"), Hall: "h1", Fields: []FieldID{"ho-tich"}}, {ID: "k2", Name: vi("Máy 2")}},
		Rules:  Rules{MissCalls: 3, MissSeconds: 30, ReinstateCredit: 100, DayEnd: "carry", AutoStartSeconds: 20},
		Ticker: []Text{vi("Mời quý vị lấy số")},
		Notice: vi("Xin cảm ơn"),
	}
}

func TestValidateAcceptsWhatIsSound(t *testing.T) {
	if err := sound().Validate(); err != nil {
		t.Error(err)
	}
	c := sound()
	c.Zone = "Pacific/Kiritimati"
	c.Rules = Rules{}
	c.Counters, c.Kiosks, c.Ticker, c.Notice = nil, nil, nil, nil
	c.Fields[0].Calendar, c.Calendars = "", nil
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
}

func TestValidateNamesFieldValueAndWayOut(t *testing.T) {
	long := strings.Repeat("ă", 201)
	for _, c := range []struct {
		name  string
		spoil func(*Centre)
		want  string
	}{
		{"centre id", func(c *Centre) { c.ID = "ba đình" }, `id: "ba đình" is not an id; write 1 to 64 of the characters A-Z a-z 0-9 -`},
		{"no name", func(c *Centre) { c.Name = nil }, `name.vi: "" is no text; write it in Vietnamese, which other languages fall back on`},
		{"name in English only", func(c *Centre) { c.Name = Text{"en": "x"} }, `name.vi: "" is no text; write it in Vietnamese, which other languages fall back on`},
		{"name of spaces", func(c *Centre) { c.Halls[1].Name = vi(" ") }, `halls[1].name.vi: " " is no text; write it in Vietnamese, which other languages fall back on`},
		{"name not UTF-8", func(c *Centre) { c.Name["en"] = "a\xff" }, `name.en: "a\xff" is not UTF-8; save the definition as UTF-8`},
		{"name with a new line", func(c *Centre) { c.Name["vi"] = "a\nb" }, `name.vi: "a\nb" has a control character (a tab or a new line, perhaps); remove it`},
		{"long name", func(c *Centre) { c.Fields[0].Name = vi(long) }, `fields[0].name.vi: "` + strings.Repeat("ă", 60) + `…" is too long; 200 characters at most`},
		{"language", func(c *Centre) { c.Name["English"] = "x" }, `name: "English" is not a language tag; write vi, en, km, zh-Hans, …`},
		{"language of one letter", func(c *Centre) { c.Name["e"] = "x" }, `name: "e" is not a language tag; write vi, en, km, zh-Hans, …`},
		{"zone", func(c *Centre) { c.Zone = "Asia/Hanoi" }, `zone: "Asia/Hanoi" is not a time zone; write its IANA name, as in Asia/Ho_Chi_Minh`},
		{"zone with a path", func(c *Centre) { c.Zone = "../etc/passwd" }, `zone: "../etc/passwd" is not a time zone; write its IANA name, as in Asia/Ho_Chi_Minh`},
		{"zone of the machine", func(c *Centre) { c.Zone = "Local" }, `zone: "Local" depends on the machine; name the zone itself, as in Asia/Ho_Chi_Minh`},
		{"hall twice", func(c *Centre) { c.Halls[1].ID = "h1"; c.Counters[1].Hall = "h1" }, `halls[1].id: "h1" stands twice in the list; give each entry an id of its own`},
		{"service twice", func(c *Centre) { c.Services = append(c.Services, c.Services[1]) }, `services[2].id: "so-do" stands twice in the list; give each entry an id of its own`},
		{"field of a service", func(c *Centre) { c.Services[1].Field = "hotich" }, `services[1].field: "hotich" is not one of the fields; add the field or correct the id`},
		{"series of a service", func(c *Centre) { c.Services[1].Series = "" }, `services[1].series: "" is not one of the series; add the series or correct the id`},
		{"hall of a counter", func(c *Centre) { c.Counters[0].Hall = "h9" }, `counters[0].hall: "h9" is not one of the halls; add the hall or correct the id`},
		{"service of a counter", func(c *Centre) { c.Counters[0].Services[1] = "x" }, `counters[0].services[1]: "x" is not one of the services; add the service or correct the id`},
		{"service of a counter twice", func(c *Centre) { c.Counters[0].Services[1] = "khai-sinh" }, `counters[0].services[1]: "khai-sinh" stands twice in the profile; remove one`},
		{"calendar of a field", func(c *Centre) { c.Fields[1].Calendar = "x" }, `fields[1].calendar: "x" is not one of the calendars; add the calendar or correct the id`},
		{"hall of a kiosk", func(c *Centre) { c.Kiosks[0].Hall = "x" }, `kiosks[0].hall: "x" is not one of the halls; add the hall or correct the id`},
		{"field of a kiosk", func(c *Centre) { c.Kiosks[0].Fields[0] = "x" }, `kiosks[0].fields[0]: "x" is not one of the fields; add the field or correct the id`},
		{"field of a kiosk twice", func(c *Centre) { c.Kiosks[0].Fields = []FieldID{"dat-dai", "dat-dai"} }, `kiosks[0].fields[1]: "dat-dai" stands twice in the list; remove one`},
		{"class of a promise", func(c *Centre) { c.Services[0].Promises = map[ClassID]int{"vip": 5} }, `services[0].promises: "vip" is not one of the classes; add the class or correct the id`},
		{"promise of a service", func(c *Centre) { c.Services[0].Promises["elderly"] = 0 }, `services[0].promises.elderly: 0 is out of range; give a number from 1 to 1440`},
		{"no halls", func(c *Centre) { c.Halls, c.Counters, c.Kiosks = nil, nil, nil }, `halls: 0 entries are too few; a centre needs at least one`},
		{"too many halls", func(c *Centre) {
			for i := range 49 {
				c.Halls = append(c.Halls, Hall{ID: HallID(fmt.Sprint("x", i)), Name: vi("x")})
			}
		}, `halls: 51 entries are too many; 50 at most`},
		{"prefix twice", func(c *Centre) { c.Series[2].Prefix = "a" }, `series[2].prefix: "a" is the prefix of another series too, and the numbers would be the same; choose another`},
		{"no prefix twice", func(c *Centre) { c.Series[2].Prefix = "" }, `series[2].prefix: "" is the prefix of another series too, and the numbers would be the same; choose another`},
		{"prefix ending in a digit", func(c *Centre) { c.Series[0].Prefix = "A1" }, `series[0].prefix: "A1" ends in a digit, which could not be told from the number; end it in a letter`},
		{"prefix with a mark", func(c *Centre) { c.Series[0].Prefix = "Đ" }, `series[0].prefix: "Đ" is not a prefix; write 0 to 3 of the characters A-Z a-z 0-9`},
		{"long prefix", func(c *Centre) { c.Series[0].Prefix = "ABCD" }, `series[0].prefix: "ABCD" is not a prefix; write 0 to 3 of the characters A-Z a-z 0-9`},
		{"digits", func(c *Centre) { c.Series[0].Digits = 7 }, `series[0].digits: 7 is out of range; give a number from 0 to 6`},
		{"start", func(c *Centre) { c.Series[0].Start = -1 }, `series[0].start: -1 is out of range; give a number from 0 to 999999`},
		{"step", func(c *Centre) { c.Series[0].Step = -1 }, `series[0].step: -1 is out of range; give a number from 0 to 999999`},
		{"end before start", func(c *Centre) { c.Series[1].End = 9 }, `series[1].end: 9 is below the series' start; give a number from 10 on, or 0 for no end`},
		{"class promise", func(c *Centre) { c.Classes[0].Promise = 1441 }, `classes[0].promise: 1441 is out of range; give a number from 1 to 1440`},
		{"service minutes", func(c *Centre) { c.Services[0].Minutes = 601 }, `services[0].minutes: 601 is out of range; give a number from 0 to 600`},
		{"quota", func(c *Centre) { c.Services[0].Quota = -1 }, `services[0].quota: -1 is out of range; give a number from 0 to 999999`},
		{"empty word", func(c *Centre) { c.Services[0].Words[0] = "" }, `services[0].words[0]: "" is no text; write a word that people look for, or remove the entry`},
		{"warn_at", func(c *Centre) { c.Services[0].WarnAt = "4 giờ" }, `services[0].warn_at: "4 giờ" is not a time; write it as HH:MM, from 00:00 to 24:00`},
		{"warning without its time", func(c *Centre) { c.Services[0].WarnAt = "" }, `services[0].warn_at: "" is no time, but there is a warning; say from when on it is shown, as HH:MM`},
		{"warn_at without a warning", func(c *Centre) { c.Services[0].Warning = nil }, `services[0].warning.vi: "" is no text, but there is a warn_at; write what the kiosk shows from then on`},
		{"label", func(c *Centre) { c.Counters[0].Label = "Quầy 01" }, `counters[0].label: "Quầy 01" is too long; 6 characters at most`},
		{"direction", func(c *Centre) { c.Counters[0].Direction = "north" }, `counters[0].direction: "north" is not one of the words known; leave it empty or write left or right or up or down`},
		{"miss_calls", func(c *Centre) { c.Rules.MissCalls = 11 }, `rules.miss_calls: 11 is out of range; give a number from 0 to 10`},
		{"miss_seconds", func(c *Centre) { c.Rules.MissSeconds = -1 }, `rules.miss_seconds: -1 is out of range; give a number from 0 to 3600`},
		{"reinstate_credit", func(c *Centre) { c.Rules.ReinstateCredit = 101 }, `rules.reinstate_credit: 101 is out of range; give a number from 0 to 100`},
		{"day_end", func(c *Centre) { c.Rules.DayEnd = "keep" }, `rules.day_end: "keep" is not one of the words known; leave it empty or write expire or carry`},
		{"auto_start_seconds", func(c *Centre) { c.Rules.AutoStartSeconds = 3601 }, `rules.auto_start_seconds: 3601 is out of range; give a number from 0 to 3600`},
		{"ticker", func(c *Centre) { c.Ticker[0] = nil }, `ticker[0].vi: "" is no text; write it in Vietnamese, which other languages fall back on`},
		{"notice", func(c *Centre) { c.Notice = Text{"en": "Thanks"} }, `notice.vi: "" is no text; write it in Vietnamese, which other languages fall back on`},
	} {
		centre := sound()
		c.spoil(centre)
		if err := centre.Validate(); err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestValidateCalendars(t *testing.T) {
	const form = ` is not a time; write it as HH:MM, from 00:00 to 24:00`
	week := func(key string, sessions ...Session) Calendar {
		return Calendar{ID: "office", Week: map[string][]Session{key: sessions}}
	}
	for want, k := range map[string]Calendar{
		`calendars[0].week: "monday" is not a day of the week; write mon, tue, wed, thu, fri, sat or sun`: week("monday"),
		`calendars[0].week.mon[0].from: "7:30"` + form:                                                    week("mon", Session{From: "7:30", To: "11:30"}),
		`calendars[0].week.mon[0].to: ""` + form:                                                          week("mon", Session{From: "07:30"}),
		`calendars[0].week.mon[0].last: "x"` + form:                                                       week("mon", Session{From: "07:30", To: "11:30", Last: "x"}),
		`calendars[0].week.sun[0].to: "07:30" is not after the session's beginning; give a time after 07:30`: week("sun",
			Session{From: "07:30", To: "07:30"}),
		`calendars[0].week.sun[0].last: "12:00" is not within the session; give a time after 07:30 and not after 11:30`: week("sun",
			Session{From: "07:30", To: "11:30", Last: "12:00"}),
		`calendars[0].week.sat[0].last: "07:30" is not within the session; give a time after 07:30 and not after 11:30`: week("sat",
			Session{From: "07:30", To: "11:30", Last: "07:30"}),
		`calendars[0].week.sun[1].from: "11:00" is before the end of the session above; put the sessions in order, without overlap`: week("sun",
			Session{From: "07:30", To: "11:30"}, Session{From: "11:00", To: "16:00"}),
		`calendars[0].days: "2026-02-29" is not a date; write one that exists as yyyy-mm-dd`: {ID: "office",
			Days: map[string][]Session{"2026-02-29": nil}},
		`calendars[0].days.2026-09-02[0].to: "06:00" is not after the session's beginning; give a time after 07:00`: {ID: "office",
			Days: map[string][]Session{"2026-09-02": {{From: "07:00", To: "06:00"}}}},
		`calendars[0].week.fri: 13 sessions are too many for a day; 12 at most`: week("fri", make([]Session, 13)...),
	} {
		c := sound()
		c.Calendars[0] = k
		if err := c.Validate(); err == nil || err.Error() != want {
			t.Errorf("\n got %v\nwant %s", err, want)
		}
	}
}

// All that is wrong is told at once, in the definition's order, up to a bound.
func TestValidateTellsEverything(t *testing.T) {
	c := sound()
	c.Counters[0].Label, c.Classes[1].Promise, c.ID = "1234567", 0, ""
	err := c.Validate()
	var first *Flaw
	if !errors.As(err, &first) || first.Field != "id" || first.Value != `""` || first.Way == "" {
		t.Errorf("the first flaw is %+v", first)
	}
	if n := strings.Count(err.Error(), "\n") + 1; n != 3 {
		t.Errorf("%d lines: %v", n, err)
	}

	c = sound()
	for range 200 {
		c.Halls = append(c.Halls, Hall{ID: "h3", Name: vi("x")})
	}
	lines := strings.Split(c.Validate().Error(), "\n")
	if len(lines) != 101 || lines[100] != "and 100 more" { // 199 doubles, 1 count
		t.Errorf("%d lines, the last: %s", len(lines), lines[len(lines)-1])
	}

	var none *Centre
	if err := none.Validate(); err == nil {
		t.Error("no centre at all is sound")
	}
}

// Two series that pass never print the same number, however far they count.
func TestPrefixesNeverCollide(t *testing.T) {
	prefixes := []string{"", "A", "B", "1A", "A1B", "11A", "AB", "1", "A1", "A11", "B2"}
	for _, p := range prefixes {
		for _, q := range prefixes {
			c := sound()
			c.Series = []Series{{ID: "a", Prefix: p, Digits: 1}, {ID: "b", Prefix: q, Digits: 2}}
			if c.Validate() != nil {
				continue
			}
			seen := map[string]bool{}
			for n := 1; n <= 1200; n++ {
				seen[fmt.Sprintf("%s%01d", p, n)] = true
			}
			for n := 1; n <= 1200; n++ {
				if number := fmt.Sprintf("%s%02d", q, n); seen[number] {
					t.Fatalf("prefixes %q and %q both print %s", p, q, number)
				}
			}
		}
	}
}

// Whatever comes as a definition, checking it does not panic, and what passes
// can be adopted.
func FuzzCentre(f *testing.F) {
	for _, c := range []*Centre{sound(), {}} {
		b, err := json.Marshal(c)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`null`))
	f.Add([]byte(`{"calendars":[{"id":"a","week":{"mon":[{"from":"07:30","to":"24:00","last":"23:59"}]},"days":{"2028-02-29":null}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var c *Centre
		if json.Unmarshal(b, &c) != nil || c.Validate() != nil {
			return
		}
		s := New()
		if err := s.adopt(c, 1); err != nil {
			t.Fatalf("passed, and cannot be adopted: %v", err)
		}
		hours, err := compileCalendars(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hours {
			for hour := range 24 * 8 {
				h.At(time.Unix(int64(hour)*3600, 0).In(s.zone))
			}
		}
	})
}

func BenchmarkValidate(b *testing.B) {
	c := sound()
	for i := range maxServices - len(c.Services) {
		c.Services = append(c.Services, Service{ID: ServiceID(fmt.Sprint("s", i)), Name: vi("Thủ tục"), Field: "ho-tich", Series: "a"})
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := c.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}
