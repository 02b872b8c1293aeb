package boltjournal_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/journal/journaltest"
)

const victimEnv = "BOLTJOURNAL_VICTIM"

// TestMain becomes the victim of TestKilled when it is told so.
func TestMain(m *testing.M) {
	if path := os.Getenv(victimEnv); path != "" {
		if err := appendForEver(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

const victimStreams = 16

func victimStream(s int) string { return fmt.Sprintf("centre-%02d", s) }

func victimPayload(s int, seq uint64) []byte {
	return fmt.Appendf(nil, "%d/%d/%0*d", s, seq, int(seq%97)+1, 0)
}

// appendForEver appends to all streams at once and says "stream last" on its
// output for each Append that was acknowledged.
func appendForEver(path string) error {
	j, err := boltjournal.Open(path, boltjournal.Options{})
	if err != nil {
		return err
	}
	failed := make(chan error)
	for s := range victimStreams {
		go func() {
			last, err := j.Last(victimStream(s))
			for err == nil {
				var batch [][]byte
				for i := range last%4 + 1 {
					batch = append(batch, victimPayload(s, last+1+i))
				}
				err = j.Append(context.Background(), victimStream(s), last, batch)
				last += uint64(len(batch))
				if err == nil {
					_, err = os.Stdout.WriteString(fmt.Sprintf("%d %d\n", s, last)) // one write: whole or nothing
				}
				if err == nil && last%50 == 0 {
					err = j.SaveSnapshot(victimStream(s), journal.Snapshot{Seq: last, Payload: victimPayload(s, last)})
				}
			}
			failed <- err
		}()
	}
	return <-failed
}

// TestKilled kills a process that appends with group commit, again and again
// over one file, and proves after each time: every acknowledged record is there
// with its content, batches are whole, chains valid.
func TestKilled(t *testing.T) {
	kills := 40
	if testing.Short() {
		kills = 5
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "moiso.db")
	random := rand.New(rand.NewPCG(1, 2))
	var acknowledged [victimStreams]uint64
	for kill := range kills {
		runVictim(t, self, path, 1+random.IntN(120), &acknowledged)
		j := open(t, path)
		var g sync.WaitGroup
		for s := range victimStreams {
			g.Go(func() {
				last := uint64(0)
				for r, err := range j.Read(victimStream(s), 1) {
					if err != nil {
						t.Errorf("kill %d: %v", kill, err)
						return
					}
					if last++; r.Seq != last || string(r.Payload) != string(victimPayload(s, last)) {
						t.Errorf("kill %d, stream %d: record %d is %.40q", kill, s, r.Seq, r.Payload)
						return
					}
				}
				if last < acknowledged[s] {
					t.Errorf("kill %d, stream %d: ends at %d, %d was acknowledged", kill, s, last, acknowledged[s])
				}
				if !wholeBatches(last) {
					t.Errorf("kill %d, stream %d: ends at %d, inside a batch", kill, s, last)
				}
			})
		}
		g.Wait()
		journaltest.Close(t, j)
		if t.Failed() {
			return
		}
	}
	total := uint64(0)
	for _, a := range acknowledged {
		total += a
	}
	t.Logf("%d kills, %d acknowledged records, all there", kills, total)
}

// wholeBatches follows the sizes that appendForEver chooses.
func wholeBatches(last uint64) bool {
	at := uint64(0)
	for at < last {
		at += at%4 + 1
	}
	return at == last
}

// runVictim lets a child append until it has acknowledged count appends, kills
// it, and notes what it acknowledged.
func runVictim(t *testing.T, self, path string, count int, acknowledged *[victimStreams]uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	child := exec.CommandContext(ctx, self)
	child.Env = append(os.Environ(), victimEnv+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := 0
	for scan := bufio.NewScanner(out); scan.Scan(); {
		var s int
		var last uint64
		if _, err := fmt.Sscanf(scan.Text(), "%d %d", &s, &last); err != nil {
			t.Fatalf("the child said %q: %v", scan.Text(), err)
		}
		acknowledged[s] = max(acknowledged[s], last)
		// What it says between the kill and its end counts as well.
		if lines++; lines == count {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || lines < count {
		t.Fatalf("the child ended by itself after %d lines: %v", lines, err)
	}
}
