package queue

import "testing"

func TestACounterInShort(t *testing.T) {
	for _, c := range []struct {
		label, name, want string
	}{
		{"3", "Quầy số 12", "3"},
		{"", "Quầy số 12", "12"},
		{"", "Bàn hướng dẫn", "Bàn hướng dẫn"},
	} {
		k := Counter{Label: c.label, Name: Text{"vi": c.name}}
		if got := k.Short("en"); got != c.want {
			t.Errorf("%q, labelled %q, is %q in short, want %q", c.name, c.label, got, c.want)
		}
	}
}
