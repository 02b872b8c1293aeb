package memjournal_test

import (
	"io"
	"testing"

	"moiso/internal/journal"
	"moiso/internal/journal/journaltest"
	"moiso/internal/journal/memjournal"
)

func TestConformance(t *testing.T) {
	journaltest.Run(t, func(*testing.T) (journal.Journal, func() journal.Journal) {
		return memjournal.New(), nil
	})
}

func TestWriteToHasNoFile(t *testing.T) {
	j := memjournal.New()
	defer journaltest.Close(t, j)
	if _, err := j.WriteTo(io.Discard); err == nil {
		t.Error("WriteTo worked")
	}
}
