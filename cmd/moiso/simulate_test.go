package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// simulate runs the command and gives what it printed.
func simulate(args ...string) (string, error) {
	var out bytes.Buffer
	cmd := root()
	cmd.SetOut(&out)
	cmd.SetArgs(append([]string{"simulate", "--days", "2"}, args...))
	err := cmd.Execute()
	return out.String(), err
}

func TestSimulate(t *testing.T) {
	out, err := simulate("--load", "0.9", "--discipline", "cmu", "--json")
	var report map[string]any
	if err == nil {
		err = json.Unmarshal([]byte(out), &report)
	}
	if err != nil || report["discipline"] != "cmu" || report["load"] != 0.9 || report["within_promise"].(float64) > 1 {
		t.Errorf("%s, %v", out, err)
	}
	var reports []map[string]any
	out, err = simulate("--discipline", "all", "--json")
	if err == nil {
		err = json.Unmarshal([]byte(out), &reports)
	}
	if err != nil || len(reports) != 8 || reports[0]["discipline"] != "promise" {
		t.Errorf("%s, %v", out, err)
	}
	if out, err = simulate(); err != nil || !strings.Contains(out, "s5-appointment") {
		t.Errorf("%s, %v", out, err)
	}
}

func TestSimulateAnotherOffice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "office.json")
	shown, err := simulate("--show-office")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(shown), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := simulate("--show-office", "--office", file)
	if err != nil || again != shown {
		t.Errorf("%v: the office that was shown comes back as %s", err, again)
	}
	const one = `{"minutes": 60, "arrivals": [1], "break": 0, "services": [{"id": "s", "minutes": 5, "cv": 0}],
		"classes": [{"id": "everybody", "service": "s", "promise": 10, "share": 1, "rank": 1}],
		"counters": [{"id": "k", "services": ["s"], "break_at": 0}]}`
	if err := os.WriteFile(file, []byte(one), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := simulate("--office", file); err != nil || !strings.Contains(out, "everybody") {
		t.Errorf("%s, %v", out, err)
	}
	if err := os.WriteFile(file, []byte(`{}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := simulate("--office", file); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("%s, %v", out, err)
	}
}

func TestSimulateRefuses(t *testing.T) {
	for _, args := range [][]string{
		{"--discipline", "lifo"}, {"--load", "0"}, {"--load", "NaN"}, {"--load", "3.1"}, {"--days", "0"}, {"more"},
	} {
		_, err := simulate(args...)
		if _, ok := errors.AsType[usageError](err); !ok {
			t.Errorf("%q: %v", args, err)
		}
	}
}
