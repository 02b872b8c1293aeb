package web_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"moiso/internal/queue"
	"moiso/internal/web"
)

func decode(body []byte) (order, error) {
	var v order
	r := httptest.NewRequest("POST", "/", bytes.NewReader(body))
	err := web.Decode(httptest.NewRecorder(), r, &v)
	return v, err
}

func TestDecodeBounds(t *testing.T) {
	fill := func(n int) []byte {
		return []byte(`{"service":"a"` + strings.Repeat(" ", n-len(`{"service":"a"}`)) + `}`)
	}
	if v, err := decode(fill(web.BodyLimit)); err != nil || v.Service != "a" {
		t.Errorf("a body of the limit: %+v, %v", v, err)
	}
	_, err := decode(fill(web.BodyLimit + 1))
	if refused, ok := errors.AsType[*queue.Error](err); !ok || refused.Kind != web.KindTooLarge {
		t.Errorf("one byte more: %v, want too_large", err)
	}
	_, err = decode([]byte(`{"` + strings.Repeat("x", 1000) + `":1}`))
	if refused, ok := errors.AsType[*queue.Error](err); !ok || utf8.RuneCountInString(refused.Field) > 65 {
		t.Errorf("a long name is repeated in full: %v", err)
	}
}

// FuzzDecode: whatever comes, Decode takes it as encoding/json would, in NFC and
// to the letter, or gives a refusal that the client may be shown.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `null`, `[]`, `{"service":"khai-sinh","count":3,"day":"2026-11-23"}`,
		`{"then":[{"service":"a","Note":null},{"next":{"next":{}}}],"names":{"vi":"Hộ"}}`,
		`{"service":"\ud83d\ude00"}`, `{"service":"\ud83d"}`, `{"count":1e2}`, `{"count":1} `, `{"count":1}}`,
		"{\"service\":\"\xff\"}", `{"service":"a","service":"b"}`, `{"names":{"":""}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := decode(body)
		if err != nil {
			refused, ok := errors.AsType[*queue.Error](err)
			if !ok {
				t.Fatalf("not a refusal: %v", err)
			}
			if refused.Kind != queue.KindInvalid && refused.Kind != web.KindTooLarge {
				t.Fatalf("kind %s", refused.Kind)
			}
			for _, text := range refused.Vars {
				if !utf8.ValidString(text) {
					t.Fatalf("the refusal repeats what is no text: %q", text)
				}
			}
			return
		}
		if len(bytes.TrimSpace(body)) == 0 {
			return
		}
		var plain order
		strict := json.NewDecoder(bytes.NewReader(body))
		strict.DisallowUnknownFields()
		if err := strict.Decode(&plain); err != nil {
			t.Fatalf("encoding/json refuses it: %v", err)
		}
		again, err := json.Marshal(plain)
		if err != nil {
			t.Fatal(err)
		}
		composed, err := decode(norm.NFC.Bytes(again))
		if err != nil {
			t.Fatalf("what it took is refused when written again: %v", err)
		}
		if !reflect.DeepEqual(got, composed) && norm.NFC.IsNormal(mapKeys(plain)) {
			t.Fatalf("got %+v, want %+v", got, composed)
		}
	})
}

// mapKeys are the keys of a body, which Decode leaves as they are.
func mapKeys(v order) []byte {
	var all []byte
	for key := range v.Names {
		all = append(all, key+"\n"...)
	}
	return all
}
