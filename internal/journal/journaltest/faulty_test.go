package journaltest_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"moiso/internal/journal"
	"moiso/internal/journal/journaltest"
	"moiso/internal/journal/memjournal"
)

var batch = [][]byte{[]byte("two"), []byte("three"), []byte("four")}

// TestFaults checks for each fault what the caller hears and what a restart
// finds: the records before it, and after it either the whole batch, nothing,
// or damage.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name     string
		fault    journaltest.Fault
		err      error
		readOnly bool
		kept     uint64 // readable records after the restart
		damaged  bool
	}{
		{"none", journaltest.None, nil, false, 4, false},
		{"fails and lost", journaltest.FailsLost, journal.ErrUnknown, true, 1, false},
		{"fails but kept", journaltest.FailsKept, journal.ErrUnknown, true, 4, false},
		{"busy", journaltest.Busy, journal.ErrBusy, false, 1, false},
		{"tears", journaltest.Tears, journal.ErrUnknown, true, 2, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			mem := memjournal.New()
			f := journaltest.NewFaulty(mem)
			f.Tear = mem.Tear
			f.Next(journaltest.None, test.fault)
			if err := f.Append(t.Context(), "c", 0, [][]byte{[]byte("one")}); err != nil {
				t.Fatal(err)
			}
			if err := f.Append(t.Context(), "c", 1, batch); !errors.Is(err, test.err) {
				t.Fatalf("append: got %v, want %v", err, test.err)
			}
			if test.readOnly {
				for range 2 {
					if err := f.Append(t.Context(), "other", 0, batch); !errors.Is(err, journal.ErrUnknown) {
						t.Errorf("append after the fault: got %v, want ErrUnknown", err)
					}
				}
				if err := f.SaveSnapshot("c", journal.Snapshot{Seq: 1}); !errors.Is(err, journal.ErrUnknown) {
					t.Errorf("snapshot after the fault: got %v, want ErrUnknown", err)
				}
			}
			f.Restart()
			var kept uint64
			var damage error
			for _, err := range f.Read("c", 1) {
				if err != nil {
					damage = err
					break
				}
				kept++
			}
			if kept != test.kept || errors.Is(damage, journal.ErrDamaged) != test.damaged {
				t.Errorf("restart: got %d records and %v, want %d, damaged %v", kept, damage, test.kept, test.damaged)
			}
			if !test.damaged {
				journaltest.Close(t, f)
			}
		})
	}
}

func TestStalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := journaltest.NewFaulty(memjournal.New())
		defer journaltest.Close(t, f)
		f.Next(journaltest.Stalls)
		done := make(chan error, 1)
		go func() { done <- f.Append(t.Context(), "c", 0, batch) }()
		<-f.Stalled()
		synctest.Wait()
		if last, err := f.Last("c"); err != nil || last != 0 {
			t.Errorf("while stalled: last is %d, %v", last, err)
		}
		f.Release()
		if err := <-done; err != nil {
			t.Errorf("after release: %v", err)
		}
	})
}
