package boltjournal_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/journal/journaltest"
)

// held is a journal whose committer stands still after a commit until let go.
type held struct {
	*boltjournal.Journal
	commits chan int      // records of each commit, when it is done
	letGo   chan struct{} // one receive lets it go on
}

func openHeld(t *testing.T, opts boltjournal.Options) *held {
	h := &held{commits: make(chan int), letGo: make(chan struct{})}
	opts.OnCommit = func(records int, took time.Duration) {
		if took <= 0 {
			t.Errorf("a commit took %v", took)
		}
		h.commits <- records
		<-h.letGo
	}
	j, err := boltjournal.Open(filepath.Join(t.TempDir(), "moiso.db"), opts)
	if err != nil {
		t.Fatal(err)
	}
	h.Journal = j
	return h
}

// TestOneCommitServesAllWaiting: while one commit is under way 50 streams come
// to wait; the next commit holds all of them.
func TestOneCommitServesAllWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHeld(t, boltjournal.Options{SyncDelay: time.Millisecond})
		var g sync.WaitGroup
		appendTo := func(s string) {
			g.Go(func() {
				if err := h.Append(t.Context(), s, 0, [][]byte{{1}, {2}}); err != nil {
					t.Error(err)
				}
			})
		}
		appendTo("first")
		if n := <-h.commits; n != 2 {
			t.Errorf("first commit: %d records", n)
		}
		for s := range 50 {
			appendTo(fmt.Sprint(s))
		}
		synctest.Wait()
		h.letGo <- struct{}{}
		if n := <-h.commits; n != 100 {
			t.Errorf("second commit: %d records, want 100", n)
		}
		h.letGo <- struct{}{}
		g.Wait()
		journaltest.Close(t, h)
	})
}

// TestFullQueueIsBusy: with room for two, the third to wait is sent away, and
// may try again.
func TestFullQueueIsBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHeld(t, boltjournal.Options{SyncDelay: time.Millisecond, MaxWaiting: 2})
		var g sync.WaitGroup
		for _, s := range []string{"first", "a", "b"} {
			g.Go(func() {
				if err := h.Append(t.Context(), s, 0, [][]byte{{1}}); err != nil {
					t.Error(err)
				}
			})
			if s == "first" {
				<-h.commits
			}
		}
		synctest.Wait()
		if err := h.Append(t.Context(), "c", 0, [][]byte{{1}}); !errors.Is(err, journal.ErrBusy) {
			t.Errorf("Append: got %v, want ErrBusy", err)
		}
		if err := h.SaveSnapshot("first", journal.Snapshot{Seq: 1}); !errors.Is(err, journal.ErrBusy) {
			t.Errorf("SaveSnapshot: got %v, want ErrBusy", err)
		}
		if last, err := h.Last("c"); err != nil || last != 0 {
			t.Errorf("last of the refused: %d, %v", last, err)
		}
		h.letGo <- struct{}{}
		<-h.commits
		h.letGo <- struct{}{}
		g.Wait()
		g.Go(func() {
			if err := h.Append(t.Context(), "c", 0, [][]byte{{1}}); err != nil {
				t.Error(err)
			}
		})
		<-h.commits
		h.letGo <- struct{}{}
		g.Wait()
		journaltest.Close(t, h)
	})
}

// TestContextEndsTheWaitForTheTurn: a second writer of a stream waits for the
// first one no longer than its context; the first, accepted, is not affected.
func TestContextEndsTheWaitForTheTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHeld(t, boltjournal.Options{SyncDelay: time.Millisecond})
		ctx, cancel := context.WithCancel(t.Context())
		first, second := make(chan error, 1), make(chan error, 1)
		go func() { first <- h.Append(ctx, "c", 0, [][]byte{{1}}) }()
		<-h.commits
		go func() { second <- h.Append(ctx, "c", 1, [][]byte{{2}}) }()
		synctest.Wait()
		cancel()
		if err := <-second; !errors.Is(err, context.Canceled) {
			t.Errorf("the one waiting: got %v, want context.Canceled", err)
		}
		h.letGo <- struct{}{}
		if err := <-first; err != nil {
			t.Errorf("the one accepted: %v", err)
		}
		if last, err := h.Last("c"); err != nil || last != 1 {
			t.Errorf("last: %d, %v", last, err)
		}
		journaltest.Close(t, h)
	})
}

func TestSyncDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, err := boltjournal.Open(filepath.Join(t.TempDir(), "moiso.db"), boltjournal.Options{SyncDelay: 30 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if err := j.Append(t.Context(), "c", 0, [][]byte{{1}}); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 30*time.Millisecond {
			t.Errorf("an append took %v of the bubble's time, want 30ms", took)
		}
		journaltest.Close(t, j)
	})
}

// TestCloseWaitsForTheAccepted: what waits when Close is called is stored.
func TestCloseWaitsForTheAccepted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHeld(t, boltjournal.Options{SyncDelay: time.Millisecond})
		errs := make(chan error, 3)
		go func() { errs <- h.Append(t.Context(), "a", 0, [][]byte{{1}}) }()
		<-h.commits
		go func() { errs <- h.Append(t.Context(), "b", 0, [][]byte{{1}}) }()
		synctest.Wait()
		go func() { errs <- h.Close() }()
		synctest.Wait()
		h.letGo <- struct{}{}
		<-h.commits
		h.letGo <- struct{}{}
		for range 3 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	})
}
