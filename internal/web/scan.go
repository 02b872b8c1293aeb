package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"moiso/internal/queue"
)

// depthLimit bounds how deep objects and arrays of a body may nest.
const depthLimit = 16

// scan checks in one pass what encoding/json takes in silence: fields that the
// type does not have or has in other letters, fields that stand twice, control
// characters, depth; and it names the field, to the place in the list, where a
// value is of another type.
func scan(body []byte, into reflect.Type) error {
	s := scanner{dec: json.NewDecoder(bytes.NewReader(body))}
	s.dec.UseNumber()
	if body[0] != '{' {
		return Refuse(queue.KindInvalid, ReasonNotJSON)
	}
	return s.value(into, "", 0)
}

type scanner struct{ dec *json.Decoder }

// value reads one value at the path, meant for type t; t is nil where any name
// is allowed.
func (s scanner) value(t reflect.Type, path string, depth int) error {
	token, err := s.dec.Token()
	if err != nil {
		return Refuse(queue.KindInvalid, ReasonNotJSON)
	}
	if text, ok := token.(string); ok {
		if err := clean(text, path); err != nil {
			return err
		}
	}
	if t != nil && !fits(token, t) {
		return Invalid(path, queue.ReasonMalformed, "value", written(token))
	}
	if token, ok := token.(json.Delim); ok {
		if depth == depthLimit {
			return Refuse(queue.KindInvalid, ReasonTooDeep, "depth", strconv.Itoa(depthLimit))
		}
		if token == '{' {
			return s.object(plain(t), path, depth+1)
		}
		return s.array(plain(t), path, depth+1)
	}
	return nil
}

func (s scanner) object(t reflect.Type, path string, depth int) error {
	var fields map[string]reflect.Type
	if t != nil && t.Kind() == reflect.Struct {
		fields = knownFields(t)
	}
	seen := map[string]bool{}
	for s.dec.More() {
		token, err := s.dec.Token()
		if err != nil {
			return Refuse(queue.KindInvalid, ReasonNotJSON)
		}
		name, _ := token.(string) // the decoder lets nothing else stand there
		at := join(path, name)
		var of reflect.Type
		switch {
		case fields != nil:
			var ok bool
			if of, ok = fields[name]; !ok {
				return Invalid(readable(at), ReasonUnknownField)
			}
		case t != nil && t.Kind() == reflect.Map:
			of = t.Elem()
		}
		if err := clean(name, at); err != nil {
			return err
		}
		if seen[name] {
			return Invalid(at, ReasonTwice)
		}
		seen[name] = true
		if err := s.value(of, at, depth); err != nil {
			return err
		}
	}
	return s.end()
}

func (s scanner) array(t reflect.Type, path string, depth int) error {
	var of reflect.Type
	if t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
		of = t.Elem()
	}
	for i := 0; s.dec.More(); i++ {
		if err := s.value(of, join(path, strconv.Itoa(i)), depth); err != nil {
			return err
		}
	}
	return s.end()
}

func (s scanner) end() error {
	if _, err := s.dec.Token(); err != nil {
		return Refuse(queue.KindInvalid, ReasonNotJSON)
	}
	return nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// clean refuses what no keyboard writes: control characters, and the sign that
// stands for half a character in an escape.
func clean(text, path string) error {
	for _, c := range text {
		if unicode.IsControl(c) || c == utf8.RuneError {
			return Invalid(readable(path), ReasonControl)
		}
	}
	return nil
}

// written is a token as a refusal shows it.
func written(token json.Token) string {
	switch token {
	case json.Delim('{'):
		return "{…}"
	case json.Delim('['):
		return "[…]"
	}
	return readable(fmt.Sprint(token))
}

// readable makes a client's own name fit to be answered and shown.
func readable(name string) string {
	name = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return utf8.RuneError
		}
		return c
	}, name)
	if runes := []rune(name); len(runes) > 64 {
		return string(runes[:64]) + "…"
	}
	return name
}
