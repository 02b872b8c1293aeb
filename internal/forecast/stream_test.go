package forecast

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// sightings gives all that a file lets see, in order.
func sightings(t testing.TB, file []byte) []sighting {
	t.Helper()
	r, err := NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	s := newStream(r.Next)
	var all []sighting
	for {
		g, err := s.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
}

func TestStreamIsInTheOrderOfTime(t *testing.T) {
	all := sightings(t, hall(t, 2, 1))
	if len(all) < 1000 {
		t.Fatalf("%d sightings only", len(all))
	}
	for i := 1; i < len(all); i++ {
		if all[i].before(all[i-1]) {
			t.Fatalf("%d: %v %v after %v %v", i, all[i].at, all[i].what, all[i-1].at, all[i-1].what)
		}
	}
}

func TestStreamLetsAJoiningKnowNothingOfItsSecond(t *testing.T) {
	all := sightings(t, []byte(head+
		"2026-03-02,08:00:00,08:00:00,08:05:00,08:05:00,08:06:00,0,PS,AGENT,S01\n"+
		"2026-03-02,08:05:00,08:05:00,08:06:00,08:06:00,08:07:00,0,PS,AGENT,S01\n"))
	var got []moment
	for _, g := range all {
		got = append(got, g.what)
	}
	want := []moment{joined, joined, left, started, learnt, left, started, ended, learnt, ended}
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

func TestStreamRefusesAFileOutOfOrder(t *testing.T) {
	r, err := NewReader(strings.NewReader(head +
		"2026-03-02,10:00:00,00:00:00,00:00:00,10:00:00,10:01:00,0,PS,AGENT,S01\n" +
		"2026-03-02,09:30:00,00:00:00,00:00:00,09:30:00,09:31:00,0,PS,AGENT,S01\n" +
		"2026-03-02,09:00:00,00:00:00,00:00:00,09:00:00,09:01:00,0,PS,AGENT,S01\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := newStream(r.Next)
	for err == nil {
		_, err = s.Next()
	}
	if !strings.Contains(err.Error(), "line 4: enter 2026-03-02 09:00:00 lies more than 55 minutes before an earlier line; sort the file") {
		t.Error(err)
	}
}
