package boltjournal_test

import (
	"path/filepath"
	"sync"
	"testing"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal/boltjournal"
)

// What the floor says it has stored is in the file.
func TestFloorStores(t *testing.T) {
	path := filepath.Join(t.TempDir(), "floor.db")
	f, err := boltjournal.OpenFloor(path)
	if err != nil {
		t.Fatal(err)
	}
	var storing sync.WaitGroup
	for range 50 {
		storing.Go(func() {
			for range 4 {
				if err := f.Append([]byte("value")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	storing.Wait()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(func(tx *bolt.Tx) error {
		if n := tx.Bucket([]byte("floor")).Stats().KeyN; n != 200 {
			t.Errorf("%d values are stored, want 200", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
