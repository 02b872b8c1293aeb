package boltjournal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal"
)

// create makes an empty journal at path, whole or not at all. When another
// process is quicker, its journal stays.
func create(path string) error {
	err := replaceNothing(path, func(f *os.File) error {
		// bbolt closes the file that it opens.
		db, err := openBolt(f, false, 0, time.Second)
		if err != nil {
			return err
		}
		err = db.Update(func(tx *bolt.Tx) error {
			for _, name := range buckets {
				if _, err := tx.CreateBucket(name); err != nil {
					return err
				}
			}
			b := tx.Bucket(bucketJournal)
			return errors.Join(
				b.Put(keyHeader, encodeHeader(journal.NewEpoch(), time.Now())),
				b.Put(keyTail, encodeTail(tail{})),
			)
		})
		return errors.Join(err, db.Close())
	})
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// replaceNothing lets fill write and close a new file under a temporary name,
// then gives it the name path: durable when it returns, and an fs.ErrExist when
// path is there already.
func replaceNothing(path string, fill func(f *os.File) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	if err := fill(f); err != nil {
		return err
	}
	if err := syncPath(f.Name(), os.O_RDWR); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces what another process put there.
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncPath(path string, flag int) error {
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
