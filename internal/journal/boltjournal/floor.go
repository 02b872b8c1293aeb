package boltjournal

import (
	"encoding/binary"
	"errors"
	"runtime"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
)

// floorYields is how often the floor's committer lets others run before it
// commits.
const floorYields = 20

// Floor is what bbolt alone gives, to measure this engine and all above it
// against: values of callers who wait, committed in groups, with neither
// checksum nor chain, stream nor expectation. It is for benchmarks.
type Floor struct {
	db    *bolt.DB
	queue chan floorPut
	ended chan struct{}
	done  sync.Pool // of chan error
}

type floorPut struct {
	value []byte
	done  chan error
}

var bucketFloor = []byte("floor")

// OpenFloor makes a new file at path, with the options of bbolt that a journal
// has.
func OpenFloor(path string) (*Floor, error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{
		Timeout: time.Second, PageSize: pageSize, NoFreelistSync: true, FreelistType: bolt.FreelistMapType,
		InitialMmapSize: 1 << 30, NoStatistics: true,
	})
	if err != nil {
		return nil, err
	}
	err = db.Update(func(tx *bolt.Tx) error { _, err := tx.CreateBucket(bucketFloor); return err })
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	f := &Floor{db: db, queue: make(chan floorPut, maxRequests), ended: make(chan struct{})}
	f.done.New = func() any { return make(chan error, 1) }
	go f.commitAll()
	return f, nil
}

// Append stores one value and returns once it is durable. Everybody may call it
// at once.
func (f *Floor) Append(value []byte) error {
	done := f.done.Get().(chan error)
	f.queue <- floorPut{value, done}
	err := <-done
	f.done.Put(done)
	return err
}

// Close waits for what was accepted. No Append may come after it.
func (f *Floor) Close() error {
	close(f.queue)
	<-f.ended
	return f.db.Close()
}

func (f *Floor) commitAll() {
	defer close(f.ended)
	var seq uint64
	var batch []floorPut
	for first := range f.queue {
		batch = append(batch[:0], first)
		for tries := 0; tries < floorYields && len(batch) < maxRequests; {
			select {
			case p, open := <-f.queue:
				if open {
					batch = append(batch, p)
				} else {
					tries = floorYields
				}
			default:
				tries++
				runtime.Gosched()
			}
		}
		err := f.db.Update(func(tx *bolt.Tx) error {
			records := tx.Bucket(bucketFloor)
			records.FillPercent = fill
			for _, p := range batch {
				seq++
				// A key of a journal's length: stream and sequence.
				if err := records.Put(binary.BigEndian.AppendUint64(make([]byte, 4, 12), seq), p.value); err != nil {
					return err
				}
			}
			return nil
		})
		for _, p := range batch {
			p.done <- err
		}
	}
}
