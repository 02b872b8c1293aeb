// Package boltjournal keeps a journal in one bbolt file: the engine of a
// server that needs nothing else installed.
//
// One goroutine commits. It takes what all streams are waiting to append,
// stores it in one transaction, and answers all of them: the two syncs of a
// bbolt commit are paid once for everyone. Alone, an Append waits for nobody.
//
// Open checks the structure of every page before bbolt maps the file, because
// bbolt trusts its pages: a damaged file can crash the process or keep it busy
// for ever. Records are checked when they are read, all of them by Check.
//
// # The file
//
// bbolt format 2, pages of 4096 bytes, free list not stored. Both header pages
// must be valid: bbolt would open a journal with one of them and lose the last
// commit without a word. Four buckets; numbers are big endian, CRC is CRC-32C:
//
//	bucket     key                     value
//	journal    "header"                format 1 B (=1) | CRC 4 B over format and rest | created 8 B, Unix s | epoch
//	journal    "tail"                  number of records 8 B | XOR of the last hash of every stream 32 B
//	streams    name                    id 4 B | CRC 4 B over name and id
//	records    id 4 B | sequence 8 B   format 1 B (=1) | CRC 4 B over key, format and rest | hash 32 B | payload
//	snapshots  id 4 B | sequence 8 B   format 1 B (=1) | CRC 4 B over key, format and rest | hash 32 B | payload
//
// A value's first five bytes keep their meaning in every later format: damage
// (wrong CRC, ErrDamaged) can always be told from a newer writer (ErrNewer).
// The tail is written by each commit. It finds what the chains cannot, records
// missing at the end of a stream, and lies in the page of the bucket roots,
// which each commit writes anyway. The streams share one bucket, so that a
// commit for many of them writes the last leaf of each and few pages besides.
package boltjournal

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"moiso/internal/journal"
)

// Options of Open; the zero value is good for a server.
type Options struct {
	// LockTimeout bounds the wait for another process to let go of the file;
	// 0 means 250 ms.
	LockTimeout time.Duration
	// MaxWaiting is how many Appends and snapshots may wait for the committer
	// before Append returns journal.ErrBusy; 0 means 4096.
	MaxWaiting int
	// OnCommit, when set, hears of every commit before its callers do: how many
	// records it stored and how long it took. It must return quickly.
	OnCommit func(records int, took time.Duration)
	// SyncDelay is added to every commit, to measure as on a slower disk.
	SyncDelay time.Duration
	// ReadOnly opens an existing journal without changing a byte of it; others
	// may read it as well, nobody may write.
	ReadOnly bool
}

// Journal is a journal.Journal in a bbolt file, safe for concurrent use.
type Journal struct {
	db    *bolt.DB
	opts  Options
	epoch string

	mu      sync.RWMutex
	streams map[string]*stream
	nextID  uint32

	// gate lets Close wait until nobody is putting anything into the queue.
	gate      sync.RWMutex
	closed    bool
	queue     chan *request
	committed chan struct{} // closed when the committer has ended
	unknown   atomic.Bool   // a commit failed: read-only from now on
	encoding  atomic.Int32  // Appends that are about to come into the queue

	tail tail // as committed; the committer's own
}

// stream is what the engine knows of a stream without reading the file.
type stream struct {
	id   uint32
	name string
	last atomic.Uint64 // durable; 0 until the first commit

	// turn is held by the one Append under way; what follows is its own, and
	// the committer's while a request is waiting.
	turn    chan struct{}
	hash    journal.Hash // of record last
	request request
	buffer  []byte // room for the encoded records

	served int // round of the last commit that served it; the committer's own
}

func newStream(id uint32, name string) *stream {
	s := &stream{id: id, name: name, turn: make(chan struct{}, 1)}
	s.request = request{stream: s, done: make(chan error, 1)}
	return s
}

// Open opens the journal at path, or creates it when there is nothing at path
// and opts.ReadOnly is not set. The folder must exist. Errors: journal.ErrLocked,
// journal.ErrDamaged, journal.ErrNewer, or the operating system's.
func Open(path string, opts Options) (*Journal, error) {
	if opts.LockTimeout == 0 {
		opts.LockTimeout = 250 * time.Millisecond
	}
	if opts.MaxWaiting == 0 {
		opts.MaxWaiting = 4096
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) && !opts.ReadOnly {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("creating journal %s: %w", path, err)
		}
	}
	j, err := open(path, opts)
	if err != nil {
		return nil, fmt.Errorf("opening journal %s: %w", path, err)
	}
	return j, nil
}

func open(path string, opts Options) (*Journal, error) {
	db, err := openChecked(path, opts.ReadOnly, opts.LockTimeout)
	if err != nil {
		return nil, err
	}
	j := &Journal{
		db:        db,
		opts:      opts,
		streams:   make(map[string]*stream),
		queue:     make(chan *request, opts.MaxWaiting),
		committed: make(chan struct{}),
	}
	if err := j.view(j.load); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	go j.commitAll()
	return j, nil
}

