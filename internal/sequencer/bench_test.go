package sequencer_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/config/sample"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/sequencer"
)

// BenchmarkDo issues tickets from many callers who wait for each answer, with
// the live picture attached, on one centre and on many.
func BenchmarkDo(b *testing.B) {
	for _, callers := range []int{1, 16, 256} {
		for _, centres := range []int{1, 16} {
			b.Run(fmt.Sprintf("callers=%d/centres=%d", callers, centres), func(b *testing.B) {
				group := startGroup(b, centres)
				closedLoop(b, callers, func(i int) error {
					_, err := group.Do(b.Context(), queue.CentreID(fmt.Sprintf("c%d", i%centres)), queue.Command{
						Actor: "kiosk", Do: queue.Issue{Ticket: queue.TicketID(rand.Text()), Service: "khai-sinh"},
					})
					return err
				})
			})
		}
	}
}

// BenchmarkFloor is what bbolt alone does with records of the same size: the
// bare group commit, callers refilling the batch.
func BenchmarkFloor(b *testing.B) {
	for _, callers := range []int{1, 16, 256} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			db, err := bolt.Open(filepath.Join(b.TempDir(), "floor.db"), 0o600, &bolt.Options{
				NoFreelistSync: true, FreelistType: bolt.FreelistMapType, InitialMmapSize: 1 << 30,
			})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			type put struct {
				value []byte
				done  chan error
			}
			in := make(chan put, 4096)
			go func() {
				var seq uint64
				var batch []put
				for first := range in {
					batch = append(batch[:0], first)
					for spins := 0; spins < 20; {
						select {
						case p := <-in:
							batch = append(batch, p)
						default:
							spins++
							runtime.Gosched()
						}
					}
					err := db.Update(func(tx *bolt.Tx) error {
						bucket, err := tx.CreateBucketIfNotExists([]byte("r"))
						if err != nil {
							return err
						}
						bucket.FillPercent = 0.95
						for _, p := range batch {
							seq++
							if err := bucket.Put(fmt.Appendf(nil, "%016x", seq), p.value); err != nil {
								return err
							}
						}
						return nil
					})
					for _, p := range batch {
						p.done <- err
					}
				}
			}()
			value := make([]byte, 150)
			done := sync.Pool{New: func() any { return make(chan error, 1) }}
			closedLoop(b, callers, func(int) error {
				c := done.Get().(chan error)
				in <- put{value, c}
				err := <-c
				done.Put(c)
				return err
			})
			close(in)
		})
	}
}

// closedLoop runs b.N calls from so many callers and reports calls a second.
func closedLoop(b *testing.B, callers int, call func(i int) error) {
	var left atomic.Int64
	left.Store(int64(b.N))
	var running sync.WaitGroup
	b.ResetTimer()
	begin := time.Now()
	for i := range callers {
		running.Go(func() {
			for left.Add(-1) >= 0 {
				if err := call(i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	running.Wait()
	b.ReportMetric(float64(b.N)/time.Since(begin).Seconds(), "calls/s")
}

func startGroup(b *testing.B, centres int) *sequencer.Group {
	j, err := boltjournal.Open(filepath.Join(b.TempDir(), "journal.db"), boltjournal.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var group sequencer.Group
	raw, _ := sample.Centre("ha-long")
	for i := range centres {
		id := queue.CentreID(fmt.Sprintf("c%d", i))
		clock := sequencer.NewClock(time.Time{})
		picture := live.New(id, j.Epoch(), queue.New(), clock.Now, slog.Default())
		group.Add(sequencer.New(sequencer.Config{Centre: id, State: queue.New(), Journal: j, Publisher: picture, Clock: clock, Log: slog.Default()}))
	}
	ended := make(chan error, 1)
	go func() { ended <- group.Run(b.Context()) }()
	b.Cleanup(func() {
		if err := <-ended; err != nil {
			b.Error(err)
		}
		j.Close()
	})
	for i := range centres {
		var c queue.Centre
		if err := json.Unmarshal(raw, &c); err != nil {
			b.Fatal(err)
		}
		c.ID = queue.CentreID(fmt.Sprintf("c%d", i))
		if _, err := group.Do(b.Context(), c.ID, queue.Command{Actor: "admin", Do: queue.Configure{Centre: &c}}); err != nil {
			b.Fatal(err)
		}
	}
	return &group
}
