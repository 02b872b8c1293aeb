package kiosk_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"moiso/internal/browsertest"
)

func TestSearchFindsWhatPeopleType(t *testing.T) {
	tab := modules(t, map[string]string{"index": "search.js", "find": "search.js"})
	data, err := os.ReadFile("testdata/centre.json")
	if err != nil {
		t.Fatal(err)
	}
	browsertest.Run[int](tab, fmt.Sprintf("self.entries = index(%s.services); return entries.length;", data))
	for _, s := range []struct {
		query string
		want  []string // the first ones; none: nothing is found
	}{
		{"lam khai sinh", []string{"birth"}},
		{"LÀM KHAI SINH", []string{"birth"}},
		{"khai s", []string{"birth"}},
		{"giay doc than", []string{"single"}},
		{"so do", []string{"deed"}},
		{"sao y", []string{"copy"}},
		{"hòa giải", []string{"deed"}},
		{"hoà giải", []string{"deed"}},
		{"1.001193", []string{"birth"}},
		{"1001193", []string{"birth"}},
		{"001193", []string{"birth"}},
		{"dang ky", []string{"marriage", "birth", "deed"}},
		{"ket hon", []string{"marriage"}},
		{"hon nhan", []string{"single"}},
		{"marriage", []string{"marriage"}},
		{"ho chieu", nil},
		{"giay ho chieu", nil},
		{"", nil},
		{"  .- ", nil},
	} {
		query, err := json.Marshal(s.query)
		if err != nil {
			t.Fatal(err)
		}
		got := browsertest.Run[[]string](tab, fmt.Sprintf("return find(entries, %s);", query))
		if len(s.want) == 0 && len(got) > 0 || len(got) < len(s.want) || !slices.Equal(got[:len(s.want)], s.want) {
			t.Errorf("%q finds %q, want %q first", s.query, got, s.want)
		}
	}
}
