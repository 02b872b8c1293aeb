package forecast

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// columns are the names that a call file must have, in any order and among any
// others.
var columns = []string{
	"date", "enter", "queue_start", "queue_exit", "service_start", "service_end",
	"priority", "type", "outcome", "agent",
}

// never is how a call file writes that a moment did not come.
const never = "00:00:00"

// crowd is how many different types and agents a file may name.
const crowd = 10_000

// midnight is how far a later moment may seem to lie before an earlier one until
// it is read as a moment of the next day.
const midnight = 12 * hour

// Reader reads calls from CSV with a header line, plain or gzip, one call at a
// time. It is for one goroutine.
type Reader struct {
	csv   *csv.Reader
	at    [10]int           // place of each of columns
	names map[string]string // classes and agents met so far
	date  string
	day   int64
	aside Aside
}

// Aside tells of calls whose times contradict each other. They are left out.
type Aside struct {
	Calls int
	First error // names the line and the two times; nil when Calls is 0
}

// NewReader reads the header. The error names the column that is missing.
func NewReader(r io.Reader) (*Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	if magic, err := b.Peek(2); err == nil && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("call file: gzip: %w", err)
		}
		b = bufio.NewReaderSize(z, 1<<16)
	}
	c := csv.NewReader(b)
	c.ReuseRecord = true
	head, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("call file: empty; its first line must name the columns " + strings.Join(columns, ", "))
	}
	if err != nil {
		return nil, fmt.Errorf("call file: %w", err)
	}
	if len(head) > 0 {
		head[0] = strings.TrimPrefix(head[0], "\ufeff") // spreadsheets write it
	}
	out := &Reader{csv: c, names: map[string]string{}}
	for i, name := range columns {
		out.at[i] = slices.Index(head, name)
		if out.at[i] < 0 {
			return nil, fmt.Errorf("call file: line 1 has no column %q; needed are %s", name, strings.Join(columns, ", "))
		}
	}
	return out, nil
}

// Aside tells what has been left out so far.
func (r *Reader) Aside() Aside { return r.aside }

// Next is the next call, or io.EOF. Any other error names the line, the column
// and the value.
func (r *Reader) Next() (*Call, error) {
	for {
		rec, err := r.csv.Read()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil, io.EOF
			}
			return nil, fmt.Errorf("call file: %w", err) // csv names the line
		}
		line, _ := r.csv.FieldPos(0)
		c, err := r.call(rec, line)
		if err != nil {
			return nil, fmt.Errorf("call file: line %d: %w", line, err)
		}
		if err := sane(c); err != nil {
			if r.aside.Calls == 0 {
				r.aside.First = fmt.Errorf("line %d: %w", line, err)
			}
			r.aside.Calls++
			continue
		}
		return c, nil
	}
}

func (r *Reader) call(rec []string, line int) (*Call, error) {
	field := func(i int) string { return rec[r.at[i]] }
	if d := field(0); d != r.date {
		t, err := time.Parse(time.DateOnly, d)
		if err != nil {
			return nil, fmt.Errorf("date %q is not a date such as 1999-01-31", d)
		}
		r.date, r.day = strings.Clone(d), t.Unix()
	}
	var sec [5]int64 // enter, queue_start, queue_exit, service_start, service_end
	for i := range sec {
		s, err := clock(field(1 + i))
		if err != nil {
			return nil, fmt.Errorf("%s %w", columns[1+i], err)
		}
		sec[i] = s
	}
	prio, err := strconv.Atoi(field(6))
	if err != nil || prio < 0 || prio > 1000 {
		return nil, fmt.Errorf("priority %q is not a number from 0 to 1000", field(6))
	}
	c := &Call{
		Line: line, Enter: r.day + sec[0], Priority: prio,
		Class: r.name(field(7)), Agent: r.name(field(9)), Served: field(8) == "AGENT",
	}
	if len(r.names) > crowd {
		return nil, fmt.Errorf("type %q or agent %q is one too many: no more than %d different ones are read", c.Class, c.Agent, crowd)
	}
	// A call that goes on past midnight keeps its date: its later times are smaller.
	place := func(s int64, text string, after int64) int64 {
		if text == never {
			return 0
		}
		at := r.day + s
		if at < after-midnight {
			at += day
		}
		return at
	}
	c.QueueStart = place(sec[1], field(2), c.Enter)
	c.QueueExit = place(sec[2], field(3), max(c.Enter, c.QueueStart))
	c.ServiceStart = place(sec[3], field(4), max(c.Enter, c.QueueExit))
	c.ServiceEnd = place(sec[4], field(5), max(c.Enter, c.ServiceStart))
	return c, nil
}

// name keeps one copy of each word, so that a call does not hold its line.
func (r *Reader) name(s string) string {
	if n, ok := r.names[s]; ok {
		return n
	}
	s = strings.Clone(s)
	r.names[s] = s
	return s
}

// clock reads HH:MM:SS as seconds since midnight.
func clock(s string) (int64, error) {
	bad := fmt.Errorf("%q is not a time such as 08:05:00", s)
	if len(s) != 8 || s[2] != ':' || s[5] != ':' {
		return 0, bad
	}
	var v [3]int64
	for i := range v {
		hi, lo := s[3*i], s[3*i+1]
		if hi < '0' || hi > '9' || lo < '0' || lo > '9' {
			return 0, bad
		}
		v[i] = int64(hi-'0')*10 + int64(lo-'0')
	}
	if v[0] > 23 || v[1] > 59 || v[2] > 59 {
		return 0, bad
	}
	return v[0]*hour + v[1]*minute + v[2], nil
}

// skew is how far the clocks of a centre's machines may differ, in seconds: the
// switch, the queue and the counters each write their own times.
const skew = 5 * minute

// sane tells what is impossible about a call.
func sane(c *Call) error {
	of := func(at int64) string { return time.Unix(at, 0).UTC().Format(time.TimeOnly) }
	switch {
	case c.QueueStart != 0 && c.QueueExit == 0:
		return errors.New("queue_start without queue_exit")
	case c.QueueStart == 0 && c.QueueExit != 0:
		return errors.New("queue_exit without queue_start")
	case c.QueueStart != 0 && c.QueueStart < c.Enter-skew:
		return fmt.Errorf("queue_start %s lies before enter %s", of(c.QueueStart), of(c.Enter))
	case c.QueueExit < c.QueueStart:
		return fmt.Errorf("queue_exit %s lies before queue_start %s", of(c.QueueExit), of(c.QueueStart))
	case c.ServiceStart != 0 && c.QueueExit != 0 && c.ServiceStart < c.QueueExit-skew:
		return fmt.Errorf("service_start %s lies before queue_exit %s", of(c.ServiceStart), of(c.QueueExit))
	case c.ServiceStart != 0 && c.ServiceEnd != 0 && c.ServiceEnd < c.ServiceStart:
		return fmt.Errorf("service_end %s lies before service_start %s", of(c.ServiceEnd), of(c.ServiceStart))
	}
	return nil
}