// openChecked locks the file, checks its pages and lets bbolt have it.
func openChecked(path string, readOnly bool, timeout time.Duration) (*bolt.DB, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, damaged("it is not a file but %s", info.Mode().Type())
	}
	flag := os.O_RDWR
	if readOnly {
		flag = os.O_RDONLY
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return nil, err
	}
	if err := lock(f, !readOnly, timeout); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if info, err = f.Stat(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if err := checkPages(f, info.Size()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	var db *bolt.DB
	err = guard(func() error {
		db, err = openBolt(f, readOnly, info.Size(), timeout)
		return err
	})
	if err == nil {
		return db, nil
	}
	if errors.Is(err, berrors.ErrTimeout) {
		err = journal.ErrLocked
	}
	if cerr := f.Close(); !errors.Is(cerr, os.ErrClosed) { // bbolt may have closed it
		err = errors.Join(err, cerr)
	}
	return nil, err
}

// openBolt gives bbolt an open file, so that the file locked and checked is the
// file used.
func openBolt(f *os.File, readOnly bool, size int64, timeout time.Duration) (*bolt.DB, error) {
	flags, room := mapping(size)
	return bolt.Open(f.Name(), 0, &bolt.Options{
		OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return f, nil },
		ReadOnly:        readOnly,
		Timeout:         timeout,
		PageSize:        pageSize,
		NoFreelistSync:  true,
		FreelistType:    bolt.FreelistMapType,
		MmapFlags:       flags,
		InitialMmapSize: room,
		NoStatistics:    true,
	})
}

// load reads the header and where every stream ends.
func (j *Journal) load(tx *bolt.Tx) error {
	for _, name := range buckets {
		if tx.Bucket(name) == nil {
			return damaged("it has no bucket %q, so it is not a journal", name)
		}
	}
	var err error
	if j.epoch, err = decodeHeader(tx.Bucket(bucketJournal).Get(keyHeader)); err != nil {
		return err
	}
	ids := make(map[uint32]string)
	records := tx.Bucket(bucketRecords).Cursor()
	err = tx.Bucket(bucketStreams).ForEach(func(name, value []byte) error {
		id, err := decodeStream(name, value)
		if err != nil {
			return err
		}
		if other, taken := ids[id]; taken {
			return damaged("streams %q and %q have the same id", other, name)
		}
		s := newStream(id, string(name))
		ids[id] = s.name
		key, value := lastOf(records, id)
		if key == nil {
			return damaged("stream %q has no records", name)
		}
		r, err := decodeRecord(key, value)
		if err != nil {
			return fmt.Errorf("stream %q: %w", name, err)
		}
		s.last.Store(r.Seq)
		s.hash = r.Hash
		j.streams[s.name] = s
		j.nextID = max(j.nextID, id+1)
		j.tail.move(r.Seq, journal.Hash{}, r.Hash)
		return nil
	})
	if err != nil {
		return err
	}
	stored, err := decodeTail(tx.Bucket(bucketJournal).Get(keyTail))
	if err != nil {
		return err
	}
	if stored != j.tail {
		return damaged("its streams do not end where the last commit left them: %d records, %d were committed", j.tail.records, stored.records)
	}
	return nil
}

// Epoch implements journal.Journal.
func (j *Journal) Epoch() string { return j.epoch }

// Streams implements journal.Journal.
func (j *Journal) Streams() ([]string, error) {
	if j.isClosed() {
		return nil, journal.ErrClosed
	}
	j.mu.RLock()
	defer j.mu.RUnlock()
	return slices.Sorted(func(yield func(string) bool) {
		for name, s := range maps.All(j.streams) {
			if s.last.Load() > 0 && !yield(name) {
				return
			}
		}
	}), nil
}

// Last implements journal.Journal; it reads no disk.
func (j *Journal) Last(name string) (uint64, error) {
	if j.isClosed() {
		return 0, journal.ErrClosed
	}
	if s := j.stream(name); s != nil {
		return s.last.Load(), nil
	}
	return 0, nil
}

// WriteTo implements journal.Journal: a consistent copy of the file, which
// Restore and Open read. The journal cannot reuse its free pages meanwhile, so
// w should not be slower than a disk.
func (j *Journal) WriteTo(w io.Writer) (n int64, err error) {
	err = j.db.View(func(tx *bolt.Tx) error {
		n, err = tx.WriteTo(w)
		return err
	})
	return n, asClosed(err)
}

// Close implements journal.Journal. Closing again is ErrClosed.
func (j *Journal) Close() error {
	j.gate.Lock()
	if j.closed {
		j.gate.Unlock()
		return journal.ErrClosed
	}
	j.closed = true
	close(j.queue)
	j.gate.Unlock()
	<-j.committed
	return j.db.Close()
}

func (j *Journal) isClosed() bool {
	j.gate.RLock()
	defer j.gate.RUnlock()
	return j.closed
}

func (j *Journal) stream(name string) *stream {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return j.streams[name]
}

// view reads in one transaction.
func (j *Journal) view(fn func(tx *bolt.Tx) error) error {
	return asClosed(guard(func() error { return j.db.View(fn) }))
}

func asClosed(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return journal.ErrClosed
	}
	return err
}
