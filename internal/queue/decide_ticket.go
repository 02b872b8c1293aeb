package queue

import (
	"strconv"
	"strings"
)

func (s *State) decideIssue(cmd Command, do Issue) (Decision, error) {
	if !ValidID(string(do.Ticket)) {
		return Decision{}, wrong("ticket", ReasonMalformed, "value", readable(string(do.Ticket)))
	}
	if do.Dossier != "" && !ValidDossier(do.Dossier) {
		return Decision{}, wrong("dossier", ReasonMalformed, "value", readable(do.Dossier))
	}
	if len(do.Then) > maxThen {
		return Decision{}, wrong("then", ReasonMalformed, "value", strconv.Itoa(len(do.Then)))
	}
	if s.tickets[do.Ticket] != nil {
		return Decision{}, refuse(KindConflict, ReasonTicketExists)
	}
	class, err := s.issuable(do.Service, do.Class, cmd.At)
	if err != nil {
		return Decision{}, err
	}
	if do.Kiosk != "" && !s.hasKiosk(do.Kiosk) {
		return Decision{}, refuse(KindNotFound, ReasonUnknownKiosk, "kiosk", string(do.Kiosk))
	}
	for _, id := range do.Then {
		if s.services[id] == nil {
			return Decision{}, refuse(KindNotFound, ReasonUnknownService, "service", string(id))
		}
	}
	series := s.seriesOf(s.services[do.Service].def.Series)
	index, number, err := s.nextNumber(series)
	if err != nil {
		return Decision{}, err
	}
	return decided(cmd, do.Ticket, "", TicketIssued{
		Ticket: do.Ticket, Number: number, Series: series.ID, Index: index,
		Service: do.Service, Class: class, Kiosk: do.Kiosk, Dossier: do.Dossier, Then: do.Then,
	})
}

// issuable refuses when the service gives no number now, and resolves the class.
func (s *State) issuable(id ServiceID, class ClassID, at Instant) (ClassID, error) {
	if id == "" {
		return "", wrong("service", ReasonRequired)
	}
	sv := s.services[id]
	if sv == nil {
		return "", refuse(KindNotFound, ReasonUnknownService, "service", string(id))
	}
	if class == "" {
		class = s.centre.Classes[0].ID
	} else if !s.hasClass(class) {
		return "", refuse(KindNotFound, ReasonUnknownClass, "class", string(class))
	}
	if !s.open || at >= s.dayEnd {
		return "", refuse(KindClosed, ReasonDayNotOpen)
	}
	if open, reason, when := sv.hours.At(at.Time(s.zone)); !open {
		return "", refuse(KindClosed, reason, "field", s.fieldName(sv.def.Field), "time", when,
			"hours", sv.hours.Today(at.Time(s.zone)))
	}
	if q := sv.def.Quota; q > 0 && s.issued[id] >= q {
		return "", refuse(KindQuota, ReasonQuotaUsed, "service", sv.def.Name.In("vi"), "quota", strconv.Itoa(q))
	}
	return class, nil
}

// nextNumber is the number that the series gives next. Numbers of tickets
// carried over from an earlier day are passed over. It counts by prefix, not by
// series: a definition may give the prefix to another series during the day.
func (s *State) nextNumber(def *Series) (index int, number string, err error) {
	index, ok := s.series[strings.ToUpper(def.Prefix)]
	if !ok {
		index = max(def.Start, 1)
	}
	for ; ; index += max(def.Step, 1) {
		if def.End > 0 && index > def.End {
			return 0, "", refuse(KindQuota, ReasonSeriesUsed, "series", def.Prefix, "end", strconv.Itoa(def.End))
		}
		if number = def.Number(index); !s.carried[number] {
			return index, number, nil
		}
	}
}

// seriesOf is the series with the id, nil if there is none.
func (s *State) seriesOf(id SeriesID) *Series {
	for i := range s.centre.Series {
		if s.centre.Series[i].ID == id {
			return &s.centre.Series[i]
		}
	}
	return nil
}

// Number prints an index of the series: A012. It grows when the digits do not suffice.
func (d *Series) Number(index int) string {
	digits := d.Digits
	if digits == 0 {
		digits = 3
	}
	b := make([]byte, 0, 16)
	b = append(b, d.Prefix...)
	for limit := 10; digits > 1; digits-- {
		if index < limit {
			b = append(b, '0')
		}
		limit *= 10
	}
	return string(strconv.AppendInt(b, int64(index), 10))
}

func (s *State) hasClass(id ClassID) bool {
	for i := range s.centre.Classes {
		if s.centre.Classes[i].ID == id {
			return true
		}
	}
	return false
}

func (s *State) hasKiosk(id KioskID) bool {
	for i := range s.centre.Kiosks {
		if s.centre.Kiosks[i].ID == id {
			return true
		}
	}
	return false
}

func (s *State) fieldName(id FieldID) string {
	for i := range s.centre.Fields {
		if s.centre.Fields[i].ID == id {
			return s.centre.Fields[i].Name.In("vi")
		}
	}
	return string(id)
}

func (s *State) decideCancel(cmd Command, do Cancel) (Decision, error) {
	t, err := s.find(do.Ticket)
	if err != nil {
		return Decision{}, err
	}
	switch t.State {
	case Waiting, Called, Parked, Missed:
		return decided(cmd, t.ID, "", TicketCancelled{Ticket: t.ID})
	}
	return Decision{}, s.wrongState(t)
}

// wrongState refuses because of the state that the ticket is in, and says
// where when somebody else has it.
func (s *State) wrongState(t *Ticket) *Error {
	if t.State == Called || t.State == Serving {
		return refuse(KindConflict, ReasonTicketTaken, "number", t.Number, "state", string(t.State), "counter", s.counterName(t.Counter))
	}
	return refuse(KindConflict, ReasonTicketState, "number", t.Number, "state", string(t.State))
}
