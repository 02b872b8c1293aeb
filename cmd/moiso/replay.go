package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"moiso/internal/config"
	"moiso/internal/event"
	"moiso/internal/journal"
	"moiso/internal/queue"
)

func replayCommand(cfg *config.Server) *cobra.Command {
	var until, centre string
	cmd := &cobra.Command{
		Use:   "replay",
		Short: "Print what happened as text, one line an event",
		Args:  args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			stop, err := parseUntil(until)
			if err != nil {
				return usageError{err}
			}
			return printEvents(cmd.Context(), *cfg, cmd.OutOrStdout(), centre, stop, func(w io.Writer, id string, seq uint64, e queue.Event, s *queue.State) error {
				return printLine(w, id, seq, e, s)
			})
		},
	}
	cmd.Flags().StringVar(&until, "until", "", "stop after this sequence number, or at this time (RFC 3339)")
	cmd.Flags().StringVar(&centre, "centre", "", "one centre only")
	return cmd
}

func exportCommand(cfg *config.Server) *cobra.Command {
	var centre string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Print the journal as JSON lines",
		Args:  args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return printEvents(cmd.Context(), *cfg, cmd.OutOrStdout(), centre, until{}, func(w io.Writer, id string, seq uint64, e queue.Event, _ *queue.State) error {
				b, err := event.JSON(seq, e)
				if err != nil {
					return err
				}
				// The centre goes first, so that lines of several can be told apart.
				_, err = fmt.Fprintf(w, "{\"centre\":%q,%s\n", id, b[1:])
				return err
			})
		},
	}
	cmd.Flags().StringVar(&centre, "centre", "", "one centre only")
	return cmd
}

// until is where a replay stops; the zero until is the end of the journal.
type until struct {
	seq uint64
	at  time.Time
}

func parseUntil(s string) (until, error) {
	if s == "" {
		return until{}, nil
	}
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		return until{seq: n}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return until{}, fmt.Errorf("--until %q is neither a sequence number nor a time such as 2026-11-22T09:30:00+07:00", s)
	}
	return until{at: t}, nil
}

func (u until) passed(seq uint64, e queue.Event) bool {
	return u.seq > 0 && seq > u.seq || !u.at.IsZero() && e.At > queue.InstantOf(u.at)
}

// printEvents replays centre by centre and prints each event with the state
// after it.
func printEvents(ctx context.Context, cfg config.Server, out io.Writer, only string, stop until,
	line func(w io.Writer, id string, seq uint64, e queue.Event, s *queue.State) error) error {
	w := bufio.NewWriter(out)
	err := withJournal(ctx, cfg, func(_ string, j journal.Journal) error {
		streams, err := j.Streams()
		if err != nil {
			return err
		}
		found := false
		for _, id := range streams {
			if only != "" && only != id {
				continue
			}
			found = true
			if err := printCentre(ctx, j, w, id, stop, line); err != nil {
				return err
			}
		}
		if only != "" && !found {
			return fmt.Errorf("there is no centre %q in %s", only, cfg.Data)
		}
		return nil
	})
	if flush := w.Flush(); err == nil {
		err = flush
	}
	return err
}

func printCentre(ctx context.Context, j journal.Journal, w io.Writer, id string, stop until,
	line func(w io.Writer, id string, seq uint64, e queue.Event, s *queue.State) error) error {
	s := queue.New()
	for r, err := range j.Read(id, 1) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		e, err := event.Decode(r.Payload)
		if err != nil {
			return fmt.Errorf("centre %s, record %d: %w", id, r.Seq, err)
		}
		if stop.passed(r.Seq, e) {
			return nil
		}
		if err := s.Apply(e); err != nil {
			return fmt.Errorf("%w: centre %s: %w", journal.ErrDamaged, id, err)
		}
		if err := line(w, id, r.Seq, e, s); err != nil {
			return err
		}
	}
	return nil
}
