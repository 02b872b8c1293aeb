package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"moiso/internal/bench"
	"moiso/internal/config"
	"moiso/internal/journal/boltjournal"
)

func benchCommand() *cobra.Command {
	o := bench.Options{Kiosks: 256, Counters: 64, Displays: 1000, Connections: 10_000, Duration: 3 * time.Second, Rounds: 3}
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure this machine's server beside what the machine itself allows",
		Long: "Starts a server in this process on a temporary directory, drives it from a second process\n" +
			"over loopback and compares each figure with its floor, measured in the same run. Read the\n" +
			"ratios: a figure alone says as much about the machine as about the program.",
		Args: args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkBench(o); err != nil {
				return usageError{err}
			}
			if o.Quick {
				o.Connections, o.Duration, o.Rounds = min(o.Connections, 2000), min(o.Duration, time.Second), min(o.Rounds, 1)
			}
			program, err := os.Executable()
			if err != nil {
				return err
			}
			r, err := bench.Run(cmd.Context(), o, startHouse, []string{program, "bench-load"}, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if asJSON {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetIndent("", "  ")
				return enc.Encode(r)
			}
			return r.Print(cmd.OutOrStdout())
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.Kiosks, "kiosks", o.Kiosks, "connections that issue tickets")
	f.IntVar(&o.Counters, "counters", o.Counters, "connections that call and serve")
	f.IntVar(&o.Displays, "displays", o.Displays, "displays that a call-out goes to")
	f.IntVar(&o.Connections, "connections", o.Connections, "idle displays whose memory is measured")
	f.DurationVar(&o.Duration, "duration", o.Duration, "length of a round")
	f.IntVar(&o.Rounds, "rounds", o.Rounds, "rounds of ours and floor in turn; their median counts")
	f.BoolVar(&o.Quick, "quick", o.Quick, "one short round, fewer idle displays, no slow disks, no day of a million events")
	f.StringSliceVar(&o.Only, "only", nil, "parts to measure: "+strings.Join(bench.Parts(), ", "))
	f.BoolVar(&asJSON, "json", asJSON, "print one JSON object instead of the table")
	return cmd
}

func checkBench(o bench.Options) error {
	for _, c := range []struct {
		name string
		n    int
	}{{"kiosks", o.Kiosks}, {"counters", o.Counters}, {"displays", o.Displays}, {"connections", o.Connections}, {"rounds", o.Rounds}} {
		if c.n < 1 {
			return fmt.Errorf("--%s %d: give at least 1", c.name, c.n)
		}
	}
	for _, part := range o.Only {
		if !slices.Contains(bench.Parts(), part) {
			return fmt.Errorf("--only %s: the parts are %s", part, strings.Join(bench.Parts(), ", "))
		}
	}
	if o.Duration < 100*time.Millisecond {
		return fmt.Errorf("--duration %v: give at least 100ms", o.Duration)
	}
	return nil
}

// benchLoadCommand is the second process of bench.
func benchLoadCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "bench-load",
		Short:  "The load of bench: works on orders from its input",
		Hidden: true,
		Args:   args(0, "no arguments"),
		RunE:   func(*cobra.Command, []string) error { return bench.Serve(os.Stdin, os.Stdout) },
	}
}

// startHouse runs the whole server, as serve does.
func startHouse(ctx context.Context, dir string, o boltjournal.Options, work func(context.Context, bench.House) error) error {
	cfg := config.Default()
	cfg.Listen, cfg.Data = "127.0.0.1:0", dir
	s, err := openServer(cfg, o)
	if err != nil {
		return err
	}
	return s.serveWhile(ctx, func(ctx context.Context) error {
		return work(ctx, bench.House{URL: s.url, Centres: &s.centres, Commands: &s.group, Journal: s.journal, Define: s.define})
	})
}
