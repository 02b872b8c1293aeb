package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"moiso/internal/config"
	"moiso/internal/journal/boltjournal"
)

func serveCommand(cfg *config.Server) *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Serve the centres of the data directory",
		Args:  args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := openServer(*cfg, boltjournal.Options{})
			if err != nil {
				return err
			}
			if len(s.centres.Centres()) == 0 {
				return errors.Join(fmt.Errorf("data directory %s has no centre yet; import one: moiso centre import FILE", cfg.Data),
					s.listener.Close(), s.journal.Close())
			}
			s.printAddresses(cmd.OutOrStdout())
			return s.Run(cmd.Context())
		},
	}
}

// printAddresses says where each page is.
func (s *server) printAddresses(w io.Writer) {
	fmt.Fprintf(w, "Moiso serves %s\n", s.url)
	for _, c := range s.centres.Centres() {
		def, _ := c.Definition()
		if def == nil {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", def.Name.In("vi"))
		for _, k := range def.Kiosks {
			fmt.Fprintf(w, "  kiosk    %s/kiosk/%s/%s\n", s.url, def.ID, k.ID)
		}
		fmt.Fprintf(w, "  counters %s/counter/%s\n", s.url, def.ID)
		for _, h := range def.Halls {
			fmt.Fprintf(w, "  display  %s/display/%s/%s\n", s.url, def.ID, h.ID)
		}
	}
	fmt.Fprintf(w, "\nmetrics    %s/metrics\n", s.url)
}

// serveWhile runs the server until work ends or the context does.
func (s *server) serveWhile(ctx context.Context, work func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		done <- s.Run(ctx)
		cancel()
	}()
	err := work(ctx)
	cancel()
	return errors.Join(err, <-done)
}
