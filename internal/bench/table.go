package bench

import (
	"fmt"
	"io"
	"strings"
)

// Print writes the result as tables for people.
func (r Result) Print(w io.Writer) error {
	t := &table{Writer: w, result: r}
	t.row("", "ours", "floor", "ratio")
	t.row("events/s through the sequencers, 256 kiosks", t.rate("events_per_second"), t.rate("floor_events_per_second"), t.ratio("events_ratio"))
	t.row("the same, 256 kiosks and counters of 8 centres", t.rate("mixed_events_per_second"), t.rate("floor_mixed_events_per_second"), t.ratio("mixed_events_ratio"))
	t.row(fmt.Sprintf("tickets/s over HTTP, %v kiosks", r["kiosks"]), t.rate("http_tickets_per_second"), t.rate("floor_http_per_second"), t.ratio("http_ratio"))
	t.row(fmt.Sprintf("call-out to the last of %v displays", r["displays"]), t.ms("fanout_last_seconds"), t.ms("floor_fanout_seconds"), t.ratio("fanout_ratio"))
	t.row("")
	t.row(fmt.Sprintf("%v kiosks and %v counters at full speed: %s commands/s", r["kiosks"], r["counters"], t.rate("commands_per_second")), "p50", "p99", "p99.9")
	for _, name := range []string{"issue", "call_next", "start", "finish"} {
		t.row(name, t.ms(name+"_p50_seconds"), t.ms(name+"_p99_seconds"), t.ms(name+"_p999_seconds"))
	}
	t.row("")
	t.row(fmt.Sprintf("20 calls/s over HTTP to the last of %v displays", r["displays"]), "p50", "p99")
	t.row("from the request", t.ms("callout_p50_seconds"), t.ms("callout_p99_seconds"))
	t.row("from the commit", t.ms("callout_commit_p50_seconds"), t.ms("callout_commit_p99_seconds"))
	t.row("from the request, each commit 5 ms slower", t.ms("callout_p50_5ms_seconds"), t.ms("callout_p99_5ms_seconds"))
	t.row("from the request, each commit 30 ms slower", t.ms("callout_p50_30ms_seconds"), t.ms("callout_p99_30ms_seconds"))
	t.row("")
	t.row(fmt.Sprintf("memory of an idle display, %v of them", r["connections"]), t.figure("bytes_per_connection", "%.0f bytes", 1))
	t.row("start on a day of 200,000 events", t.ms("startup_200k_seconds"))
	t.row("start on a day of 1,000,000 events", t.ms("startup_1m_seconds"))
	return t.err
}

type table struct {
	io.Writer
	result Result
	err    error // the first; nothing is written after it
}

// row writes what is measured and its figures; it ends where they end.
func (t *table) row(what string, figures ...string) {
	var line strings.Builder
	fmt.Fprintf(&line, "%-*s", widest, what)
	for _, f := range figures {
		fmt.Fprintf(&line, "%14s", f)
	}
	if t.err == nil {
		_, t.err = fmt.Fprintln(t, strings.TrimRight(line.String(), " "))
	}
}

// widest is the room for what a row is about.
const widest = 58

// figure writes a figure, or a dash when it was not measured.
func (t *table) figure(name, format string, unit float64) string {
	v, ok := t.result[name]
	if !ok {
		return "–"
	}
	return fmt.Sprintf(format, v/unit)
}

func (t *table) rate(name string) string  { return t.figure(name, "%.0f", 1) }
func (t *table) ratio(name string) string { return t.figure(name, "%.2f", 1) }
func (t *table) ms(name string) string    { return t.figure(name, "%.2f ms", 1e-3) }
