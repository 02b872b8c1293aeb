package boltjournal

import (
	"bytes"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal"
)

// keptSnapshots is how many snapshots of a stream are kept: the newest, and one
// in case it cannot be read.
const keptSnapshots = 2

// SaveSnapshot implements journal.Journal; it shares the commit of the Appends
// that are waiting, and their ErrBusy and ErrUnknown.
func (j *Journal) SaveSnapshot(name string, snap journal.Snapshot) error {
	if j.isClosed() {
		return journal.ErrClosed
	}
	var last uint64
	s := j.stream(name)
	if s != nil {
		last = s.last.Load()
	}
	if snap.Seq == 0 || snap.Seq > last {
		return fmt.Errorf("journal: stream %q: snapshot of record %d, the stream has 1 to %d", name, snap.Seq, last)
	}
	of, err := j.record(s, snap.Seq)
	if err != nil {
		return fmt.Errorf("stream %q: %w", name, err)
	}
	if snap.Hash != of.Hash && snap.Hash != (journal.Hash{}) {
		return fmt.Errorf("journal: stream %q: the snapshot's hash is not that of record %d", name, snap.Seq)
	}
	key := recordKey(s.id, snap.Seq)
	r := &request{
		stream:   s,
		snapshot: true,
		entries:  []entry{{key, appendRecord(nil, key, of.Hash, snap.Payload)}},
		done:     make(chan error, 1),
	}
	if err := j.enqueue(r); err != nil {
		return err
	}
	return <-r.done
}

// storeSnapshot stores a snapshot and deletes the stream's oldest.
func storeSnapshot(b *bolt.Bucket, r *request) error {
	if err := b.Put(r.entries[0].key, r.entries[0].value); err != nil {
		return err
	}
	var keys [][]byte
	prefix := r.entries[0].key[:4]
	c := b.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	for _, k := range keys[:max(0, len(keys)-keptSnapshots)] {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// Snapshot implements journal.Journal. A snapshot that cannot be read, or is
// not of the record that the stream has, is passed over for the one before.
func (j *Journal) Snapshot(name string, maxSeq uint64) (journal.Snapshot, bool, error) {
	if j.isClosed() {
		return journal.Snapshot{}, false, journal.ErrClosed
	}
	s := j.stream(name)
	if s == nil {
		return journal.Snapshot{}, false, nil
	}
	if maxSeq == 0 {
		maxSeq = 1<<64 - 1
	}
	var found journal.Snapshot
	err := j.view(func(tx *bolt.Tx) error {
		records := tx.Bucket(bucketRecords)
		c := tx.Bucket(bucketSnapshots).Cursor()
		prefix := recordKey(s.id, 0)[:4]
		for k, v := atOrBefore(c, s.id, maxSeq); bytes.HasPrefix(k, prefix); k, v = c.Prev() {
			snap, err := decodeRecord(k, v)
			if err != nil {
				continue
			}
			of, err := decodeRecord(k, records.Get(k))
			if err != nil || of.Hash != snap.Hash {
				continue
			}
			found = journal.Snapshot{Seq: snap.Seq, Hash: snap.Hash, Payload: bytes.Clone(snap.Payload)}
			return nil
		}
		return nil
	})
	return found, found.Seq != 0, err
}
