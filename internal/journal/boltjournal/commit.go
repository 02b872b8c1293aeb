package boltjournal

import (
	"cmp"
	"runtime"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal"
)

const (
	// maxRequests bounds how many requests one commit serves.
	maxRequests = 4096
	// patience is how long the committer lets others run without anybody coming,
	// while it expects somebody.
	patience = 50 * time.Microsecond
	// yields bounds the same by count, for when the clock stands still.
	yields = 2000
	// fill is how full bbolt leaves a page that it splits: the end of a stream
	// only grows, so nothing is inserted into the page left behind.
	fill = 0.95
)

type entry struct{ key, value []byte }

// request is what waits for the committer: the records of an Append or, when
// snapshot is set, one snapshot.
type request struct {
	stream   *stream
	snapshot bool
	entries  []entry
	hash     journal.Hash // of the last record
	done     chan error   // room for one
}

// release lets go of the entries and keeps their room.
func (r *request) release() {
	clear(r.entries)
	r.entries = r.entries[:0]
}

// commitAll is the committer: it stores what is waiting until the queue is
// closed and empty.
func (j *Journal) commitAll() {
	defer close(j.committed)
	var batch []*request
	served := 0 // streams of the last commit
	for round := 1; ; round++ {
		first, open := <-j.queue
		if !open {
			return
		}
		batch = j.gather(append(batch[:0], first), served, round)
		served = len(batch)
		err := j.commit(batch)
		for i, r := range batch {
			r.stream.served = round
			r.done <- err
			batch[i] = nil
		}
	}
}

// gather adds what else is waiting, and the streams that the last commit
// served: they were answered and are likely to come again, and one commit for
// all costs hardly more than one for some. It lets others run meanwhile, and
// waits for nobody who does not come soon.
func (j *Journal) gather(batch []*request, served, round int) []*request {
	back := func(r *request) int {
		if r.stream.served == round-1 {
			return 1
		}
		return 0
	}
	missing := served - back(batch[0])
	var since time.Time
	for tries := 0; len(batch) < maxRequests && tries < yields; tries++ {
		select {
		case r, open := <-j.queue:
			if !open {
				return batch
			}
			batch = append(batch, r)
			missing -= back(r)
			since = time.Time{}
			continue
		default:
		}
		if missing <= 0 && j.encoding.Load() == 0 {
			return batch
		}
		if since.IsZero() {
			since = time.Now()
		} else if time.Since(since) > patience {
			return batch
		}
		runtime.Gosched()
	}
	return batch
}

// commit stores a batch durably, or makes the journal read-only.
func (j *Journal) commit(batch []*request) error {
	if j.unknown.Load() {
		return journal.ErrUnknown
	}
	start := time.Now()
	next := j.tail
	records := 0
	for _, r := range batch {
		if !r.snapshot {
			next.move(uint64(len(r.entries)), r.stream.hash, r.hash)
			records += len(r.entries)
		}
	}
	err := guard(func() error {
		return j.db.Update(func(tx *bolt.Tx) error { return store(tx, batch, next) })
	})
	if err != nil {
		j.unknown.Store(true)
		return &unknownError{cause: err}
	}
	time.Sleep(j.opts.SyncDelay)
	j.tail = next
	for _, r := range batch {
		if !r.snapshot {
			r.stream.hash = r.hash
			r.stream.last.Add(uint64(len(r.entries)))
		}
	}
	if j.opts.OnCommit != nil {
		j.opts.OnCommit(records, time.Since(start))
	}
	return nil
}

// store puts a batch in order of the keys: bbolt splits pages only at the end
// of a transaction, and inserting before much that is new moves it every time.
func store(tx *bolt.Tx, batch []*request, next tail) error {
	slices.SortStableFunc(batch, func(a, b *request) int { return cmp.Compare(a.stream.id, b.stream.id) })
	records := tx.Bucket(bucketRecords)
	records.FillPercent = fill
	for _, r := range batch {
		if r.snapshot {
			if err := storeSnapshot(tx.Bucket(bucketSnapshots), r); err != nil {
				return err
			}
			continue
		}
		if r.stream.last.Load() == 0 {
			if err := tx.Bucket(bucketStreams).Put([]byte(r.stream.name), encodeStream(r.stream.name, r.stream.id)); err != nil {
				return err
			}
		}
		for _, e := range r.entries {
			if err := records.Put(e.key, e.value); err != nil {
				return err
			}
		}
	}
	return tx.Bucket(bucketJournal).Put(keyTail, encodeTail(next))
}

// unknownError is journal.ErrUnknown with what the disk said.
type unknownError struct{ cause error }

func (e *unknownError) Error() string   { return journal.ErrUnknown.Error() + ": " + e.cause.Error() }
func (e *unknownError) Unwrap() []error { return []error{journal.ErrUnknown, e.cause} }
