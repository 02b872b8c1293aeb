package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"moiso/internal/config"
	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
)

func backupCommand(cfg *config.Server) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a consistent copy of the journal, from a running server too",
		Args:  args(1, "the file to write"),
		RunE: func(cmd *cobra.Command, a []string) error {
			if err := backup(cmd.Context(), *cfg, a[0]); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s holds a verified copy of %s\n", a[0], cfg.Data)
			return nil
		},
	}
}

// backup copies to a neighbour of the file first, verifies that, and gives it
// its name: a file with the name is a whole backup.
func backup(ctx context.Context, cfg config.Server, name string) error {
	if _, err := os.Stat(name); err == nil {
		return fmt.Errorf("%s exists; name a new file", name)
	}
	part := name + ".part"
	err := withJournal(ctx, cfg, func(_ string, j journal.Journal) error {
		f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return err
		}
		_, err = j.WriteTo(f)
		return errors.Join(err, f.Sync(), f.Close())
	})
	if err == nil {
		err = boltjournal.Check(part)
	}
	if err == nil {
		err = os.Rename(part, name)
	}
	if err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	return nil
}

func restoreCommand(cfg *config.Server) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring a backup back into an empty data directory, verified",
		Args:  args(1, "the backup"),
		RunE: func(cmd *cobra.Command, a []string) error {
			if err := restore(cmd.Context(), *cfg, a[0]); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s holds what %s holds\n", cfg.Data, a[0])
			return nil
		},
	}
}

func restore(ctx context.Context, cfg config.Server, name string) error {
	entries, err := os.ReadDir(cfg.Data)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("data directory %s is not empty; name a new one with --data", cfg.Data)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return err
	}
	path := filepath.Join(cfg.Data, journalFile)
	if err := boltjournal.Restore(path, f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	err = withJournal(ctx, cfg, func(_ string, j journal.Journal) error {
		return verify(ctx, j, io.Discard)
	})
	if err != nil {
		return errors.Join(fmt.Errorf("%s: %w", name, err), removeIfThere(path))
	}
	return nil
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
