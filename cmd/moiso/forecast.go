package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"moiso/internal/forecast"
)

func forecastCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "forecast",
		Short: "How good the estimates of the wait are",
		Args:  noSuchCommand,
		RunE:  showHelp,
	}
	cmd.AddCommand(forecastEvaluateCommand())
	return cmd
}

func forecastEvaluateCommand() *cobra.Command {
	var (
		calls, from string
		warmUp      int
		seed        uint64
		asJSON      bool
	)
	cmd := &cobra.Command{
		Use:   "evaluate --calls FILE.csv",
		Short: "Measure the forecast, and the simple rules, on a file of calls",
		Long: "Walks through a file of calls in the order of time and asks our forecast and each simple rule\n" +
			"about every call that joins the queue, from what could be seen by then. Calls that queued and\n" +
			"were served count, after a time of learning. The absolute error and the pinball loss at .5 are\n" +
			"those of the median, the squared error is that of the mean; a simple rule says one figure for\n" +
			"both, and its bound is calibrated as ours is. The file is CSV, plain or gzip, with the columns\n" +
			"date, enter, queue_start, queue_exit, service_start, service_end, priority, type, outcome\n" +
			"and agent in any order; the README describes them.",
		Args: args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			split, err := forecastSplit(cmd, from, warmUp)
			if err != nil {
				return usageError{err}
			}
			if calls == "" {
				return usageError{errors.New("--calls is missing: name the file of calls")}
			}
			f, err := os.Open(calls)
			if err != nil {
				return err
			}
			defer f.Close() // only read
			r, err := forecast.Evaluate(cmd.Context(), f, split, seed)
			if err != nil {
				return fmt.Errorf("%s: %w", calls, err)
			}
			if r.Aside.Calls > 0 {
				slog.Warn("calls whose times contradict each other were left out", "calls", r.Aside.Calls, "first", r.Aside.First)
			}
			if asJSON {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetIndent("", "  ")
				return enc.Encode(r)
			}
			return printForecasts(cmd.OutOrStdout(), r)
		},
	}
	f := cmd.Flags()
	f.StringVar(&calls, "calls", "", "file of calls, .csv or .csv.gz")
	f.StringVar(&from, "from", "", "first day whose calls count, such as 1999-01-18")
	f.IntVar(&warmUp, "warm-up", -1, "days at the beginning whose calls do not count (default: those of the first three fifths of the calls)")
	f.Uint64Var(&seed, "seed", 1, "of the simulation")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func forecastSplit(cmd *cobra.Command, from string, warmUp int) (forecast.Split, error) {
	split := forecast.Split{WarmUp: warmUp}
	if cmd.Flags().Changed("warm-up") && warmUp < 0 {
		return split, fmt.Errorf("--warm-up %d: the number of days is 0 or more", warmUp)
	}
	if from != "" {
		if cmd.Flags().Changed("warm-up") {
			return split, errors.New("--from and --warm-up both say where the test begins; give one")
		}
		t, err := time.Parse(time.DateOnly, from)
		if err != nil {
			return split, fmt.Errorf("--from %q is not a day such as 1999-01-18", from)
		}
		split.From = t
	}
	return split, nil
}

func printForecasts(w io.Writer, r *forecast.Report) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	part := func(title string, scores []forecast.Score) {
		fmt.Fprintf(t, "%s\tn\tMAE s\tMSE s²\tpinball .5\tpinball .9\twithin 90 %%\n", title)
		for _, s := range scores {
			fmt.Fprintf(t, "%s\t%d\t%.1f\t%.0f\t%.2f\t%.2f\t%.1f %%\n",
				s.Name, s.N, s.MAE, s.MSE, s.Pinball50, s.Pinball90, 100*s.Coverage90)
		}
	}
	fmt.Fprintf(t, "calls that queued and were served, from %s on\n\n", r.From)
	part("forecaster", r.Forecasters)
	fmt.Fprintln(t)
	if best, gain := r.Gain(); gain > 0 {
		fmt.Fprintf(t, "squared error of moiso %.1f %% below the best rolling average, %s\n\n", 100*gain, best)
	}
	part("moiso by class", r.Classes)
	fmt.Fprintln(t)
	part("moiso by tenth", r.Deciles)
	return t.Flush()
}
