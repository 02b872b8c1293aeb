package boltjournal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal"
)

// journalOf makes a journal of 20 records in each of the streams "c" and "d",
// with snapshots of "c" at 5 and 15, and leaves it closed.
func journalOf(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "moiso.db")
	j, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for seq := range uint64(20) {
		for _, s := range []string{"c", "d"} {
			if err := j.Append(t.Context(), s, seq, [][]byte{[]byte(s + " payload")}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, seq := range []uint64{5, 15} {
		if err := j.SaveSnapshot("c", journal.Snapshot{Seq: seq, Payload: []byte("state")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// tamper changes a journal through bbolt, so that its pages stay valid.
func tamper(t *testing.T, path string, change func(tx *bolt.Tx) error) {
	t.Helper()
	db, err := openChecked(path, false, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// rewrite changes the value at key.
func rewrite(b *bolt.Bucket, key []byte, change func(value []byte)) error {
	value := append([]byte(nil), b.Get(key)...)
	change(value)
	return b.Put(key, value)
}

// TestTamperedRecords changes records behind valid pages; Check must say where.
// Stream "c" has id 0.
func TestTamperedRecords(t *testing.T) {
	reseal := func(key []byte) func([]byte) { return func(v []byte) { v[len(v)-1]++; stamp(key, v) } }
	for _, test := range []struct {
		name   string
		change func(tx *bolt.Tx) error
		err    error
		says   string
	}{
		{"a byte of payload", func(tx *bolt.Tx) error {
			return rewrite(tx.Bucket(bucketRecords), recordKey(0, 7), func(v []byte) { v[len(v)-1]++ })
		}, journal.ErrDamaged, `stream "c": record 7: `},
		{"a payload with its checksum", func(tx *bolt.Tx) error {
			return rewrite(tx.Bucket(bucketRecords), recordKey(0, 7), reseal(recordKey(0, 7)))
		}, journal.ErrDamaged, `stream "c": journal: damaged: record 7 does not follow`},
		{"a record gone", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketRecords).Delete(recordKey(0, 7))
		}, journal.ErrDamaged, `stream "c": journal: damaged: record 7 is missing, 8 follows`},
		{"the first record gone", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketRecords).Delete(recordKey(0, 1))
		}, journal.ErrDamaged, `record 1 is missing, 2 follows`},
		{"the last record gone", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketRecords).Delete(recordKey(0, 20))
		}, journal.ErrDamaged, "39 records, 40 were committed"},
		{"a record of the other stream in its place", func(tx *bolt.Tx) error {
			b := tx.Bucket(bucketRecords)
			return b.Put(recordKey(0, 7), b.Get(recordKey(1, 7)))
		}, journal.ErrDamaged, `stream "c": record 7: `},
		{"a record too many", func(tx *bolt.Tx) error {
			key := recordKey(0, 21)
			return tx.Bucket(bucketRecords).Put(key, appendRecord(nil, key, journal.Hash{}, nil))
		}, journal.ErrDamaged, "41 records, 40 were committed"},
		{"a stream gone", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketStreams).Delete([]byte("c"))
		}, journal.ErrDamaged, "20 records, 40 were committed"},
		{"a stream renamed", func(tx *bolt.Tx) error {
			b := tx.Bucket(bucketStreams)
			return errors.Join(b.Put([]byte("e"), b.Get([]byte("c"))), b.Delete([]byte("c")))
		}, journal.ErrDamaged, `stream "e": the checksum`},
		{"two streams with one id", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketStreams).Put([]byte("e"), encodeStream("e", 0))
		}, journal.ErrDamaged, "have the same id"},
		{"a stream without records", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketStreams).Put([]byte("e"), encodeStream("e", 9))
		}, journal.ErrDamaged, `stream "e" has no records`},
		{"a bucket gone", func(tx *bolt.Tx) error {
			return tx.DeleteBucket(bucketSnapshots)
		}, journal.ErrDamaged, `no bucket "snapshots"`},
		{"the epoch", func(tx *bolt.Tx) error {
			return rewrite(tx.Bucket(bucketJournal), keyHeader, func(v []byte) { v[len(v)-1]++ })
		}, journal.ErrDamaged, "header: "},
		{"a header of the next format", func(tx *bolt.Tx) error {
			return rewrite(tx.Bucket(bucketJournal), keyHeader, func(v []byte) { newer(keyHeader, v) })
		}, journal.ErrNewer, "its format is 2, this version reads 1"},
		{"a record of the next format", func(tx *bolt.Tx) error {
			return rewrite(tx.Bucket(bucketRecords), recordKey(0, 7), func(v []byte) { newer(recordKey(0, 7), v) })
		}, journal.ErrNewer, `stream "c": record 7: `},
		{"the format of a record damaged", func(tx *bolt.Tx) error {
			return rewrite(tx.Bucket(bucketRecords), recordKey(0, 7), func(v []byte) { v[0]++ })
		}, journal.ErrDamaged, `stream "c": record 7: `},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := journalOf(t)
			if err := Check(path); err != nil {
				t.Fatalf("before: %v", err)
			}
			tamper(t, path, test.change)
			err := Check(path)
			if !errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %v that says %q", err, test.err, test.says)
			}
		})
	}
}

