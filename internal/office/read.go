package office

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// The most that an office may have; several times the largest there is.
const (
	maxCounters = 200
	maxClasses  = 200
	maxMinutes  = 24 * 60
)

// Read decodes an office and checks it as a whole. Unknown fields and anything
// after the object are refused. The error names the field, its value and the
// way out, for everything that is wrong.
func Read(r io.Reader) (*Office, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var o Office
	if err := d.Decode(&o); err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("office: there is something after the object; a file holds one office")
	}
	if err := o.validate(); err != nil {
		return nil, err
	}
	return &o, nil
}

// flaws collects what is wrong with an office.
type flaws []error

func (f *flaws) unless(ok bool, field string, value any, way string) {
	if !ok {
		*f = append(*f, fmt.Errorf("office: %s: %v: %s", field, value, way))
	}
}

func (o *Office) validate() error {
	var f flaws
	f.unless(o.Minutes >= 1 && o.Minutes <= maxMinutes, "minutes", o.Minutes, "must be 1 … 1440")
	f.unless(len(o.Arrivals) > 0, "arrivals", "[]", "give at least one weight")
	sum := 0.0
	for i, w := range o.Arrivals {
		f.unless(w >= 0 && w <= 1e12, fmt.Sprintf("arrivals[%d]", i), w, "must be 0 … 10¹²")
		sum += w
	}
	f.unless(len(o.Arrivals) == 0 || sum > 0, "arrivals", o.Arrivals, "must not all be 0")
	f.unless(share(o.Rush.Share), "rush.share", o.Rush.Share, "must be 0 … 1")
	f.unless(o.Rush.Share == 0 || o.Rush.Minutes > 0 && o.Rush.Minutes*float64(len(o.Arrivals)) <= float64(o.Minutes),
		"rush.minutes", o.Rush.Minutes, "must be more than 0 and no more than the first part of the day")
	f.unless(o.Break >= 0 && o.Break <= o.Minutes, "break", o.Break, "must be 0 … minutes")
	o.services(&f)
	o.classes(&f)
	o.counters(&f)
	return errors.Join(f...)
}

func (o *Office) services(f *flaws) {
	f.unless(len(o.Services) > 0, "services", "[]", "give at least one")
	for i, s := range o.Services {
		at := fmt.Sprintf("services[%d]", i)
		f.unless(s.ID != "" && o.service(s.ID) == i, at+".id", s.ID, "must be there and no other service's")
		f.unless(s.Minutes >= 0.1 && s.Minutes <= maxMinutes, at+".minutes", s.Minutes, "must be 0.1 … 1440")
		f.unless(s.CV >= 0 && s.CV <= 10, at+".cv", s.CV, "must be 0 … 10")
	}
}

func (o *Office) classes(f *flaws) {
	f.unless(len(o.Classes) > 0 && len(o.Classes) <= maxClasses, "classes", len(o.Classes), "must be 1 … 200 of them")
	sum, booked := 0.0, false
	for i, c := range o.Classes {
		at := fmt.Sprintf("classes[%d]", i)
		same := func(d Class) bool { return d.ID == c.ID }
		f.unless(c.ID != "" && slices.IndexFunc(o.Classes, same) == i, at+".id", c.ID, "must be there and no other class's")
		f.unless(o.service(c.Service) >= 0, at+".service", c.Service, "is no service of this office")
		does := func(k Counter) bool { return slices.Contains(k.Services, c.Service) }
		f.unless(slices.ContainsFunc(o.Counters, does), at+".service", c.Service, "is at no counter; nobody would ever be called")
		f.unless(c.Promise >= 1 && c.Promise <= maxMinutes, at+".promise", c.Promise, "must be 1 … 1440")
		f.unless(c.HeadStart >= 0 && c.HeadStart <= c.Promise, at+".head_start", c.HeadStart, "must be 0 … promise")
		f.unless(c.Share >= 0 && c.Share <= 1e12, at+".share", c.Share, "must be 0 … 10¹²")
		f.unless(c.Rank >= 1, at+".rank", c.Rank, "must be 1 or more")
		sum += c.Share
		booked = booked || c.Appointment
	}
	f.unless(len(o.Classes) == 0 || sum > 0, "classes.share", sum, "must not all be 0")
	a := o.Appointments
	f.unless(!booked || a.Grid >= 1 && a.Grid <= o.Minutes, "appointments.grid", a.Grid, "must be 1 … minutes")
	f.unless(math.Abs(a.Early) <= maxMinutes, "appointments.early", a.Early, "must be −1440 … 1440")
	f.unless(a.Spread >= 0 && a.Spread <= maxMinutes, "appointments.spread", a.Spread, "must be 0 … 1440")
	f.unless(a.Grace >= 0 && a.Grace <= maxMinutes, "appointments.grace", a.Grace, "must be 0 … 1440")
	f.unless(a.NoShow >= 0 && a.NoShow <= 0.9, "appointments.no_show", a.NoShow, "must be 0 … 0.9")
}

func (o *Office) counters(f *flaws) {
	f.unless(len(o.Counters) > 0 && len(o.Counters) <= maxCounters, "counters", len(o.Counters), "must be 1 … 200 of them")
	for i, k := range o.Counters {
		at := fmt.Sprintf("counters[%d]", i)
		same := func(d Counter) bool { return d.ID == k.ID }
		f.unless(k.ID != "" && slices.IndexFunc(o.Counters, same) == i, at+".id", k.ID, "must be there and no other counter's")
		for j, s := range k.Services {
			f.unless(o.service(s) >= 0 && slices.Index(k.Services, s) == j, fmt.Sprintf("%s.services[%d]", at, j), s, "must be a service of this office, once")
		}
		f.unless(k.BreakAt >= 0 && k.BreakAt <= o.Minutes, at+".break_at", k.BreakAt, "must be 0 … minutes")
	}
}

func share(x float64) bool { return x >= 0 && x <= 1 }

// service is the index of the service, or −1.
func (o *Office) service(id string) int {
	return slices.IndexFunc(o.Services, func(s Service) bool { return s.ID == id })
}
