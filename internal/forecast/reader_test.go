package forecast

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
)

const head = "date,enter,queue_start,queue_exit,service_start,service_end,priority,type,outcome,agent\n"

// read gives all calls of a text, or the error.
func read(text string) ([]*Call, *Reader, error) {
	r, err := NewReader(strings.NewReader(text))
	if err != nil {
		return nil, nil, err
	}
	var all []*Call
	for {
		c, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all, r, nil
		}
		if err != nil {
			return nil, r, err
		}
		all = append(all, c)
	}
}

func TestReaderFindsColumnsByName(t *testing.T) {
	calls, _, err := read("\ufeffagent,note,type,outcome,priority,service_end,service_start,queue_exit,queue_start,enter,date\r\n" +
		"S07,\"a, b\",NE,AGENT,2,08:12:00,08:10:31,08:10:30,08:09:00,08:08:55,2026-03-02\r\n")
	if err != nil {
		t.Fatal(err)
	}
	c := calls[0]
	if c.Agent != "S07" || c.Class != "NE" || c.Priority != 2 || !c.Waited() || c.Wait() != 90 || c.Line != 2 ||
		c.ServiceEnd-c.ServiceStart != 89 || stamp(c.Enter) != "2026-03-02 08:08:55" {
		t.Errorf("%+v", c)
	}
}

func TestReaderTakesGzip(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, head+"2026-03-02,08:00:00,00:00:00,00:00:00,08:00:05,08:01:00,0,PS,AGENT,S01\n"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	calls, _, err := read(b.String())
	if err != nil || len(calls) != 1 || calls[0].Waited() || !calls[0].entered() {
		t.Errorf("%v, %v", calls, err)
	}
	if _, _, err := read(b.String()[:b.Len()-12]); err == nil {
		t.Error("a gzip file that is cut off reads as whole")
	}
}

func TestReaderCarriesACallPastMidnight(t *testing.T) {
	calls, _, err := read(head +
		"2026-03-02,23:58:00,23:58:05,00:01:05,00:01:06,00:02:00,0,PS,AGENT,S01\n" +
		"2026-03-02,23:50:00,23:50:05,23:59:58,23:59:59,00:03:00,0,PS,AGENT,S01\n")
	if err != nil {
		t.Fatal(err)
	}
	if w := calls[0].Wait(); w != 180 {
		t.Errorf("wait across midnight %v, want 180", w)
	}
	if c := calls[1]; c.ServiceEnd-c.ServiceStart != 181 {
		t.Errorf("service across midnight %d s, want 181", c.ServiceEnd-c.ServiceStart)
	}
}

func TestReaderRefuses(t *testing.T) {
	const good = "2026-03-02,08:00:00,08:00:05,08:01:00,08:01:01,08:02:00,0,PS,AGENT,S01\n"
	for _, c := range []struct{ name, text, says string }{
		{"nothing", "", "its first line must name the columns date, enter"},
		{"column missing", strings.Replace(head, "queue_exit", "exit", 1) + good, `line 1 has no column "queue_exit"`},
		{"date", head + good + strings.Replace(good, "2026-03-02", "02.03.2026", 1), `line 3: date "02.03.2026" is not a date`},
		{"time", head + strings.Replace(good, "08:01:00", "8:01:00", 1), `line 2: queue_exit "8:01:00" is not a time`},
		{"hour", head + strings.Replace(good, "08:00:00", "24:00:00", 1), `line 2: enter "24:00:00" is not a time`},
		{"digits", head + strings.Replace(good, "08:02:00", "08:0x:00", 1), `line 2: service_end "08:0x:00" is not a time`},
		{"priority", head + strings.Replace(good, ",0,", ",high,", 1), `line 2: priority "high" is not a number`},
		{"negative priority", head + strings.Replace(good, ",0,", ",-1,", 1), `line 2: priority "-1" is not a number`},
		{"fields", head + good + "2026-03-02,08:00:00\n", "line 3: wrong number of fields"},
		{"quote", head + "2026-03-02,08:00:00,\"08:00:05,08:01:00\n", "line 2"},
	} {
		if _, _, err := read(c.text); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func TestReaderSetsContradictionsAside(t *testing.T) {
	for name, row := range map[string]string{
		"queue_exit 08:00:01 lies before queue_start 08:00:05":    "08:00:00,08:00:05,08:00:01,08:01:01,08:02:00",
		"queue_start without queue_exit":                          "08:00:00,08:00:05,00:00:00,08:01:01,08:02:00",
		"queue_exit without queue_start":                          "08:00:00,00:00:00,08:01:00,08:01:01,08:02:00",
		"queue_start 08:00:05 lies before enter 08:10:00":         "08:10:00,08:00:05,08:11:00,08:11:01,08:12:00",
		"service_start 08:01:01 lies before queue_exit 08:31:00":  "08:00:00,08:00:05,08:31:00,08:01:01,08:32:00",
		"service_end 08:01:00 lies before service_start 08:01:01": "08:00:00,08:00:05,08:01:00,08:01:01,08:01:00",
	} {
		calls, r, err := read(head + "2026-03-02," + row + ",0,PS,AGENT,S01\n")
		if err != nil || len(calls) != 0 {
			t.Errorf("%s: %v, %v", name, calls, err)
			continue
		}
		if a := r.Aside(); a.Calls != 1 || a.First == nil || a.First.Error() != "line 2: "+name {
			t.Errorf("set aside %d, %v; want line 2: %s", a.Calls, a.First, name)
		}
	}
}
