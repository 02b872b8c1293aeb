package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"moiso/internal/office"
)

const allDisciplines = "all"

func simulateCommand() *cobra.Command {
	var file, name string
	var load float64
	var days int
	var seed uint64
	var asJSON, show bool
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Play days of an office under a rule of who is called next",
		Long: "Draws days of visitors from the seed and plays them under the discipline: promise is this\n" +
			"program's, the others are what it is compared with. Every discipline meets the same visitors.\n" +
			"The load is the work that comes over what the counters could do without breaks. Shares are\n" +
			"fractions of 1. With --json, one flat object; an array of them for --discipline all.",
		Args: args(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			chosen, err := disciplines(name)
			if err != nil {
				return usageError{err}
			}
			if !(load > 0 && load <= 3) {
				return usageError{fmt.Errorf("--load %v: must be more than 0 and at most 3", load)}
			}
			if days < 1 || days > 10_000 {
				return usageError{fmt.Errorf("--days %d: must be 1 … 10000", days)}
			}
			o, err := readOffice(file)
			if err != nil {
				return err
			}
			if show {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetIndent("", "  ")
				return enc.Encode(o)
			}
			reports := make([]office.Report, len(chosen))
			for i, d := range chosen {
				if err := cmd.Context().Err(); err != nil {
					return err
				}
				reports[i] = office.Simulate(o, d, load, days, seed)
			}
			if !asJSON {
				return office.Print(cmd.OutOrStdout(), reports)
			}
			enc := json.NewEncoder(cmd.OutOrStdout())
			if name == allDisciplines {
				return enc.Encode(reports)
			}
			return enc.Encode(reports[0])
		},
	}
	f := cmd.Flags()
	f.StringVar(&file, "office", "", "file with another office; without it the reference office")
	f.BoolVar(&show, "show-office", false, "print the office as JSON and play nothing: change it and give it back with --office")
	f.Float64Var(&load, "load", 0.86, "work that comes over what the counters could do")
	f.IntVar(&days, "days", 200, "days to play")
	f.Uint64Var(&seed, "seed", 1, "the same seed gives the same days")
	f.StringVar(&name, "discipline", "promise", "who is called next: "+strings.Join(disciplineNames(), ", ")+"; "+allDisciplines+" compares them")
	f.BoolVar(&asJSON, "json", false, "print JSON instead of the table")
	return cmd
}

func disciplineNames() []string {
	var names []string
	for _, d := range office.Disciplines() {
		names = append(names, d.Name)
	}
	return names
}

func disciplines(name string) ([]office.Discipline, error) {
	all := office.Disciplines()
	if name == allDisciplines {
		return all, nil
	}
	i := slices.IndexFunc(all, func(d office.Discipline) bool { return d.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("--discipline %q: must be %s or %s", name, strings.Join(disciplineNames(), ", "), allDisciplines)
	}
	return all[i : i+1], nil
}

func readOffice(file string) (*office.Office, error) {
	if file == "" {
		return office.Reference(), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	o, err := office.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return o, nil
}
