package boltjournal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal"
)

// Restore makes a journal at path, where nothing may be yet, from a copy that
// WriteTo wrote. It is checked as Check does, and gets a new epoch: what came
// after the copy is lost, and readers that knew it must begin again.
func Restore(path string, from io.Reader) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("restoring journal %s: %w, restore to another path", path, fs.ErrExist)
	}
	err := replaceNothing(path, func(f *os.File) error {
		_, err := io.Copy(f, from)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		if err := Check(f.Name()); err != nil {
			return err
		}
		db, err := openChecked(f.Name(), false, time.Second)
		if err != nil {
			return err
		}
		err = db.Update(func(tx *bolt.Tx) error {
			return tx.Bucket(bucketJournal).Put(keyHeader, encodeHeader(journal.NewEpoch(), time.Now()))
		})
		return errors.Join(err, db.Close())
	})
	if err != nil {
		return fmt.Errorf("restoring journal %s: %w", path, err)
	}
	return nil
}

// Check reads the whole journal at path without changing a byte: every page,
// then the checksum, order and chain of every record. It returns the first
// fault found. While a server has the journal open it returns ErrLocked: check
// a copy made by WriteTo.
func Check(path string) error {
	j, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return errors.Join(j.check(), j.Close())
}

func (j *Journal) check() error {
	streams, err := j.Streams()
	if err != nil {
		return err
	}
	for _, name := range streams {
		for _, err := range j.Read(name, 1) {
			if err != nil {
				return err
			}
		}
	}
	return nil
}