// newer makes a value that a later version could have written.
func newer(key, value []byte) {
	stamp(key, value)
	value[0] = format + 1
	c := checksum(key, value)
	value[1], value[2], value[3], value[4] = byte(c>>24), byte(c>>16), byte(c>>8), byte(c)
}

// TestUnreadableSnapshotIsPassedOver damages the newest snapshot, then both.
func TestUnreadableSnapshotIsPassedOver(t *testing.T) {
	path := journalOf(t)
	for _, test := range []struct {
		damage, want uint64
	}{{15, 5}, {5, 0}} {
		tamper(t, path, func(tx *bolt.Tx) error {
			return rewrite(tx.Bucket(bucketSnapshots), recordKey(0, test.damage), func(v []byte) { v[len(v)-1]++ })
		})
		j, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, ok, err := j.Snapshot("c", 0)
		if err != nil || ok != (test.want != 0) || got.Seq != test.want {
			t.Errorf("with %d damaged: got %d, %v, %v, want %d", test.damage, got.Seq, ok, err, test.want)
		}
		if err := errors.Join(j.check(), j.Close()); err != nil {
			t.Error(err)
		}
	}
}

// TestFailedCommit makes the file's limit stop a commit: its caller and all
// after it hear ErrUnknown, reading goes on, and a restart finds the journal
// as it was.
func TestFailedCommit(t *testing.T) {
	path := journalOf(t)
	j, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	j.db.MaxSize = 1
	large := [][]byte{make([]byte, 64<<20)}
	err = j.Append(t.Context(), "c", 20, large)
	if !errors.Is(err, journal.ErrUnknown) || !strings.Contains(err.Error(), "maximum") {
		t.Errorf("append: got %v, want ErrUnknown with its cause", err)
	}
	j.db.MaxSize = 0
	for _, s := range []string{"c", "d", "new"} {
		last, _ := j.Last(s)
		if err := j.Append(t.Context(), s, last, [][]byte{{1}}); !errors.Is(err, journal.ErrUnknown) {
			t.Errorf("append to %q afterwards: got %v, want ErrUnknown", s, err)
		}
	}
	if err := j.SaveSnapshot("c", journal.Snapshot{Seq: 20}); !errors.Is(err, journal.ErrUnknown) {
		t.Errorf("snapshot afterwards: got %v, want ErrUnknown", err)
	}
	if err := errors.Join(j.check(), j.Close(), Check(path)); err != nil {
		t.Error(err)
	}
	if j, err = Open(path, Options{}); err != nil {
		t.Fatal(err)
	}
	if last, err := j.Last("c"); err != nil || last != 20 {
		t.Errorf("after the restart: last is %d, %v", last, err)
	}
	if err := errors.Join(j.Append(t.Context(), "c", 20, [][]byte{{1}}), j.Close()); err != nil {
		t.Error(err)
	}
}

// TestTruncatedWhileOpen cuts the file under the mapping: reading faults, and
// the fault must become an error, not the end of the process.
func TestTruncatedWhileOpen(t *testing.T) {
	path := journalOf(t)
	j, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 2*pageSize); err != nil {
		t.Fatal(err)
	}
	if err := j.check(); !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
	if err := j.Close(); err != nil {
		t.Error(err)
	}
}
