package queue

import (
	"fmt"
	"strings"
	"time"
)

// Hours are a calendar made ready to be asked at every Issue. A nil *Hours is
// open at any hour. Hours never change and may be shared.
//
// A moment is compared as the clock on the wall shows it, in the zone of the
// time given: an hour that the clock repeats is open twice.
type Hours struct {
	week [7]*daily // by time.Weekday
	days map[Day]*daily
}

// daily is what a calendar says of one day; without stretches it is closed.
type daily struct {
	stretches []stretch
	text      string // "07:30–11:30, 13:00–16:30"
}

// stretch is a Session in minutes of the day; numbers are given from from until
// before last, the field is open until before to.
type stretch struct {
	from, last, to int
	opens, lasts   string // from and last as written
}

// At tells whether numbers are given at t. If not, it says why, and the time
// of day that goes with it, as HH:MM:
//
//	ReasonFieldClosedToday  ""
//	ReasonFieldClosed       when the field opens next today, "" when it does not
//	ReasonLastNumber        when the last number was given
func (h *Hours) At(t time.Time) (open bool, reason Reason, at string) {
	if h == nil {
		return true, "", ""
	}
	today := h.on(t)
	if len(today.stretches) == 0 {
		return false, ReasonFieldClosedToday, ""
	}
	hour, minute, _ := t.Clock()
	now := hour*60 + minute
	for i := range today.stretches {
		switch s := &today.stretches[i]; {
		case now < s.from:
			return false, ReasonFieldClosed, s.opens
		case now < s.last:
			return true, "", ""
		case now < s.to:
			return false, ReasonLastNumber, s.lasts
		}
	}
	return false, ReasonFieldClosed, ""
}

// Today is the opening hours of the day of t, "07:30–11:30, 13:00–16:30"; empty
// when it is closed all day, and for a nil *Hours.
func (h *Hours) Today(t time.Time) string {
	if h == nil {
		return ""
	}
	return h.on(t).text
}

// on is what holds on the day of t: its own entry, else that of the weekday.
func (h *Hours) on(t time.Time) *daily {
	if len(h.days) > 0 {
		if d, ok := h.days[DayOf(t)]; ok {
			return d
		}
	}
	return h.week[t.Weekday()]
}

// weekdays are the keys of Calendar.Week, by time.Weekday.
var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// compileCalendars gives the hours of every field that keeps hours. The
// definition has been validated; an error means that it was not.
func compileCalendars(c *Centre) (map[FieldID]*Hours, error) {
	calendars := make(map[string]*Hours, len(c.Calendars))
	for i := range c.Calendars {
		var found flaws
		calendars[c.Calendars[i].ID] = compile(&c.Calendars[i], &found, fmt.Sprintf("calendars[%d]", i))
		if err := found.err(); err != nil {
			return nil, fmt.Errorf("queue: centre %s: %w", c.ID, err)
		}
	}
	fields := make(map[FieldID]*Hours, len(c.Fields))
	for i, f := range c.Fields {
		if f.Calendar == "" {
			continue
		}
		h, ok := calendars[f.Calendar]
		if !ok {
			return nil, fmt.Errorf("queue: centre %s: fields[%d].calendar: %q is not one of the calendars", c.ID, i, f.Calendar)
		}
		fields[f.ID] = h
	}
	return fields, nil
}

// compile reads a calendar and notes what is wrong with its times.
func compile(c *Calendar, found *flaws, path string) *Hours {
	h := &Hours{days: make(map[Day]*daily, len(c.Days))}
	for _, key := range sortedKeys(c.Week) {
		if !isOneOf(key, weekdays[:]) {
			found.add(path+".week", key, "is not a day of the week; write mon, tue, wed, thu, fri, sat or sun")
		}
	}
	for weekday, key := range weekdays {
		h.week[weekday] = compileDay(c.Week[key], found, path+".week."+key)
	}
	for _, key := range sortedKeys(c.Days) {
		day, err := ParseDay(key)
		if err != nil {
			found.add(path+".days", key, "is not a date; write one that exists as yyyy-mm-dd")
			continue
		}
		h.days[day] = compileDay(c.Days[key], found, path+".days."+key)
	}
	return h
}

func compileDay(sessions []Session, found *flaws, path string) *daily {
	if len(sessions) > maxSessions {
		found.add(path, len(sessions), fmt.Sprintf("sessions are too many for a day; %d at most", maxSessions))
		return &daily{}
	}
	d := &daily{stretches: make([]stretch, 0, len(sessions))}
	var text strings.Builder
	before := 0
	for i, s := range sessions {
		at := fmt.Sprintf("%s[%d]", path, i)
		from, okFrom := parseClock(s.From)
		to, okTo := parseClock(s.To)
		last, okLast := to, true
		lasts := s.To
		if s.Last != "" {
			last, okLast = parseClock(s.Last)
			lasts = s.Last
		}
		if !okFrom {
			found.add(at+".from", s.From, clockForm)
		}
		if !okTo {
			found.add(at+".to", s.To, clockForm)
		}
		if !okLast {
			found.add(at+".last", s.Last, clockForm)
		}
		if !okFrom || !okTo || !okLast {
			continue
		}
		switch {
		case from >= to:
			found.add(at+".to", s.To, fmt.Sprintf("is not after the session's beginning; give a time after %s", s.From))
		case last <= from || last > to:
			found.add(at+".last", s.Last, fmt.Sprintf("is not within the session; give a time after %s and not after %s", s.From, s.To))
		case from < before:
			found.add(at+".from", s.From, "is before the end of the session above; put the sessions in order, without overlap")
		}
		before = to
		d.stretches = append(d.stretches, stretch{from: from, last: last, to: to, opens: s.From, lasts: lasts})
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteString(s.From + "–" + s.To)
	}
	d.text = text.String()
	return d
}

const clockForm = "is not a time; write it as HH:MM, from 00:00 to 24:00"

// parseClock reads HH:MM as minutes of the day, 0 to 24*60.
func parseClock(s string) (minutes int, ok bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	for _, i := range [4]int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	hour := int(s[0]-'0')*10 + int(s[1]-'0')
	minute := int(s[3]-'0')*10 + int(s[4]-'0')
	minutes = hour*60 + minute
	return minutes, minute < 60 && minutes <= 24*60
}
