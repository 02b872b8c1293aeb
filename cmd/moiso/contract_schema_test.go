package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// description is the OpenAPI document that the program serves, as far as the
// tests read it.
type description struct {
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas   map[string]*schema   `json:"schemas"`
		Responses map[string]*response `json:"responses"`
	} `json:"components"`
}

type operation struct {
	Summary   string               `json:"summary"`
	Responses map[string]*response `json:"responses"`
}

type response struct {
	Ref     string `json:"$ref"`
	Content map[string]struct {
		Schema *schema `json:"schema"`
	} `json:"content"`
}

type schema struct {
	Ref        string             `json:"$ref"`
	Type       string             `json:"type"`
	Format     string             `json:"format"`
	Pattern    string             `json:"pattern"`
	Enum       []string           `json:"enum"`
	Minimum    *float64           `json:"minimum"`
	Required   []string           `json:"required"`
	Properties map[string]*schema `json:"properties"`
	Others     *schema            `json:"-"`
	Items      *schema            `json:"items"`
	AnyOf      []*schema          `json:"anyOf"`
}

// UnmarshalJSON reads additionalProperties where they are a schema.
func (s *schema) UnmarshalJSON(b []byte) error {
	type plain schema
	if err := json.Unmarshal(b, (*plain)(s)); err != nil {
		return err
	}
	var more struct {
		Others json.RawMessage `json:"additionalProperties"`
	}
	if err := json.Unmarshal(b, &more); err != nil {
		return err
	}
	if len(more.Others) > 0 && more.Others[0] == '{' {
		s.Others = &schema{}
		return json.Unmarshal(more.Others, s.Others)
	}
	return nil
}

func readDescription(t *testing.T, raw []byte) *description {
	t.Helper()
	var d description
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatalf("openapi.json: %v", err)
	}
	return &d
}

// operation finds what the document says about a request.
func (d *description) operation(method, path string) (operation, bool) {
	path, _, _ = strings.Cut(path, "?")
	for _, template := range slices.Sorted(maps.Keys(d.Paths)) {
		if matches(template, path) {
			op, ok := d.Paths[template][strings.ToLower(method)]
			return op, ok
		}
	}
	return operation{}, false
}

func matches(template, path string) bool {
	a, b := strings.Split(template, "/"), strings.Split(path, "/")
	return slices.EqualFunc(a, b, func(part, with string) bool {
		return part == with || strings.HasPrefix(part, "{") && with != ""
	})
}

// check holds an answer against the document: the status is there, the media
// type is there, and the body is of the schema.
func (d *description) check(method, path string, status int, kind string, body []byte) error {
	op, ok := d.operation(method, path)
	if !ok {
		return fmt.Errorf("%s %s is not in openapi.json", method, path)
	}
	r := op.Responses[strconv.Itoa(status)]
	if r == nil {
		return fmt.Errorf("%s %s: openapi.json knows no %d", method, path, status)
	}
	if r.Ref != "" {
		r = d.Components.Responses[strings.TrimPrefix(r.Ref, "#/components/responses/")]
	}
	kind, _, _ = strings.Cut(kind, ";")
	content, ok := r.Content[kind]
	if !ok {
		return fmt.Errorf("%s %s: %d as %q, openapi.json has %v", method, path, status, kind, slices.Sorted(maps.Keys(r.Content)))
	}
	if kind != "application/json" && kind != "application/problem+json" {
		return nil
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if err := d.fits(content.Schema, v, "body"); err != nil {
		return fmt.Errorf("%s %s: %d: %w\n%s", method, path, status, err, body)
	}
	return nil
}

// fits is JSON Schema as far as the document uses it, and stricter: an answer
// has no field that the document does not name.
func (d *description) fits(s *schema, v any, at string) error {
	if s.Ref != "" {
		s = d.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
		if s == nil {
			return fmt.Errorf("%s: no such schema", at)
		}
	}
	if len(s.AnyOf) > 0 {
		var errs []string
		for _, one := range s.AnyOf {
			err := d.fits(one, v, at)
			if err == nil {
				return nil
			}
			errs = append(errs, err.Error())
		}
		return fmt.Errorf("%s: none of: %s", at, strings.Join(errs, "; "))
	}
	switch v := v.(type) {
	case map[string]any:
		if s.Type != "object" {
			return fmt.Errorf("%s is an object, want %s", at, s.Type)
		}
		return d.fitsObject(s, v, at)
	case []any:
		if s.Type != "array" {
			return fmt.Errorf("%s is a list, want %s", at, s.Type)
		}
		for i, item := range v {
			if err := d.fits(s.Items, item, fmt.Sprintf("%s.%d", at, i)); err != nil {
				return err
			}
		}
	case string:
		return s.fitsText(v, at)
	case float64:
		if s.Type != "integer" || v != float64(int64(v)) || s.Minimum != nil && v < *s.Minimum {
			return fmt.Errorf("%s is %v, want %s", at, v, s.Type)
		}
	case bool:
		if s.Type != "boolean" {
			return fmt.Errorf("%s is %v, want %s", at, v, s.Type)
		}
	case nil:
		if s.Type != "null" {
			return fmt.Errorf("%s is null, want %s", at, s.Type)
		}
	}
	return nil
}

func (d *description) fitsObject(s *schema, v map[string]any, at string) error {
	for _, name := range s.Required {
		if _, ok := v[name]; !ok {
			return fmt.Errorf("%s lacks %s", at, name)
		}
	}
	for name, field := range v {
		of := s.Properties[name]
		if of == nil {
			of = s.Others
		}
		if of == nil {
			if s.Properties == nil {
				continue // any object
			}
			return fmt.Errorf("%s has %s, of which openapi.json says nothing", at, name)
		}
		if err := d.fits(of, field, at+"."+name); err != nil {
			return err
		}
	}
	return nil
}

func (s *schema) fitsText(v, at string) error {
	if s.Type != "string" {
		return fmt.Errorf("%s is %q, want %s", at, v, s.Type)
	}
	if s.Format == "date-time" {
		if _, err := time.Parse(time.RFC3339, v); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
	}
	if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v) {
		return fmt.Errorf("%s is %q, want %s", at, v, s.Pattern)
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
		return fmt.Errorf("%s is %q, want one of %q", at, v, s.Enum)
	}
	return nil
}
