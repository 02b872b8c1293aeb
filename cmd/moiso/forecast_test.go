package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

const madeUpCalls = "../../internal/forecast/testdata/calls.csv"

// forecastEvaluate runs the command and gives what it printed.
func forecastEvaluate(args ...string) (string, error) {
	var out bytes.Buffer
	cmd := root()
	cmd.SetOut(&out)
	cmd.SetArgs(append([]string{"forecast", "evaluate"}, args...))
	err := cmd.Execute()
	return out.String(), err
}

func TestForecastEvaluateJSON(t *testing.T) {
	out, err := forecastEvaluate("--calls", madeUpCalls, "--warm-up", "2", "--json")
	if err != nil {
		t.Fatal(err)
	}
	var report struct{ Forecasters []map[string]any }
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range report.Forecasters {
		names[f["name"].(string)] = true
		for _, key := range []string{"n", "mae_seconds", "mse", "pinball50", "pinball90", "coverage90"} {
			if v, ok := f[key].(float64); !ok || v <= 0 {
				t.Errorf("%s: %s is %v", f["name"], key, f[key])
			}
		}
	}
	for _, name := range []string{"moiso", "rolling-10", "rolling-100", "les", "hol", "history"} {
		if !names[name] {
			t.Errorf("no forecaster %s in %v", name, names)
		}
	}
}

func TestForecastEvaluateTable(t *testing.T) {
	out, err := forecastEvaluate("--calls", madeUpCalls, "--from", "2026-03-05")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"from 2026-03-05 on", "moiso by class", "moiso by tenth", "below the best rolling average, rolling-"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestForecastEvaluateRefuses(t *testing.T) {
	for _, c := range []struct {
		says string
		args []string
	}{
		{"--calls is missing", nil},
		{`--from "tomorrow" is not a day`, []string{"--calls", madeUpCalls, "--from", "tomorrow"}},
		{"--warm-up -2", []string{"--calls", madeUpCalls, "--warm-up", "-2"}},
		{"give one", []string{"--calls", madeUpCalls, "--warm-up", "2", "--from", "2026-03-05"}},
	} {
		_, err := forecastEvaluate(c.args...)
		if _, ok := errors.AsType[usageError](err); !ok || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, want a wrong call that says %q", c.args, err, c.says)
		}
	}
	_, err := forecastEvaluate("--calls", "forecast_test.go")
	if err == nil || !strings.Contains(err.Error(), `forecast_test.go: call file: line 1 has no column "date"`) {
		t.Errorf("a file of another kind: %v", err)
	}
}
