package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"moiso/internal/queue"
)

// BodyLimit is how long a request's body may be, in bytes.
const BodyLimit = 64 << 10

// jsonSpace is what JSON takes for white space.
const jsonSpace = " \t\r\n"

// Decode reads the body, JSON of one object, into the struct that v points to,
// strings in NFC. An empty body is {}. What the Content-Type says does not matter:
// Front keeps the forms of other sites' pages out. Every error is a refusal: a body over
// BodyLimit; what is no JSON or no UTF-8; more than one value; a field that v
// does not have, to the letter, or that stands twice; a value of another type; a
// control character; objects and arrays more than 16 deep.
func Decode(w http.ResponseWriter, r *http.Request, v any) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, BodyLimit))
	if err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return Refuse(KindTooLarge, "")
		}
		return Refuse(queue.KindInvalid, ReasonNotJSON)
	}
	body = bytes.Trim(body, jsonSpace)
	if len(body) == 0 {
		return nil
	}
	return decode(body, v)
}

func decode(body []byte, v any) error {
	if !utf8.Valid(body) {
		return Refuse(queue.KindInvalid, ReasonNotUTF8)
	}
	if err := scan(body, reflect.TypeOf(v).Elem()); err != nil {
		return err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return Refuse(queue.KindInvalid, ReasonNotJSON)
	}
	if !ascii(body) {
		normalise(reflect.ValueOf(v))
	}
	return nil
}

// ascii tells whether nothing in the body needs to be normalised: no letter
// beyond ASCII, written or escaped.
func ascii(body []byte) bool {
	for _, c := range body {
		if c >= utf8.RuneSelf || c == '\\' {
			return false
		}
	}
	return true
}

// normalise puts every string that v reaches into NFC: the same name typed on
// two keyboards is then the same bytes. Keys of maps are ids and stay.
func normalise(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() {
			v.SetString(norm.NFC.String(v.String()))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			normalise(v.Elem())
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			normalise(field)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			normalise(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			// What a map holds cannot be set in place.
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			normalise(value)
			v.SetMapIndex(key, value)
		}
	}
}
