package office

import (
	"fmt"
	"io"
	"strings"
)

// Print writes reports as a table; one report alone with its classes.
func Print(w io.Writer, reports []Report) error {
	var b strings.Builder
	row := func(what string, within, worst string, p99, most, mean float64, overtaken int) {
		fmt.Fprintf(&b, "%-16s %8s %8s %8.2f %8.1f %9.0f s %10d\n", what, within, worst, p99, most, mean, overtaken)
	}
	percent := func(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }
	if len(reports) > 0 {
		fmt.Fprintf(&b, "load %g\n%-16s %8s %8s %8s %8s %11s %10s\n", reports[0].Load, "",
			"within", "worst", "p99", "max", "mean", "most")
		fmt.Fprintf(&b, "%-16s %8s %8s %8s %8s %11s %10s\n", "", "promise", "class", "share", "share", "wait", "overtaken")
	}
	for _, r := range reports {
		row(r.Discipline, percent(r.WithinPromise), percent(r.WorstClass), r.P99WaitOverPromise, r.MaxWaitOverPromise, r.MeanWaitSeconds, r.MaxOvertaken)
	}
	if len(reports) == 1 {
		b.WriteByte('\n')
		for _, c := range reports[0].Classes {
			row(c.Class, percent(c.WithinPromise), "", c.P99, c.Max, c.MeanWaitSeconds, c.MaxOvertaken)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
