package queue

import (
	"fmt"
	"strings"
	"time"
)

// The most that a definition may hold: several times the largest centre there
// is, little enough to be sent to every screen.
const (
	maxHalls     = 50
	maxFields    = 500
	maxServices  = 3000
	maxCounters  = 500
	maxClasses   = 20
	maxCalendars = 200
	maxSeries    = 500
	maxKiosks    = 500
	maxSentences = 50 // of the ticker, papers and words of a service
	maxSessions  = 12 // of a day
	maxDays      = 2000
	maxLanguages = 20

	maxName     = 200 // characters
	maxSentence = 500 // official names of procedures are this long
	maxCode     = 40
	maxLabel    = 6
	maxNumber   = 999999
	maxPromise  = 24 * 60
)

// Validate checks the whole definition at once. What it returns joins a *Flaw
// for everything that is wrong, up to 100, in the definition's order; nil when
// the centre can work with it.
func (c *Centre) Validate() error {
	if c == nil {
		return &Flaw{Field: "centre", Value: "null", Way: "is no definition; send one"}
	}
	v := validation{c: c}
	v.centre()
	// The lists that others refer to come before those who refer.
	halls := v.halls()
	calendars := v.calendars()
	fields := v.fields(calendars)
	series := v.series()
	classes := v.classes()
	services := v.services(fields, series, classes)
	v.counters(halls, services)
	v.kiosks(halls, fields)
	v.rules()
	return v.err()
}

// validation is one run of Validate. The methods that check a list return the
// ids in it.
type validation struct {
	flaws
	c *Centre
}

func (v *validation) centre() {
	v.id("id", string(v.c.ID), map[string]bool{})
	v.wording("name", v.c.Name, maxName)
	// Local is whatever the machine is set to: a replay elsewhere would differ.
	if zone := v.c.zoneName(); zone == "Local" {
		v.add("zone", zone, "depends on the machine; name the zone itself, as in Asia/Ho_Chi_Minh")
	} else if _, err := time.LoadLocation(zone); err != nil {
		v.add("zone", zone, "is not a time zone; write its IANA name, as in Asia/Ho_Chi_Minh")
	}
	v.count("ticker", len(v.c.Ticker), 0, maxSentences)
	for i, t := range v.c.Ticker {
		v.wording(fmt.Sprintf("ticker[%d]", i), t, maxSentence)
	}
	v.wordingIfAny("notice", v.c.Notice, maxSentence)
}

func (v *validation) halls() map[string]bool {
	v.count("halls", len(v.c.Halls), 1, maxHalls)
	ids := make(map[string]bool, len(v.c.Halls))
	for i, h := range v.c.Halls {
		at := fmt.Sprintf("halls[%d]", i)
		v.id(at+".id", string(h.ID), ids)
		v.wording(at+".name", h.Name, maxName)
	}
	return ids
}

func (v *validation) calendars() map[string]bool {
	v.count("calendars", len(v.c.Calendars), 0, maxCalendars)
	ids := make(map[string]bool, len(v.c.Calendars))
	for i := range v.c.Calendars {
		k := &v.c.Calendars[i]
		at := fmt.Sprintf("calendars[%d]", i)
		v.id(at+".id", k.ID, ids)
		v.wordingIfAny(at+".name", k.Name, maxName)
		v.count(at+".days", len(k.Days), 0, maxDays)
		compile(k, &v.flaws, at)
	}
	return ids
}

func (v *validation) fields(calendars map[string]bool) map[string]bool {
	v.count("fields", len(v.c.Fields), 1, maxFields)
	ids := make(map[string]bool, len(v.c.Fields))
	for i, f := range v.c.Fields {
		at := fmt.Sprintf("fields[%d]", i)
		v.id(at+".id", string(f.ID), ids)
		v.wording(at+".name", f.Name, maxName)
		if f.Calendar != "" {
			v.refers(at+".calendar", f.Calendar, calendars, "calendars", "calendar")
		}
	}
	return ids
}

func (v *validation) series() map[string]bool {
	v.count("series", len(v.c.Series), 1, maxSeries)
	ids := make(map[string]bool, len(v.c.Series))
	prefixes := make(map[string]bool, len(v.c.Series))
	for i, s := range v.c.Series {
		at := fmt.Sprintf("series[%d]", i)
		v.id(at+".id", string(s.ID), ids)
		v.prefix(at+".prefix", s.Prefix, prefixes)
		v.within(at+".digits", s.Digits, 0, 6)
		v.within(at+".start", s.Start, 0, maxNumber)
		v.within(at+".end", s.End, 0, maxNumber)
		v.within(at+".step", s.Step, 0, maxNumber)
		if s.End > 0 && s.End < s.Start {
			v.add(at+".end", s.End, fmt.Sprintf("is below the series' start; give a number from %d on, or 0 for no end", s.Start))
		}
	}
	return ids
}

// prefix sees to it that no two series ever print the same number. The digits
// after a prefix may grow, so that a number must tell where its prefix ends: at
// the last character that is no digit. Then distinct prefixes are enough, and
// they differ by more than case, for they are read aloud.
func (v *validation) prefix(field, prefix string, seen map[string]bool) {
	for i := range len(prefix) {
		c := prefix[i]
		if !(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9') || i == 3 {
			v.add(field, prefix, "is not a prefix; write 0 to 3 of the characters A-Z a-z 0-9")
			return
		}
	}
	if prefix != "" {
		if last := prefix[len(prefix)-1]; last >= '0' && last <= '9' {
			v.add(field, prefix, "ends in a digit, which could not be told from the number; end it in a letter")
			return
		}
	}
	same := strings.ToUpper(prefix)
	if seen[same] {
		v.add(field, prefix, "is the prefix of another series too, and the numbers would be the same; choose another")
	}
	seen[same] = true
}

