package boltjournal_test

import (
	"path/filepath"
	"testing"

	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/journal/journaltest"
)

func open(t testing.TB, path string) *boltjournal.Journal {
	t.Helper()
	j, err := boltjournal.Open(path, boltjournal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestConformance(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) (journal.Journal, func() journal.Journal) {
		path := filepath.Join(t.TempDir(), "moiso.db")
		j := open(t, path)
		return j, func() journal.Journal {
			journaltest.Close(t, j)
			j = open(t, path)
			return j
		}
	})
}
