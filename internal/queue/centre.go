package queue

import (
	"cmp"
	"strings"
	"unicode"
)

// Centre is the definition of one site: what the centre itself decides about
// its halls, services, rules and words. It is data: imported and exported as
// JSON, validated as a whole, recorded as an event, changed while running.
//
// Durations are whole minutes or seconds, as the field's name says. A zero
// means what the comment says, so that a small definition is a good one.
type Centre struct {
	ID        CentreID   `json:"id"`
	Name      Text       `json:"name"`
	Zone      string     `json:"zone,omitempty"` // IANA; empty: Asia/Ho_Chi_Minh
	Halls     []Hall     `json:"halls"`
	Fields    []Field    `json:"fields"`
	Series    []Series   `json:"series"`
	Services  []Service  `json:"services"`
	Classes   []Class    `json:"classes"`
	Counters  []Counter  `json:"counters"`
	Calendars []Calendar `json:"calendars,omitempty"`
	Kiosks    []Kiosk    `json:"kiosks,omitempty"`
	Rules     Rules      `json:"rules,omitzero"`
	Ticker    []Text     `json:"ticker,omitempty"` // sentences that run along the bottom of the displays
	Notice    Text       `json:"notice,omitempty"` // printed at the foot of every slip
}

// Text is a wording by language tag: {"vi": "Hộ tịch", "en": "Civil status"}.
// Vietnamese is required wherever a text is.
type Text map[string]string

// In gives the wording in the language, else in Vietnamese.
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	return t["vi"]
}

// Hall is a waiting area with displays of its own.
type Hall struct {
	ID   HallID `json:"id"`
	Name Text   `json:"name"`
}

// Field is a family of services; it may keep hours of its own.
type Field struct {
	ID       FieldID `json:"id"`
	Name     Text    `json:"name"`
	Calendar string  `json:"calendar,omitempty"` // a Calendar's id; empty: open at any hour
}

// Series is a run of ticket numbers: letter and digits, restarting each day.
type Series struct {
	ID     SeriesID `json:"id"`
	Prefix string   `json:"prefix"`           // "A"; printed before the digits
	Digits int      `json:"digits,omitempty"` // least digits; 0: 3. A999 is followed by A1000
	Start  int      `json:"start,omitempty"`  // first number; 0: 1
	End    int      `json:"end,omitempty"`    // last number; 0: none
	Step   int      `json:"step,omitempty"`   // 0: 1
}

// Service is what a ticket is for.
type Service struct {
	ID       ServiceID       `json:"id"`
	Code     string          `json:"code,omitempty"` // national procedure code, 1.001193
	Name     Text            `json:"name"`
	Field    FieldID         `json:"field"`
	Series   SeriesID        `json:"series"`
	Minutes  int             `json:"minutes,omitempty"`  // usual time at the counter; 0: 10
	Quota    int             `json:"quota,omitempty"`    // tickets a day; 0: no limit
	Promises map[ClassID]int `json:"promises,omitempty"` // minutes, where the service differs from the class
	Words    []string        `json:"words,omitempty"`    // what people call it: "sổ đỏ", "giấy độc thân"
	Papers   []Text          `json:"papers,omitempty"`   // what to bring
	WarnAt   string          `json:"warn_at,omitempty"`  // "14:30": from then on the kiosk shows Warning
	Warning  Text            `json:"warning,omitempty"`
}

// Usual is the usual time at the counter, in minutes.
func (s *Service) Usual() int {
	if s.Minutes == 0 {
		return 10
	}
	return s.Minutes
}

// Class is a priority class. The first class of a centre is the ordinary one,
// taken when a ticket names none.
type Class struct {
	ID      ClassID `json:"id"`
	Name    Text    `json:"name"`
	Promise int     `json:"promise"`          // minutes that a visitor of the class waits at most
	Notice  bool    `json:"notice,omitempty"` // counter and display say that a priority visitor is being served
}

// Counter is a desk with an officer.
type Counter struct {
	ID        CounterID   `json:"id"`
	Name      Text        `json:"name"`            // "Quầy 3"
	Label     string      `json:"label,omitempty"` // what the display shows large: "3"; empty: the digits of the name
	Hall      HallID      `json:"hall"`
	Services  []ServiceID `json:"services"`            // the profile when the day begins
	Direction string      `json:"direction,omitempty"` // where it is, seen from the hall's display: left, right, up, down
}

// Short is the counter as short as displays and slips show it: its label, else
// the digits of its name, else its name in the language.
func (c *Counter) Short(lang string) string {
	if c.Label != "" {
		return c.Label
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, c.Name.In(lang))
	return cmp.Or(digits, c.Name.In(lang))
}

// Kiosk is a place where tickets are issued.
type Kiosk struct {
	ID     KioskID   `json:"id"`
	Name   Text      `json:"name"`
	Hall   HallID    `json:"hall,omitempty"`
	Fields []FieldID `json:"fields,omitempty"` // what it offers; empty: everything
}

// Calendar is a set of opening hours.
type Calendar struct {
	ID   string               `json:"id"`
	Week map[string][]Session `json:"week"`           // mon … sun; a day left out is closed
	Days map[string][]Session `json:"days,omitempty"` // "2026-09-02": holidays (no session) and make-up days
	Name Text                 `json:"name,omitempty"`
}

// Session is a stretch of opening hours, times as HH:MM in the centre's zone.
type Session struct {
	From string `json:"from"`
	To   string `json:"to"`
	Last string `json:"last,omitempty"` // when the last number is given; empty: at To
}

// Rules are the centre's choices about the life of a ticket.
type Rules struct {
	MissCalls        int    `json:"miss_calls,omitempty"`         // calls before a ticket may be missed; 0: 1
	MissSeconds      int    `json:"miss_seconds,omitempty"`       // since the last call-out; 0: at once
	ReinstateCredit  int    `json:"reinstate_credit,omitempty"`   // % of the wait before the first call that a reinstated ticket keeps; 0: 50
	DayEnd           string `json:"day_end,omitempty"`            // what becomes of who still waits: expire (also when empty) or carry
	AutoCall         bool   `json:"auto_call,omitempty"`          // idle open counters are given the next ticket
	AutoStartSeconds int    `json:"auto_start_seconds,omitempty"` // a called ticket starts by itself; 0: never
	AutoFinish       bool   `json:"auto_finish,omitempty"`        // call-next finishes (or starts and finishes) the current ticket
}
