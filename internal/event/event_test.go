package event_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"moiso/internal/event"
	"moiso/internal/queue"
)

func TestRoundTripOfSamples(t *testing.T) {
	for _, e := range samples() {
		got, err := event.Decode(event.Append(nil, e))
		if err != nil || !reflect.DeepEqual(got, e) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", event.Kind(e.Fact), err, got, e)
		}
	}
}

func TestRoundTripOfRandomEvents(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := samples()
	for range 5000 {
		fact := reflect.New(reflect.TypeOf(kinds[r.IntN(len(kinds))].Fact)).Elem()
		fill(r, fact, 0)
		e := queue.Event{At: queue.Instant(number(r)), Command: queue.CommandID(letters(r)), Digest: r.Uint64(),
			Actor: letters(r), Fact: fact.Interface().(queue.Fact)}
		b := event.Append(nil, e)
		got, err := event.Decode(b)
		if err != nil || !reflect.DeepEqual(got, e) {
			t.Fatalf("%v\n got %+v\nwant %+v", err, got, e)
		}
		if again := event.Append(nil, got); !bytes.Equal(again, b) {
			t.Fatalf("encoded again\n got %x\nwant %x", again, b)
		}
	}
}

// fill sets v to random values, an empty list or map being nil.
func fill(r *rand.Rand, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(letters(r))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int32:
		v.SetInt(int64(int32(number(r))))
	case reflect.Int, reflect.Int64:
		v.SetInt(number(r))
	case reflect.Pointer:
		if depth > 1 && r.IntN(2) == 0 { // the centre of a CentreConfigured is never missing
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(r, v.Elem(), depth+1)
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(r, field, depth+1)
		}
	case reflect.Slice:
		if n := r.IntN(3); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(r, v.Index(i), depth+1)
			}
		}
	case reflect.Map:
		if n := r.IntN(3); n > 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range n {
				key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				fill(r, key, depth+1)
				fill(r, value, depth+1)
				v.SetMapIndex(key, value)
			}
		}
	default:
		panic("no random " + v.Type().String())
	}
}

// number is of any size, the ends included.
func number(r *rand.Rand) int64 {
	switch r.IntN(8) {
	case 0:
		return math.MinInt64
	case 1:
		return math.MaxInt64
	}
	return r.Int64() >> r.IntN(64) * int64(1-2*r.IntN(2))
}