func (v *validation) classes() map[string]bool {
	v.count("classes", len(v.c.Classes), 1, maxClasses)
	ids := make(map[string]bool, len(v.c.Classes))
	for i, k := range v.c.Classes {
		at := fmt.Sprintf("classes[%d]", i)
		v.id(at+".id", string(k.ID), ids)
		v.wording(at+".name", k.Name, maxName)
		v.within(at+".promise", k.Promise, 1, maxPromise)
	}
	return ids
}

func (v *validation) services(fields, series, classes map[string]bool) map[string]bool {
	v.count("services", len(v.c.Services), 1, maxServices)
	ids := make(map[string]bool, len(v.c.Services))
	for i := range v.c.Services {
		s := &v.c.Services[i]
		at := fmt.Sprintf("services[%d]", i)
		v.id(at+".id", string(s.ID), ids)
		v.plain(at+".code", s.Code, maxCode)
		v.wording(at+".name", s.Name, maxSentence)
		v.refers(at+".field", string(s.Field), fields, "fields", "field")
		v.refers(at+".series", string(s.Series), series, "series", "series")
		v.within(at+".minutes", s.Minutes, 0, 600)
		v.within(at+".quota", s.Quota, 0, maxNumber)
		for _, class := range sortedKeys(s.Promises) {
			v.refers(at+".promises", string(class), classes, "classes", "class")
			v.within(at+".promises."+shorten(string(class)), s.Promises[class], 1, maxPromise)
		}
		v.advice(at, s)
	}
	return ids
}

// advice checks what a service tells visitors.
func (v *validation) advice(at string, s *Service) {
	v.count(at+".words", len(s.Words), 0, maxSentences)
	for i, w := range s.Words {
		field := fmt.Sprintf("%s.words[%d]", at, i)
		if strings.TrimSpace(w) == "" {
			v.add(field, w, "is no text; write a word that people look for, or remove the entry")
		}
		v.plain(field, w, maxName)
	}
	v.count(at+".papers", len(s.Papers), 0, maxSentences)
	for i, p := range s.Papers {
		v.wording(fmt.Sprintf("%s.papers[%d]", at, i), p, maxSentence)
	}
	v.wordingIfAny(at+".warning", s.Warning, maxSentence)
	if s.WarnAt == "" {
		if len(s.Warning) > 0 {
			v.add(at+".warn_at", s.WarnAt, "is no time, but there is a warning; say from when on it is shown, as HH:MM")
		}
		return
	}
	if _, ok := parseClock(s.WarnAt); !ok {
		v.add(at+".warn_at", s.WarnAt, clockForm)
	}
	if len(s.Warning) == 0 {
		v.add(at+".warning.vi", "", "is no text, but there is a warn_at; write what the kiosk shows from then on")
	}
}

func (v *validation) counters(halls, services map[string]bool) {
	v.count("counters", len(v.c.Counters), 0, maxCounters)
	ids := make(map[string]bool, len(v.c.Counters))
	for i := range v.c.Counters {
		d := &v.c.Counters[i]
		at := fmt.Sprintf("counters[%d]", i)
		v.id(at+".id", string(d.ID), ids)
		v.wording(at+".name", d.Name, maxName)
		v.plain(at+".label", d.Label, maxLabel)
		v.refers(at+".hall", string(d.Hall), halls, "halls", "hall")
		v.oneOf(at+".direction", d.Direction, "", "left", "right", "up", "down")
		seen := make(map[ServiceID]bool, len(d.Services))
		for j, s := range d.Services {
			field := fmt.Sprintf("%s.services[%d]", at, j)
			v.refers(field, string(s), services, "services", "service")
			if seen[s] {
				v.add(field, string(s), "stands twice in the profile; remove one")
			}
			seen[s] = true
		}
	}
}

func (v *validation) kiosks(halls, fields map[string]bool) {
	v.count("kiosks", len(v.c.Kiosks), 0, maxKiosks)
	ids := make(map[string]bool, len(v.c.Kiosks))
	for i := range v.c.Kiosks {
		k := &v.c.Kiosks[i]
		at := fmt.Sprintf("kiosks[%d]", i)
		v.id(at+".id", string(k.ID), ids)
		v.wording(at+".name", k.Name, maxName)
		if k.Hall != "" {
			v.refers(at+".hall", string(k.Hall), halls, "halls", "hall")
		}
		seen := make(map[FieldID]bool, len(k.Fields))
		for j, f := range k.Fields {
			field := fmt.Sprintf("%s.fields[%d]", at, j)
			v.refers(field, string(f), fields, "fields", "field")
			if seen[f] {
				v.add(field, string(f), "stands twice in the list; remove one")
			}
			seen[f] = true
		}
	}
}

func (v *validation) rules() {
	r := v.c.Rules
	v.within("rules.miss_calls", r.MissCalls, 0, 10)
	v.within("rules.miss_seconds", r.MissSeconds, 0, 3600)
	v.within("rules.reinstate_credit", r.ReinstateCredit, 0, 100)
	v.oneOf("rules.day_end", r.DayEnd, "", "expire", "carry")
	v.within("rules.auto_start_seconds", r.AutoStartSeconds, 0, 3600)
}
