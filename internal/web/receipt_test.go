package web

import (
	"encoding/json"
	"strconv"
	"testing"
)

// FuzzReceipt: what is taken for a receipt is one JSON object with two fields,
// to the letter, as a reader that knows nothing of the type sees it; and every
// receipt is taken, however it is spaced.
func FuzzReceipt(f *testing.F) {
	for _, seed := range []string{
		`{"type":"shown","seq":1}`, ` {"seq": 18446744073709551615, "type": "spoken"} `, `{"type":"shown","seq":1}{}`,
		`{"type":"shown","seq":1}}`, `{"type":"shown","seq":1}]`, `{"Type":"shown","seq":1}`, `{"type":"shown","seq":1,"seq":2}`,
		`{"type":"shown","seq":null}`, `{"type":"shown","seq":1.0}`, `{"type":"shown","seq":1e2}`, `{"type":"shown","seq":"1"}`,
		`{"type":"\u0073hown","seq":1}`, `null`, `[]`, ``, "\x00", "\u00a0" + `{"type":"shown","seq":1}`, `{"type":"shown","seq":1}` + "\x00",
	} {
		f.Add([]byte(seed), uint64(len(seed)), " ")
	}
	f.Fuzz(func(t *testing.T, data []byte, n uint64, space string) {
		if kind, seq, ok := parseReceipt(data); ok {
			var plain map[string]json.RawMessage
			if err := json.Unmarshal(data, &plain); err != nil {
				t.Fatalf("taken, and is no JSON: %v", err)
			}
			var word string
			if len(plain) != 2 || json.Unmarshal(plain["type"], &word) != nil || word != kind || kind != "shown" && kind != "spoken" {
				t.Fatalf("%q was taken for %s", data, kind)
			}
			if string(plain["seq"]) != strconv.FormatUint(seq, 10) {
				t.Fatalf("%q was taken for %d", data, seq)
			}
		}
		for _, c := range space {
			if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
				return
			}
		}
		written := space + `{` + space + `"seq":` + strconv.FormatUint(n, 10) + space + `,"type"` + space + `:"spoken"}` + space
		if kind, seq, ok := parseReceipt([]byte(written)); !ok || kind != "spoken" || seq != n {
			t.Fatalf("%q gave %s %d %v", written, kind, seq, ok)
		}
	})
}
