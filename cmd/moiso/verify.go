package main

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"moiso/internal/config"
	"moiso/internal/event"
	"moiso/internal/journal"
	"moiso/internal/queue"
)

func verifyCommand(cfg *config.Server) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check the journal: sequence, digests, replay equals snapshot; changes nothing",
		Args:  args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withJournal(cmd.Context(), *cfg, func(_ string, j journal.Journal) error {
				return verify(cmd.Context(), j, cmd.OutOrStdout())
			})
		},
	}
}

// verify replays every centre from its first event and compares each snapshot
// on the way. The error names the first record that is wrong.
func verify(ctx context.Context, j journal.Journal, out io.Writer) error {
	streams, err := j.Streams()
	if err != nil {
		return err
	}
	for _, id := range streams {
		s, snapshots, err := verifyCentre(ctx, j, queue.CentreID(id))
		if err != nil {
			return err
		}
		digest, err := s.Digest()
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d events, %d snapshots, state %x\n", id, s.Seq(), snapshots, digest[:8])
	}
	fmt.Fprintln(out, "journal is whole")
	return nil
}

func verifyCentre(ctx context.Context, j journal.Journal, id queue.CentreID) (s *queue.State, snapshots int, err error) {
	want := map[uint64]journal.Snapshot{}
	for snap, ok, err := j.Snapshot(string(id), 0); ok || err != nil; snap, ok, err = j.Snapshot(string(id), snap.Seq-1) {
		if err != nil {
			return nil, 0, err
		}
		want[snap.Seq] = snap
		if snap.Seq <= 1 {
			break
		}
	}
	s = queue.New()
	for r, err := range j.Read(string(id), 1) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, 0, err
		}
		e, err := event.Decode(r.Payload)
		if err == nil {
			err = s.Apply(e)
		}
		if err != nil {
			return nil, 0, fmt.Errorf("%w: centre %s, record %d: %w", journal.ErrDamaged, id, r.Seq, err)
		}
		snap, ok := want[r.Seq]
		if !ok {
			continue
		}
		have, err := s.Snapshot()
		if err != nil {
			return nil, 0, err
		}
		if snap.Hash != r.Hash || !bytes.Equal(snap.Payload, have) {
			return nil, 0, fmt.Errorf("%w: centre %s, snapshot at record %d is not what replay gives", journal.ErrDamaged, id, r.Seq)
		}
		snapshots++
	}
	if snapshots != len(want) {
		return nil, 0, fmt.Errorf("%w: centre %s has a snapshot past its last record %d", journal.ErrDamaged, id, s.Seq())
	}
	return s, snapshots, nil
}
