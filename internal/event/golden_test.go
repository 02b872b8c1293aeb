package event_test

import (
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"moiso/internal/event"
	"moiso/internal/queue"
)

var update = flag.Bool("update", false, "rewrite the golden files of the newest layouts")

// A golden file is the event in hex on lines of 32 bytes, an empty line, and
// its line of JSON. The name is the kind's word and the layout's version:
// ticket_issued.1.golden.
func writeGolden(t *testing.T, dir string, e queue.Event) {
	b := event.Append(nil, e)
	var s strings.Builder
	for rest := b; len(rest) > 0; {
		n := min(32, len(rest))
		s.WriteString(hex.EncodeToString(rest[:n]) + "\n")
		rest = rest[n:]
	}
	s.WriteString("\n" + jsonLine(t, e) + "\n")
	name := fmt.Sprintf("%s.%d.golden", event.Kind(e.Fact), b[1])
	if err := os.WriteFile(filepath.Join(dir, name), []byte(s.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readGolden(t *testing.T, name string) (b []byte, line string) {
	t.Helper()
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	digits, line, ok := strings.Cut(string(file), "\n\n")
	if !ok {
		t.Fatalf("%s has no empty line", name)
	}
	b, err = hex.DecodeString(strings.ReplaceAll(digits, "\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b, strings.TrimSuffix(line, "\n")
}

func jsonLine(t *testing.T, e queue.Event) string {
	t.Helper()
	line, err := event.JSON(7, e)
	if err != nil {
		t.Fatal(err)
	}
	return string(line)
}

// Every layout ever released is read as it was meant.
func TestGoldenFilesAreRead(t *testing.T) {
	if *update {
		for _, e := range samples() {
			writeGolden(t, "testdata", e)
		}
	}
	names, err := filepath.Glob("testdata/*.golden")
	if err != nil || len(names) < len(samples()) {
		t.Fatalf("%d golden files for %d facts, %v; run with -update", len(names), len(samples()), err)
	}
	for _, name := range names {
		b, line := readGolden(t, name)
		e, err := event.Decode(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := jsonLine(t, e); got != line {
			t.Errorf("%s\n got %s\nwant %s", name, got, line)
		}
		if want := fmt.Sprintf("testdata/%s.%d.golden", event.Kind(e.Fact), b[1]); name != want {
			t.Errorf("%s should be called %s", name, want)
		}
	}
}

// What is written today is what the newest golden file of its kind says.
func TestGoldenFilesAreWritten(t *testing.T) {
	for _, e := range samples() {
		b := event.Append(nil, e)
		want, _ := readGolden(t, fmt.Sprintf("testdata/%s.%d.golden", event.Kind(e.Fact), b[1]))
		if !reflect.DeepEqual(b, want) {
			t.Errorf("%s\n got %x\nwant %x", event.Kind(e.Fact), b, want)
		}
	}
}
