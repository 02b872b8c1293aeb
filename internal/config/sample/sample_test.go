package sample_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

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

func TestDefinitionsAreValid(t *testing.T) {
	for _, id := range sample.IDs() {
		c := centre(t, id)
		if err := c.Validate(); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		if string(c.ID) != id {
			t.Errorf("%s.json defines %q", id, c.ID)
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

// What nothing refers to would show on a screen and lead nowhere.
func TestNothingIsUnused(t *testing.T) {
	every(t, func(t *testing.T, c *queue.Centre) {
		used := map[string]bool{}
		for _, s := range c.Services {
			used["field "+string(s.Field)], used["series "+string(s.Series)] = true, true
		}
		for _, k := range c.Counters {
			used["hall "+string(k.Hall)] = true
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
