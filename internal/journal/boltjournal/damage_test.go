package boltjournal

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moiso/internal/journal"
)

// image is the file of a journal up to its last page in use, and what it holds.
type image struct {
	file  []byte
	state string
}

// grow opens the journal at path, lets change append to it, and returns the
// image that it leaves.
func grow(t testing.TB, path string, change func(j *Journal)) image {
	t.Helper()
	j, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	change(j)
	state, err := stateOf(j)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, end, err := checkHeaders(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return image{file[:end*pageSize], state}
}

// sample is a journal with every kind of page: branches, leaves, an inline
// bucket, long pages, stale copies.
func sample(t testing.TB) image {
	return grow(t, filepath.Join(t.TempDir(), "moiso.db"), func(j *Journal) {
		for seq := range uint64(60) {
			for s := range 4 {
				appendTo(t, j, fmt.Sprintf("centre-%d", s), 1+int(seq)%3, 40)
			}
		}
		appendTo(t, j, "centre-0", 1, 20_000)
		for _, seq := range []uint64{10, 100, 121} {
			if err := j.SaveSnapshot("centre-0", journal.Snapshot{Seq: seq, Payload: make([]byte, 50*seq)}); err != nil {
				t.Fatal(err)
			}
		}
		appendTo(t, j, "centre-3", 1, 1)
	})
}

func appendTo(t testing.TB, j *Journal, stream string, n, size int) {
	t.Helper()
	last, err := j.Last(stream)
	if err != nil {
		t.Fatal(err)
	}
	batch := make([][]byte, n)
	for i := range batch {
		batch[i] = bytes.Repeat([]byte{byte(last) + byte(i)}, size)
	}
	if err := j.Append(t.Context(), stream, last, batch); err != nil {
		t.Fatal(err)
	}
}

// stateOf tells everything that a journal says about its records.
func stateOf(j *Journal) (string, error) {
	streams, err := j.Streams()
	if err != nil {
		return "", err
	}
	var state strings.Builder
	state.WriteString(j.Epoch())
	for _, s := range streams {
		var last journal.Hash
		n := 0
		for r, err := range j.Read(s, 1) {
			if err != nil {
				return "", err
			}
			last = r.Hash
			n++
		}
		state.WriteString(fmt.Sprintf("; %s %d %x", s, n, last))
	}
	return state.String(), nil
}

// reopen opens a file as a server does, reads everything, and appends to what
// it could read.
func reopen(t testing.TB, path string, file []byte) (string, error) {
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	j, err := Open(path, Options{})
	if err != nil {
		return "", err
	}
	defer func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}()
	state, err := stateOf(j)
	if err != nil {
		return "", err
	}
	for _, s := range []string{"centre-0", "centre-new"} {
		appendTo(t, j, s, 2, 3000)
	}
	return state, j.check()
}

// mutations are ways in which a file gets damaged.
var mutations = map[string]func(r *rand.Rand, file []byte) []byte{
	"bit":         func(r *rand.Rand, f []byte) []byte { f[r.IntN(len(f))] ^= 1 << r.IntN(8); return f },
	"byte":        func(r *rand.Rand, f []byte) []byte { f[r.IntN(len(f))] = byte(r.Uint32()); return f },
	"page head":   func(r *rand.Rand, f []byte) []byte { f[anyPage(r, f)+r.IntN(96)] = byte(r.IntN(64)); return f },
	"small page":  func(r *rand.Rand, f []byte) []byte { f[anyPage(r, f)+r.IntN(pageSize)] = byte(r.IntN(40)); return f },
	"garbage":     func(r *rand.Rand, f []byte) []byte { fillRandom(r, f[r.IntN(len(f)-64):][:64]); return f },
	"zero sector": func(r *rand.Rand, f []byte) []byte { clear(f[r.IntN(len(f)/512)*512:][:512]); return f },
	"zero page":   func(r *rand.Rand, f []byte) []byte { clear(f[anyPage(r, f):][:pageSize]); return f },
	"copy page": func(r *rand.Rand, f []byte) []byte {
		copy(f[anyPage(r, f):][:pageSize], f[anyPage(r, f):])
		return f
	},
	"truncate": func(r *rand.Rand, f []byte) []byte { return f[:r.IntN(len(f))] },
	"stale pointer": func(r *rand.Rand, f []byte) []byte {
		at := anyPage(r, f)
		for native.Uint16(f[at+8:]) != branchPage {
			at = anyPage(r, f)
		}
		element := r.IntN(int(native.Uint16(f[at+10:])))
		native.PutUint64(f[at+pageHead+element*elementSize+8:], uint64(r.IntN(len(f)/pageSize)))
		return f
	},
	"cut out": func(r *rand.Rand, f []byte) []byte {
		at := anyPage(r, f)
		return slices.Delete(f, at, at+pageSize)
	},
}

func anyPage(r *rand.Rand, f []byte) int { return r.IntN(len(f)/pageSize) * pageSize }

