package boltjournal_test

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal/boltjournal"
	"moiso/internal/journal/journaltest"
)

// payloadSize is that of the figures everywhere: a 100-byte event.
const payloadSize = 100

// appender stores n records at the end of one stream and waits for them.
type appender func(stream, n int) error

// write lets callers wait for records in streams, one writer each that packs
// what its callers want into one append, until every stream has had rounds
// appends; it returns how many records that were.
func write(b *testing.B, do appender, callers, streams, rounds int) int {
	var g sync.WaitGroup
	for s := range streams {
		g.Go(func() {
			for range rounds {
				if err := do(s, callers/streams); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	g.Wait()
	return callers / streams * streams * rounds
}

// ours appends through the journal.
func ours(b *testing.B, opts boltjournal.Options) appender {
	j, err := boltjournal.Open(filepath.Join(b.TempDir(), "moiso.db"), opts)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { journaltest.Close(b, j) })
	payloads := make([][]byte, 4096)
	for i := range payloads {
		payloads[i] = make([]byte, payloadSize)
	}
	var last [4096]uint64
	return func(s, n int) error {
		err := j.Append(b.Context(), fmt.Sprintf("centre-%04d", s), last[s], payloads[:n])
		last[s] += uint64(n)
		return err
	}
}

// bare is the floor: the same keys and sizes of values, committed in groups in
// the same way, with neither checksum nor chain, header nor tail.
func bare(b *testing.B) appender {
	db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bolt.Options{
		NoFreelistSync: true, FreelistType: bolt.FreelistMapType, InitialMmapSize: 1 << 30, NoStatistics: true,
	})
	if err != nil {
		b.Fatal(err)
	}
	bucket := []byte("records")
	if err := db.Update(func(tx *bolt.Tx) error { _, err := tx.CreateBucket(bucket); return err }); err != nil {
		b.Fatal(err)
	}
	type batch struct {
		stream, n int
		done      chan error
	}
	queue := make(chan batch, 4096)
	value := make([]byte, 1+4+32+payloadSize)
	var last [4096]uint64
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var all []batch
		for first := range queue {
			all = append(all[:0], first)
			for tries := 0; tries < 20; {
				select {
				case more := <-queue:
					all = append(all, more)
				default:
					tries++
					runtime.Gosched()
				}
			}
			err := db.Update(func(tx *bolt.Tx) error {
				records := tx.Bucket(bucket)
				records.FillPercent = 0.95
				for _, one := range all {
					for range one.n {
						last[one.stream]++
						key := binary.BigEndian.AppendUint32(make([]byte, 0, 12), uint32(one.stream))
						if err := records.Put(binary.BigEndian.AppendUint64(key, last[one.stream]), value); err != nil {
							return err
						}
					}
				}
				return nil
			})
			for _, one := range all {
				one.done <- err
			}
		}
	}()
	b.Cleanup(func() {
		close(queue)
		<-ended
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	var done [4096]chan error
	for i := range done {
		done[i] = make(chan error, 1)
	}
	return func(s, n int) error {
		queue <- batch{s, n, done[s]}
		return <-done[s]
	}
}

var loads = []struct{ callers, streams int }{{1, 1}, {16, 1}, {16, 16}, {256, 1}, {256, 16}, {256, 256}}

// BenchmarkAgainstBare alternates short rounds of the journal and of bare bbolt
// and reports records a second of both and their ratio, the figure to keep.
func BenchmarkAgainstBare(b *testing.B) {
	for _, load := range loads {
		b.Run(fmt.Sprintf("callers=%d/streams=%d", load.callers, load.streams), func(b *testing.B) {
			j, floor := ours(b, boltjournal.Options{}), bare(b)
			var tookOurs, tookBare time.Duration
			records := 0
			for b.Loop() {
				start := time.Now()
				write(b, floor, load.callers, load.streams, 20)
				tookBare += time.Since(start)
				start = time.Now()
				records += write(b, j, load.callers, load.streams, 20)
				tookOurs += time.Since(start)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(records)/tookBare.Seconds(), "bare/s")
			b.ReportMetric(float64(records)/tookOurs.Seconds(), "records/s")
			b.ReportMetric(100*tookBare.Seconds()/tookOurs.Seconds(), "%ofbare")
		})
	}
}

// BenchmarkAppend is one round of appends, also as on slower disks.
func BenchmarkAppend(b *testing.B) {
	for _, delay := range []time.Duration{0, 5 * time.Millisecond, 30 * time.Millisecond} {
		for _, load := range loads {
			b.Run(fmt.Sprintf("delay=%v/callers=%d/streams=%d", delay, load.callers, load.streams), func(b *testing.B) {
				j := ours(b, boltjournal.Options{SyncDelay: delay})
				records := 0
				for b.Loop() {
					records += write(b, j, load.callers, load.streams, 1)
				}
				b.ReportMetric(float64(records)/b.Elapsed().Seconds(), "records/s")
			})
		}
	}
}

// BenchmarkGrowth appends, in turn, to journals that already hold more and more
// records, in two and in 3,321 streams: the cost of a record should not grow.
func BenchmarkGrowth(b *testing.B) {
	sizes := []int{10_000, 100_000, 1_000_000}
	for _, streams := range []int{2, 3321} {
		b.Run(fmt.Sprintf("streams=%d", streams), func(b *testing.B) {
			var journals []appender
			for _, size := range sizes {
				j := ours(b, boltjournal.Options{})
				for left := size / streams; left > 0; left -= 16 {
					write(b, j, streams*min(16, left), streams, 1)
				}
				journals = append(journals, j)
			}
			took := make([]time.Duration, len(sizes))
			records := 0
			for b.Loop() {
				for i, j := range journals {
					start := time.Now()
					n := write(b, j, 64, 2, 10)
					took[i] += time.Since(start)
					if i == 0 {
						records += n
					}
				}
			}
			b.ReportMetric(0, "ns/op")
			for i, size := range sizes {
				b.ReportMetric(float64(took[i].Nanoseconds())/float64(records), fmt.Sprintf("ns/record@%d", size))
			}
		})
	}
}

// BenchmarkOpen opens a journal and reads it whole, as a start without snapshot.
func BenchmarkOpen(b *testing.B) {
	for _, records := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprintf("records=%d", records), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "moiso.db")
			j := open(b, path)
			payloads := make([][]byte, 1000)
			for i := range payloads {
				payloads[i] = make([]byte, payloadSize)
			}
			for last := 0; last < records; last += len(payloads) {
				if err := j.Append(b.Context(), "c", uint64(last), payloads); err != nil {
					b.Fatal(err)
				}
			}
			if err := j.Close(); err != nil {
				b.Fatal(err)
			}
			var opening, reading time.Duration
			for b.Loop() {
				start := time.Now()
				j := open(b, path)
				opening += time.Since(start)
				start = time.Now()
				n := 0
				for _, err := range j.Read("c", 1) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				reading += time.Since(start)
				if err := j.Close(); err != nil || n != records {
					b.Fatalf("read %d records, closed with %v", n, err)
				}
			}
			b.ReportMetric(float64(opening.Milliseconds())/float64(b.N), "open-ms")
			b.ReportMetric(float64(reading.Milliseconds())/float64(b.N), "read-ms")
		})
	}
}
