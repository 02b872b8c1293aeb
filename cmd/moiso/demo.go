package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"moiso/internal/config"
	"moiso/internal/config/sample"
	"moiso/internal/journal/boltjournal"
)

func demoCommand(cfg *config.Server) *cobra.Command {
	var people bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Serve two sample centres, a provincial one and a ward",
		Long: "Serves the two sample centres, creating them if the data directory is empty.\n" +
			"Nothing happens by itself; with --people visitors come and officers serve.",
		Args: args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := openServer(*cfg, boltjournal.Options{})
			if err != nil {
				return err
			}
			return s.serveWhile(cmd.Context(), func(ctx context.Context) error {
				if err := s.defineSamples(ctx); err != nil {
					return err
				}
				s.printAddresses(cmd.OutOrStdout())
				if people {
					return s.animate(ctx)
				}
				<-ctx.Done()
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&people, "people", false, "have simulated visitors and officers animate the halls")
	return cmd
}

// defineSamples creates the sample centres that are not there yet.
func (s *server) defineSamples(ctx context.Context) error {
	if len(s.centres.Centres()) > 0 {
		return nil
	}
	for _, id := range sample.IDs() {
		raw, ok := sample.Centre(id)
		if !ok {
			return fmt.Errorf("there is no sample centre %q", id)
		}
		c, err := readCentre(strings.NewReader(string(raw)))
		if err != nil {
			return fmt.Errorf("sample centre %s: %w", id, err)
		}
		if err := s.define(ctx, c); err != nil {
			return fmt.Errorf("sample centre %s: %w", id, err)
		}
	}
	return nil
}