func fillRandom(r *rand.Rand, b []byte) {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
}

// TestMutated damages a journal in many ways. Opening it and reading it all
// must end, must not crash, and must either find damage or give exactly what
// was written.
func TestMutated(t *testing.T) {
	runs := 60
	if testing.Short() {
		runs = 10
	}
	original := sample(t)
	path := filepath.Join(t.TempDir(), "mutated.db")
	for _, kind := range slices.Sorted(maps.Keys(mutations)) {
		t.Run(kind, func(t *testing.T) {
			found := 0
			for seed := range uint64(runs) {
				file := mutations[kind](rand.New(rand.NewPCG(seed, uint64(len(kind)))), bytes.Clone(original.file))
				state, err := reopen(t, path, file)
				switch {
				case errors.Is(err, journal.ErrDamaged):
					found++
				case err != nil:
					t.Errorf("seed %d: %v", seed, err)
				case state != original.state:
					t.Errorf("seed %d: opened with other records:\n%s\nwant\n%s", seed, state, original.state)
				}
			}
			t.Logf("%d of %d found, the others harmless", found, runs)
		})
	}
}

// TestTornCommit cuts the power during a commit: of the pages that it writes,
// first those of the tree and, after a sync, the header, only some arrive, or
// one only in part. A restart finds the journal before the commit, after it, or
// damage, and without the header always the journal before.
func TestTornCommit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "moiso.db")
	for _, size := range []int{10, 3000} {
		before := grow(t, path, func(j *Journal) {
			for range 12 {
				appendTo(t, j, "centre-0", 5, 100)
				appendTo(t, j, "centre-1", 5, 100)
			}
		})
		after := grow(t, path, func(j *Journal) { appendTo(t, j, "centre-1", 20, size) })
		before.file = append(before.file, make([]byte, max(0, len(after.file)-len(before.file)))...)

		var header int
		var tree []int
		for at := 0; at < len(after.file); at += pageSize {
			if bytes.Equal(before.file[at:at+pageSize], after.file[at:at+pageSize]) {
				continue
			}
			if at < 2*pageSize {
				header = at
			} else {
				tree = append(tree, at)
			}
		}
		arrive := func(file []byte, at, n int) { copy(file[at:at+n], after.file[at:]) }
		torn := filepath.Join(dir, "torn.db")

		file := bytes.Clone(before.file)
		for i, at := range tree {
			for _, n := range []int{512, 2048, pageSize} {
				arrive(file, at, n)
				if state, err := reopen(t, torn, file); err != nil || state != before.state {
					t.Errorf("%d bytes of page %d of %d, no header: %v", n, i, len(tree), err)
				}
			}
		}
		for i, missing := range tree {
			for _, n := range []int{0, 512, 2048} {
				file := bytes.Clone(after.file)
				copy(file[missing:missing+pageSize], before.file[missing:])
				arrive(file, missing, n)
				state, err := reopen(t, torn, file)
				if bytes.Equal(file, after.file) {
					if err != nil || state != after.state {
						t.Errorf("all arrived: %v", err)
					}
				} else if !errors.Is(err, journal.ErrDamaged) {
					t.Errorf("header, but only %d bytes of page %d of %d: got %v, want ErrDamaged", n, i, len(tree), err)
				}
			}
		}
		for n := range pageHead + 64 {
			file := bytes.Clone(after.file)
			copy(file[header:header+pageSize], before.file[header:])
			arrive(file, header, n)
			state, err := reopen(t, torn, file)
			if err == nil && state != before.state && state != after.state || err != nil && !errors.Is(err, journal.ErrDamaged) {
				t.Errorf("%d bytes of the header: %v", n, err)
			}
		}
	}
}

// FuzzPages gives the checker any bytes, with the header's checksum made to
// fit. What it lets pass must not bring bbolt down.
func FuzzPages(f *testing.F) {
	// Small, since the fuzzer's time goes with the size.
	original := grow(f, filepath.Join(f.TempDir(), "moiso.db"), func(j *Journal) {
		appendTo(f, j, "centre-0", 30, 100)
		appendTo(f, j, "centre-1", 1, 5000)
	})
	f.Add(original.file)
	f.Add(original.file[:4*pageSize])
	for seed := range uint64(20) {
		f.Add(mutations["page head"](rand.New(rand.NewPCG(seed, 0)), bytes.Clone(original.file)))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		for at := 0; at < 2*pageSize && at+pageHead+64 <= len(file); at += pageSize {
			h := file[at+pageHead:]
			native.PutUint64(h[56:], headerChecksum(h))
		}
		if err := checkPages(bytes.NewReader(file), int64(len(file))); err != nil {
			if !errors.Is(err, journal.ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged", err)
			}
			return
		}
		_, err := reopen(t, filepath.Join(t.TempDir(), "fuzzed.db"), file)
		if err != nil && !errors.Is(err, journal.ErrDamaged) && !errors.Is(err, journal.ErrNewer) {
			t.Errorf("opened: %v", err)
		}
	})
}
