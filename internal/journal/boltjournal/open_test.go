package boltjournal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/journal/journaltest"
)

// fill appends n records to each of the streams, in batches of 7.
func fill(t testing.TB, j journal.Journal, n int, streams ...string) {
	t.Helper()
	for _, s := range streams {
		for last := 0; last < n; last += 7 {
			var batch [][]byte
			for i := last; i < min(n, last+7); i++ {
				batch = append(batch, bytes.Repeat([]byte(s), i%20))
			}
			if err := j.Append(t.Context(), s, uint64(last), batch); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// contents reads everything, or the first error.
func contents(j journal.Journal) (map[string][]string, error) {
	all := make(map[string][]string)
	streams, err := j.Streams()
	if err != nil {
		return nil, err
	}
	for _, s := range streams {
		for r, err := range j.Read(s, 1) {
			if err != nil {
				return nil, err
			}
			all[s] = append(all[s], string(r.Payload))
		}
	}
	return all, nil
}

func TestOpenRefusesWhatIsNoJournal(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		name    string
		content []byte
		says    string
	}{
		{"empty", nil, "has 0 bytes"},
		{"text", []byte(strings.Repeat("Mời số A012 đến quầy 3.\n", 1000)), "page 0: not the header"},
		{"short text", []byte("hello\n"), "has 6 bytes"},
		{"SQLite", append([]byte("SQLite format 3\x00\x10\x00\x01\x01"), make([]byte, 16384)...), "page 0: not the header"},
		{"zeros", make([]byte, 65536), "page 0: not the header"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(dir, test.name)
			if err := os.WriteFile(path, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := boltjournal.Open(path, boltjournal.Options{})
			if !errors.Is(err, journal.ErrDamaged) || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want ErrDamaged that says %q and the path", err, test.says)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, test.content) {
				t.Errorf("the refused file was changed, %v", err)
			}
		})
	}
	t.Run("folder", func(t *testing.T) {
		if _, err := boltjournal.Open(dir, boltjournal.Options{}); !errors.Is(err, journal.ErrDamaged) {
			t.Errorf("got %v, want ErrDamaged", err)
		}
	})
	t.Run("no folder", func(t *testing.T) {
		if _, err := boltjournal.Open(filepath.Join(dir, "no", "moiso.db"), boltjournal.Options{}); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("got %v, want os.ErrNotExist", err)
		}
	})
}

func TestCreateLeavesOneFile(t *testing.T) {
	dir := t.TempDir()
	j := open(t, filepath.Join(dir, "moiso.db"))
	defer journaltest.Close(t, j)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("got %v, %v, want moiso.db alone", files, err)
	}
}

func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "moiso.db")
	j := open(t, path)
	for _, readOnly := range []bool{false, true} {
		if _, err := boltjournal.Open(path, boltjournal.Options{ReadOnly: readOnly}); !errors.Is(err, journal.ErrLocked) {
			t.Errorf("read-only %v: got %v, want ErrLocked", readOnly, err)
		}
	}
	journaltest.Close(t, j)
	journaltest.Close(t, open(t, path))
}

func TestReadOnlyChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "moiso.db")
	if _, err := boltjournal.Open(path, boltjournal.Options{ReadOnly: true}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nothing there: got %v, want os.ErrNotExist", err)
	}
	j := open(t, path)
	fill(t, j, 100, "c", "d")
	want, err := contents(j)
	if err != nil {
		t.Fatal(err)
	}
	journaltest.Close(t, j)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// Two readers at once.
	readers := make([]*boltjournal.Journal, 2)
	for i := range readers {
		if readers[i], err = boltjournal.Open(path, boltjournal.Options{ReadOnly: true}); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range readers {
		if got, err := contents(r); err != nil || len(got["c"]) != len(want["c"]) || len(got["d"]) != len(want["d"]) {
			t.Errorf("contents: %v", err)
		}
		if err := r.Append(t.Context(), "c", 100, [][]byte{{1}}); err == nil {
			t.Error("Append worked")
		}
		if err := r.SaveSnapshot("c", journal.Snapshot{Seq: 1}); err == nil {
			t.Error("SaveSnapshot worked")
		}
		journaltest.Close(t, r)
	}
	if err := boltjournal.Check(path); err != nil {
		t.Errorf("check: %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed, %v", err)
	}
}
