package boltjournal_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/journal/journaltest"
)

// TestCopyWhileWriting proves: a copy taken while two streams grow is a whole
// journal that holds at least what was durable before, in whole batches; and
// restored, it has another epoch and can be continued.
func TestCopyWhileWriting(t *testing.T) {
	dir := t.TempDir()
	j := open(t, filepath.Join(dir, "moiso.db"))
	defer journaltest.Close(t, j)
	fill(t, j, 2100, "c", "d")
	const batches = 100
	var g sync.WaitGroup
	for _, s := range []string{"c", "d"} {
		g.Go(func() {
			for b := range uint64(batches) {
				if err := j.Append(t.Context(), s, 2100+2*b, [][]byte{{1}, {2}}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var copies []*bytes.Buffer
	for range 5 {
		b := new(bytes.Buffer)
		if n, err := j.WriteTo(b); err != nil || n != int64(b.Len()) {
			t.Fatalf("copy: %d bytes of %d, %v", n, b.Len(), err)
		}
		copies = append(copies, b)
	}
	g.Wait()
	for i, b := range copies {
		path := filepath.Join(dir, "restored")
		if err := boltjournal.Restore(path, b); err != nil {
			t.Fatalf("copy %d: %v", i, err)
		}
		r := open(t, path)
		if r.Epoch() == j.Epoch() {
			t.Errorf("copy %d has the epoch of the original", i)
		}
		for _, s := range []string{"c", "d"} {
			last, err := r.Last(s)
			if err != nil || last < 2100 || last%2 != 0 {
				t.Errorf("copy %d: stream %q ends at %d, %v", i, s, last, err)
			}
			if err := r.Append(t.Context(), s, last, [][]byte{{3}}); err != nil {
				t.Errorf("copy %d: %v", i, err)
			}
		}
		journaltest.Close(t, r)
		journaltest.Close(t, open(t, path))
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "moiso.db")
	j := open(t, path)
	fill(t, j, 50, "c")
	var b bytes.Buffer
	if _, err := j.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	want, err := contents(j)
	if err != nil {
		t.Fatal(err)
	}
	journaltest.Close(t, j)
	if err := boltjournal.Restore(path, bytes.NewReader(b.Bytes())); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a journal: got %v, want fs.ErrExist", err)
	}
	half := filepath.Join(dir, "half.db")
	if err := boltjournal.Restore(half, bytes.NewReader(b.Bytes()[:b.Len()/2])); !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("half a copy: got %v, want ErrDamaged", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("refused restores left files: %v, %v", files, err)
	}
	j = open(t, path)
	defer journaltest.Close(t, j)
	if got, err := contents(j); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("the journal restored over was changed, %v", err)
	}
}
