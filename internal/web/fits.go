package web

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

var (
	jsonReader = reflect.TypeFor[json.Unmarshaler]()
	textReader = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// fits tells whether a value that begins with the token may stand for a t. Null
// leaves what it stands for as it is.
func fits(token json.Token, t reflect.Type) bool {
	if token == nil || reflect.PointerTo(t).Implements(jsonReader) {
		return true
	}
	if reflect.PointerTo(t).Implements(textReader) {
		text, ok := token.(string)
		return ok && reflect.New(t).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) == nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return fits(token, t.Elem())
	case reflect.Interface:
		return true
	case reflect.Struct, reflect.Map:
		return token == json.Delim('{')
	case reflect.Slice, reflect.Array:
		return token == json.Delim('[')
	case reflect.String:
		_, ok := token.(string)
		return ok
	case reflect.Bool:
		_, ok := token.(bool)
		return ok
	default:
		number, ok := token.(json.Number)
		return ok && json.Unmarshal([]byte(number), reflect.New(t).Interface()) == nil
	}
}

// plain follows pointers, and gives nil for a type that reads its JSON itself.
func plain(t reflect.Type) reflect.Type {
	if t == nil {
		return nil
	}
	if p := reflect.PointerTo(t); p.Implements(jsonReader) || p.Implements(textReader) {
		return nil
	}
	if t.Kind() == reflect.Pointer {
		return plain(t.Elem())
	}
	return t
}

// known keeps what fieldsOf gave, by type; types of bodies are few.
var known sync.Map

// knownFields are the fields of a struct by their JSON names.
func knownFields(t reflect.Type) map[string]reflect.Type {
	if fields, ok := known.Load(t); ok {
		return fields.(map[string]reflect.Type)
	}
	fields := map[string]reflect.Type{}
	fieldsOf(t, fields)
	known.Store(t, fields)
	return fields
}

// fieldsOf gives the JSON names of a struct's fields.
func fieldsOf(t reflect.Type, into map[string]reflect.Type) {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			fieldsOf(f.Type, into)
		case name == "":
			into[f.Name] = f.Type
		default:
			into[name] = f.Type
		}
	}
}
