package layers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

type pkg struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func TestImportTable(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "moiso/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := map[string]bool{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, "moiso/")
		seen[name] = true
		for _, flaw := range flaws(name, p.Imports) {
			t.Error(flaw)
		}
	}
	for name := range table {
		if !seen[name] {
			t.Errorf("%s has a row and does not exist", name)
		}
	}
}

// flaws lists the arrows of a package that the table does not have.
func flaws(name string, imports []string) []string {
	own, ok := table[name]
	if !ok {
		return []string{name + " has no row in the import table"}
	}
	var out []string
	for _, path := range imports {
		inner, ours := strings.CutPrefix(path, "moiso/")
		switch {
		case ours && table[inner].level >= own.level && inner != name:
			out = append(out, name+" must not import "+inner+": not of a lower level")
		case ours && slices.ContainsFunc(never[name], func(f string) bool { return inner == f || strings.HasPrefix(inner, f+"/") }):
			out = append(out, name+" must not import "+inner)
		case !ours && strings.Contains(strings.SplitN(path, "/", 2)[0], ".") &&
			!slices.ContainsFunc(own.third, func(t string) bool { return path == t || strings.HasPrefix(path, t+"/") }):
			out = append(out, name+" must not import "+path)
		}
	}
	return out
}

func TestFlawsAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		pkg, imports string
		want         bool
	}{
		"downwards":                {"internal/feed", "moiso/internal/queue", false},
		"sideways":                 {"internal/live", "moiso/internal/sequencer", true},
		"upwards":                  {"internal/queue", "moiso/internal/event", true},
		"face to face":             {"kiosk", "moiso/counter", true},
		"face to engine":           {"display", "moiso/internal/journal/boltjournal", true},
		"third party where it may": {"internal/web", "github.com/gorilla/websocket", false},
		"third party elsewhere":    {"kiosk", "github.com/gorilla/websocket", true},
		"standard library":         {"internal/queue", "encoding/json", false},
		"no row":                   {"internal/util", "fmt", true},
	} {
		if got := flaws(c.pkg, []string{c.imports}); (len(got) > 0) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
