package office

import (
	"fmt"
	"io"
	"strings"
)

// Print writes reports of one load as a table; below one that stands alone, its
// classes.
func Print(w io.Writer, reports []Report) error {
	var b strings.Builder
	row := func(name string, within, worst, p99, most, mean, overtaken, outside any) {
		fmt.Fprintf(&b, "%-18s%9v%9v%8v%8v%8v%11v%10v\n", name, within, worst, p99, most, mean, overtaken, outside)
	}
	if len(reports) > 0 {
		fmt.Fprintf(&b, "load %g; waits over promises, mean wait in minutes\n", reports[0].Load)
	}
	row("", "in time", "worst", "p99", "max", "mean", "overtaken", "outside")
	row("", "", "class", "", "", "", "at most", "bound")
	for _, r := range reports {
		row(r.Discipline, percent(r.WithinPromise), percent(r.WorstClass), figure(r.P99WaitOverPromise), figure(r.MaxWaitOverPromise),
			figure(r.MeanWaitSeconds/60), r.MaxOvertaken, r.OutsideBound)
	}
	if len(reports) == 1 {
		b.WriteByte('\n')
		for _, c := range reports[0].Classes {
			row(c.Class, percent(c.WithinPromise), "", figure(c.P99), figure(c.Max), figure(c.MeanWaitSeconds/60), c.MaxOvertaken, c.OutsideBound)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }
func figure(x float64) string  { return fmt.Sprintf("%.2f", x) }
