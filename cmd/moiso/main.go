// Command moiso runs the hall of a public-administration service centre: one
// binary, one data directory. "moiso demo" shows it; "moiso help" lists the rest.
//
// Exit status: 0 well, 1 the work failed, 2 the call was wrong.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // office PCs have no zone files

	"github.com/spf13/cobra"

	"moiso/internal/config"
)

// usageError is a call that was wrong.
type usageError struct{ error }

func main() {
	// The heap of a hall is small: collecting half as often costs little memory.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the process at once
	err := root().ExecuteContext(ctx)
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "moiso:", err)
	if _, ok := errors.AsType[usageError](err); ok {
		os.Exit(2)
	}
	os.Exit(1)
}

func root() *cobra.Command {
	cfg := config.Default()
	cmd := &cobra.Command{
		Use:           "moiso",
		Short:         "Mời số: the queue of a public-administration service centre",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noSuchCommand,
		RunE:          showHelp,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := cfg.Fill(cmd.Flags(), os.LookupEnv); err != nil {
				return usageError{err}
			}
			slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: cfg.Level()})))
			return nil
		},
	}
	cfg.Flags(cmd.PersistentFlags())
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	cmd.AddCommand(
		demoCommand(&cfg), serveCommand(&cfg), centreCommand(&cfg),
		verifyCommand(&cfg), replayCommand(&cfg), exportCommand(&cfg),
		backupCommand(&cfg), restoreCommand(&cfg),
		simulateCommand(), forecastCommand(), benchCommand(), benchLoadCommand(),
	)
	return cmd
}

// noSuchCommand are the arguments of a command that has only commands under it.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("there is no command %q; see %s --help", args[0], cmd.CommandPath())}
	}
	return nil
}

func showHelp(cmd *cobra.Command, _ []string) error { return cmd.Help() }

// version is what the build knows of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// args checks the arguments of a command; a mistake is a usage error.
func args(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usageError{fmt.Errorf("expected %s, got %d arguments", what, len(args))}
		}
		return nil
	}
}
