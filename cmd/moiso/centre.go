package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"moiso/internal/config"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/queue"
)

// definitionLimit is the longest definition that is read: 3,000 services with
// all their words are about 2 MiB.
const definitionLimit = 16 << 20

func centreCommand(cfg *config.Server) *cobra.Command {
	cmd := &cobra.Command{Use: "centre", Short: "Bring centres' definitions in and out", Args: noSuchCommand, RunE: showHelp}
	cmd.AddCommand(
		&cobra.Command{
			Use:   "import FILE",
			Short: "Give a centre its definition, or a new one (- reads standard input)",
			Args:  args(1, "the file of a definition"),
			RunE: func(cmd *cobra.Command, a []string) error {
				return importFile(cmd.Context(), *cfg, a[0], cmd.InOrStdin(), cmd.OutOrStdout())
			},
		},
		&cobra.Command{
			Use:   "export ID",
			Short: "Print a centre's definition as JSON",
			Args:  args(1, "the id of a centre"),
			RunE: func(cmd *cobra.Command, a []string) error {
				return exportDefinition(cmd.Context(), *cfg, a[0], cmd.OutOrStdout())
			},
		},
	)
	return cmd
}

// readCentre reads a definition strictly: one JSON value, no unknown field, NFC.
func readCentre(r io.Reader) (*queue.Centre, error) {
	b, err := io.ReadAll(io.LimitReader(r, definitionLimit+1))
	if err != nil {
		return nil, err
	}
	if len(b) > definitionLimit {
		return nil, fmt.Errorf("the definition is longer than %d MiB", definitionLimit>>20)
	}
	if !utf8.Valid(b) {
		return nil, errors.New("the definition is not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(norm.NFC.Bytes(b)))
	d.DisallowUnknownFields()
	var c queue.Centre
	if err := d.Decode(&c); err != nil {
		return nil, fmt.Errorf("the definition is not right: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the definition")
	}
	return &c, nil
}

func importFile(ctx context.Context, cfg config.Server, name string, in io.Reader, out io.Writer) error {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	c, err := readCentre(in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := c.Validate(); err != nil {
		return fmt.Errorf("%s: nothing was changed:\n%w", name, err)
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	answer, err := askServer(ctx, cfg.Data, http.MethodPut, "/centres/"+url.PathEscape(string(c.ID)), bytes.NewReader(body))
	switch {
	case err == nil:
		answer.Body.Close()
	case errors.Is(err, errNoServer):
		if err := defineOffline(ctx, cfg, c); err != nil {
			return err
		}
	default:
		return err
	}
	fmt.Fprintf(out, "centre %s: the definition is in force\n", c.ID)
	return nil
}

// defineOffline works on the data directory itself.
func defineOffline(ctx context.Context, cfg config.Server, c *queue.Centre) error {
	cfg.Listen = "127.0.0.1:0"
	s, err := openServer(cfg, boltjournal.Options{})
	if err != nil {
		return err
	}
	return s.serveWhile(ctx, func(ctx context.Context) error { return s.define(ctx, c) })
}

func exportDefinition(ctx context.Context, cfg config.Server, id string, out io.Writer) error {
	var c *queue.Centre
	err := withStates(ctx, cfg, func(states map[queue.CentreID]*queue.State) error {
		s := states[queue.CentreID(id)]
		if s == nil {
			return fmt.Errorf("there is no centre %q in %s", id, cfg.Data)
		}
		c, _ = s.Centre()
		return nil
	})
	if err != nil {
		return err
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(c)
}
