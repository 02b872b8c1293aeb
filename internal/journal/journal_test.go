package journal_test

import (
	"encoding/hex"
	"regexp"
	"strings"
	"testing"

	"moiso/internal/journal"
)

// TestLink pins the hash: journals on disks depend on it. The first value is
// SHA-256 of 32 zero bytes, 00…01 and "A012".
func TestLink(t *testing.T) {
	first := journal.Link(journal.Hash{}, 1, []byte("A012"), nil)
	if got, want := hex.EncodeToString(first[:]), "3cb2dac742a33b085c4af35dbc91a637a4bd7f2b947265962930aca1955e2553"; got != want {
		t.Errorf("first record: got %s, want %s", got, want)
	}
	scratch := make([]byte, 0, 100)
	second := journal.Link(first, 2, []byte("A013"), scratch)
	if second != journal.Link(first, 2, []byte("A013"), nil) {
		t.Error("the scratch space changes the hash")
	}
	for name, other := range map[string]journal.Hash{
		"predecessor": journal.Link(journal.Hash{}, 2, []byte("A013"), nil),
		"sequence":    journal.Link(first, 3, []byte("A013"), nil),
		"payload":     journal.Link(first, 2, []byte("A014"), nil),
	} {
		if other == second {
			t.Errorf("another %s gives the same hash", name)
		}
	}
}

func TestCheckStream(t *testing.T) {
	for name, good := range map[string]bool{
		"": false, "a": true, "Bà Rịa": true,
		strings.Repeat("x", 255): true, strings.Repeat("x", 256): false,
	} {
		if err := journal.CheckStream(name); (err == nil) != good {
			t.Errorf("%d bytes: got %v", len(name), err)
		}
	}
}

func TestNewEpoch(t *testing.T) {
	a, b := journal.NewEpoch(), journal.NewEpoch()
	if a == b || !regexp.MustCompile(`^[0-9a-z]{1,32}$`).MatchString(a) {
		t.Errorf("got %q and %q, want two of [0-9a-z]{1,32}", a, b)
	}
}
