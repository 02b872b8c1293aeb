package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"moiso/internal/config"
	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
	"moiso/internal/sequencer"
)

// withJournal opens the journal of the data directory strictly read-only: the
// file itself, or a consistent copy of it when a server holds it.
func withJournal(ctx context.Context, cfg config.Server, work func(path string, j journal.Journal) error) error {
	path := filepath.Join(cfg.Data, journalFile)
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("data directory %s has no journal: %w", cfg.Data, err)
	}
	copied, err := copyOfRunning(ctx, cfg.Data)
	switch {
	case err == nil:
		defer os.RemoveAll(filepath.Dir(copied))
		path = copied
	case !errors.Is(err, errNoServer):
		return err
	}
	j, err := boltjournal.Open(path, boltjournal.Options{ReadOnly: true})
	if err != nil {
		return explain(cfg.Data, err)
	}
	return errors.Join(work(path, j), j.Close())
}

// copyOfRunning fetches a copy of the journal from the server that holds it,
// into a new temporary directory.
func copyOfRunning(ctx context.Context, dir string) (string, error) {
	answer, err := askServer(ctx, dir, http.MethodGet, "/backup", nil)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	temp, err := os.MkdirTemp("", "moiso-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(temp, journalFile)
	if err := writeFile(path, answer.Body); err != nil {
		return "", errors.Join(err, os.RemoveAll(temp))
	}
	return path, nil
}

// writeFile stores what r holds in a new file, durably.
func writeFile(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, r); err != nil {
		return errors.Join(err, f.Close(), os.Remove(path))
	}
	return errors.Join(f.Sync(), f.Close())
}

// withStates replays every centre of the data directory.
func withStates(ctx context.Context, cfg config.Server, work func(map[queue.CentreID]*queue.State) error) error {
	return withJournal(ctx, cfg, func(_ string, j journal.Journal) error {
		streams, err := j.Streams()
		if err != nil {
			return err
		}
		states := map[queue.CentreID]*queue.State{}
		for _, id := range streams {
			s, err := sequencer.Load(j, queue.CentreID(id), 1)
			if err != nil {
				return explain(cfg.Data, err)
			}
			states[queue.CentreID(id)] = s[0]
		}
		return work(states)
	})
}
