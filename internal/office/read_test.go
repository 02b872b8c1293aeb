package office

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestReferenceComesBack(t *testing.T) {
	want := Reference()
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(bytes.NewReader(data))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	text := string(reference)
	for _, c := range []struct{ from, to, want string }{
		{`"minutes": 480`, `"minutes": 480, "open": true`, `unknown field "open"`},
		{`"minutes": 480`, `"minutes": 0`, "minutes: 0: must be 1"},
		{`"minutes": 480`, `"minutes": 7.5`, "cannot unmarshal"},
		{`[25152,`, `[-1,`, "arrivals[0]: -1"},
		{`"share": 0.25, "minutes": 2`, `"share": 1.25, "minutes": 2`, "rush.share: 1.25"},
		{`"share": 0.25, "minutes": 2`, `"share": 0.25, "minutes": 61`, "rush.minutes: 61"},
		{`"break": 30`, `"break": 481`, "break: 481"},
		{`"grid": 5`, `"grid": 0`, "appointments.grid: 0"},
		{`"no_show": 0.08`, `"no_show": 1`, "appointments.no_show: 1"},
		{`{"id": "s1", "minutes": 7`, `{"id": "s0", "minutes": 7`, "services[1].id: s0"},
		{`"minutes": 20, "cv": 0.7`, `"minutes": 0, "cv": 0.7`, "services[5].minutes: 0"},
		{`"minutes": 20, "cv": 0.7`, `"minutes": 20, "cv": -0.7`, "services[5].cv: -0.7"},
		{`"id": "s4", "service": "s4"`, `"id": "s3", "service": "s4"`, "classes[4].id: s3"},
		{`"id": "s4", "service": "s4"`, `"id": "s4", "service": "s9"`, "classes[4].service: s9: is no service"},
		{`"promise": 40, "share": 0.18`, `"promise": 0, "share": 0.18`, "classes[2].promise: 0"},
		{`"promise": 15, "head_start": 5, "share": 0.04`, `"promise": 15, "head_start": 16, "share": 0.04`, "classes[5].head_start: 16"},
		{`"share": 0.08, "rank": 3`, `"share": -0.08, "rank": 3`, "classes[3].share: -0.08"},
		{`"share": 0.08, "rank": 3`, `"share": 0.08, "rank": 0`, "classes[3].rank: 0"},
		{`"id": "k2"`, `"id": "k1"`, "counters[1].id: k1"},
		{`["s2"], "break_at": 210`, `["s2", "s2"], "break_at": 210`, "counters[5].services[1]: s2"},
		{`["s2"], "break_at": 210`, `["s2"], "break_at": 481`, "counters[5].break_at: 481"},
	} {
		if strings.Count(text, c.from) != 1 {
			t.Fatalf("%s is in the reference %d times", c.from, strings.Count(text, c.from))
		}
		_, err := Read(strings.NewReader(strings.Replace(text, c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.to, err, c.want)
		}
	}
	if _, err := Read(strings.NewReader(text + "{}")); err == nil {
		t.Error("two offices in a file are read as one")
	}
	_, err := Read(strings.NewReader(`{"minutes": 10}`))
	for _, want := range []string{"arrivals", "services", "classes", "counters"} {
		if err == nil || !strings.Contains(err.Error(), "office: "+want+":") {
			t.Errorf("an empty office: %v, want a word on %s", err, want)
		}
	}
}

func TestAServiceAtNoCounter(t *testing.T) {
	text := strings.ReplaceAll(string(reference), `"s4"]`, `"s0"]`)
	text = strings.ReplaceAll(text, `"s0", "s1", "s0"`, `"s0", "s1"`)
	_, err := Read(strings.NewReader(strings.ReplaceAll(text, `"s3", "s4"`, `"s3"`)))
	if err == nil || !strings.Contains(err.Error(), "classes[4].service: s4: is at no counter") {
		t.Error(err)
	}
}