func letters(r *rand.Rand) string {
	alphabet := []rune("aZ09-ậỳĐ\"<&\n\x00\u2028\U0001F600")
	s := make([]rune, r.IntN(12)*r.IntN(20))
	for i := range s {
		s[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(s)
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	e := samples()[0]
	b := event.Append([]byte("before"), e)
	if want := append([]byte("before"), event.Append(nil, e)...); !bytes.Equal(b, want) {
		t.Errorf("got %q\nwant %q", b, want)
	}
}

func TestAppendMendsText(t *testing.T) {
	e := queue.Event{Actor: "a\xffb", Fact: queue.CounterPaused{Counter: "q\xc3", Reason: "\xe1\xba"}}
	got, err := event.Decode(event.Append(nil, e))
	want := queue.Event{Actor: "a\uFFFDb", Fact: queue.CounterPaused{Counter: "q\uFFFD", Reason: "\uFFFD"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAppendPanicsOnWhatIsNoFact(t *testing.T) {
	for name, fact := range map[string]queue.Fact{
		"nil": nil, "pointer": &queue.DayOpened{}, "no centre": queue.CentreConfigured{Version: 1},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			event.Append(nil, queue.Event{Fact: fact})
		}()
	}
}

// Cut anywhere, an event is malformed; so it is with anything after it.
func TestDecodeRefusesEveryOtherLength(t *testing.T) {
	for _, e := range samples() {
		b := event.Append(nil, e)
		for n := range b {
			if _, err := event.Decode(b[:n]); !errors.Is(err, event.ErrMalformed) {
				t.Errorf("%s cut to %d of %d bytes: %v", event.Kind(e.Fact), n, len(b), err)
			}
		}
		if _, err := event.Decode(append(b, 0)); !errors.Is(err, event.ErrMalformed) {
			t.Errorf("%s with a byte after it: %v", event.Kind(e.Fact), err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	configured := func(definition string) string {
		b := append([]byte{20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}, binary.AppendUvarint(nil, uint64(len(definition)))...)
		return string(b) + definition
	}
	const head = "\x0e\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" // counter_opened at 0, no command, no actor
	if _, err := event.Decode([]byte(head + "\x02q3")); err != nil {
		t.Fatalf("the case that the others are made of: %v", err)
	}
	if _, err := event.Decode([]byte(configured(`{"id":"x"}`))); err != nil {
		t.Fatalf("the definition that the others are made of: %v", err)
	}
	for _, c := range []struct {
		name, bytes string
		want        error
		says        string
	}{
		{"nothing", "", event.ErrMalformed, "too short"},
		{"kind 0", "\x00\x01" + head[2:], event.ErrMalformed, "count from 1"},
		{"version 0", "\x0e\x00" + head[2:], event.ErrMalformed, "count from 1"},
		{"next kind", "\x15\x01" + head[2:], event.ErrNewer, "kind 21, the last known is 20"},
		{"kind 255", "\xff\x01" + head[2:], event.ErrNewer, "kind 255"},
		{"next version", "\x0e\x02" + head[2:] + "\x02q3", event.ErrNewer, "counter_opened version 2, the last known is 1"},
		{"length over the end", head + "\x03q3", event.ErrMalformed, "length 3, but 2 bytes are left"},
		{"huge length", head + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01q3", event.ErrMalformed, "2 bytes are left"},
		{"number over 64 bits", head + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02q3", event.ErrMalformed, "over 64 bits"},
		{"number in 11 bytes", head + "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", event.ErrMalformed, "over 64 bits"},
		{"long form of 2", head + "\x82\x00q3", event.ErrMalformed, "shortest form"},
		{"not UTF-8", head + "\x02q\xff", event.ErrMalformed, "UTF-8"},
		{"day over 32 bits", "\x12" + head[1:] + "\x80\x80\x80\x80\x10", event.ErrMalformed, "too large for its field"},
		{"huge list", "\x11" + head[1:] + "\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", event.ErrMalformed, "list of"},
		{"list over the end", "\x11" + head[1:] + "\x00\x03\x01a", event.ErrMalformed, "list of 3, but 2 bytes are left"},
		{"optional 2", "\x02" + head[1:] + "\x00\x00\x00\x00\x00" + "\x00\x00\x00\x00\x00" + "\x02\x00", event.ErrMalformed, "neither 0 nor 1"},
		{"definition cut", configured(`{"id":"x"`), event.ErrMalformed, "definition"},
		{"definition null", configured(`null`), event.ErrMalformed, "null"},
		{"definition of another type", configured(`{"id":3}`), event.ErrMalformed, "definition"},
		{"two definitions", configured(`{"id":"x"}{}`), event.ErrMalformed, "after the definition"},
		{"definition with another field", configured(`{"id":"x","sauna":true}`), event.ErrNewer, "sauna"},
	} {
		_, err := event.Decode([]byte(c.bytes))
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %v saying %q", c.name, err, c.want, c.says)
		}
	}
}

func TestDecodeKeepsNothingOfItsInput(t *testing.T) {
	e := samples()[0]
	b := event.Append(nil, e)
	got, err := event.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	clear(b)
	if !reflect.DeepEqual(got, e) {
		t.Errorf("changed with the bytes: %+v", got)
	}
}

func TestJSON(t *testing.T) {
	line, err := event.JSON(3, queue.Event{At: 1_772_411_400_007, Actor: "kiosk", Fact: queue.CounterPaused{Counter: "q1", Reason: "<Ăn trưa>\n"}})
	const want = `{"seq":3,"at":"2026-03-02T00:30:00.007Z","kind":"counter_paused","actor":"kiosk","fact":{"counter":"q1","reason":"<Ăn trưa>\n"}}`
	if err != nil || string(line) != want {
		t.Errorf("%v\n got %s\nwant %s", err, line, want)
	}
}
