// Package bench measures the whole house in one run, each figure beside its
// floor: what the machine does when everything that is ours is taken away.
//
// Two processes take part. This one is the server under load; the load comes
// from a second one over loopback, since a client in the same process would
// share its memory and its scheduler. The second process serves [Load] on its
// standard input and output, and does nothing by itself.
//
// Ours and floor take turns in rounds, and the figures are medians of the
// rounds. A machine's speed drifts by a factor of two from hour to hour, so the
// quotient of two figures of one run says something and a figure alone little.
package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/sequencer"
)

// Options of a run.
type Options struct {
	Kiosks      int           // connections that issue
	Counters    int           // connections that call, start and finish
	Displays    int           // sockets that a call-out goes to
	Connections int           // idle displays whose memory is measured
	Duration    time.Duration // of one round
	Rounds      int
	Only        []string // of Parts; empty: all
	Quick       bool     // leave out what takes long: slow disks, the day of 10⁶ events
}

// House is a running server.
type House struct {
	URL      string
	Centres  *live.Centres
	Commands *sequencer.Group
	Journal  journal.Journal
	Define   func(context.Context, *queue.Centre) error
}

// Start runs a server on a directory while work does something with it.
type Start func(ctx context.Context, dir string, options boltjournal.Options, work func(context.Context, House) error) error

// run is one run.
type run struct {
	Options
	start  Start
	load   *client
	dir    string // temporary
	say    io.Writer
	result Result
}

var parts = []struct {
	name, does string
	do         func(*run, context.Context) error
}{
	{"memory", "idle displays", (*run).memory}, // first: nothing else has grown yet
	{"events", "through the sequencers", (*run).events},
	{"http", "tickets to kiosks", (*run).tickets},
	{"hall", "kiosks and counters together", (*run).hall},
	{"fanout", "one call-out to all displays", (*run).fanOut},
	{"callouts", "calls over HTTP to all displays", (*run).callOuts},
	{"starts", "with a long day behind", (*run).starts},
}

// Parts are the names of what can be measured alone.
func Parts() []string {
	var names []string
	for _, p := range parts {
		names = append(names, p.name)
	}
	return names
}

// Run measures. program and its arguments start the second process; say gets a
// line before each part.
func Run(ctx context.Context, o Options, start Start, program []string, say io.Writer) (r Result, err error) {
	dir, err := os.MkdirTemp("", "moiso-bench-")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	load, err := startLoad(ctx, program)
	if err != nil {
		return r, err
	}
	defer func() {
		if e := load.stop(); err == nil {
			err = e
		}
	}()
	b := &run{Options: o, start: start, load: load, dir: dir, say: say, result: Result{}}
	b.fit()
	b.result["kiosks"], b.result["counters"], b.result["displays"] = float64(b.Kiosks), float64(b.Counters), float64(b.Displays)
	b.result["connections"], b.result["rounds"], b.result["round_seconds"] = float64(b.Connections), float64(b.Rounds), b.Duration.Seconds()
	for _, part := range parts {
		if len(o.Only) > 0 && !slices.Contains(o.Only, part.name) {
			continue
		}
		fmt.Fprintf(say, "%s: %s …\n", part.name, part.does)
		if err := part.do(b, ctx); err != nil {
			return r, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return b.result, nil
}

// fit takes back what the limit of open files does not allow.
func (b *run) fit() {
	const others = 200 // files that are not connections
	limit := openFiles()
	fits := func(n int, what string) int {
		if n+others <= limit {
			return n
		}
		fmt.Fprintf(b.say, "%s: %d instead of %d, because a process may open %d files here (ulimit -n)\n", what, limit-others, n, limit)
		return limit - others
	}
	b.Connections = fits(b.Connections, "idle displays")
	b.Displays = fits(b.Displays, "displays")
	b.Kiosks = fits(b.Kiosks, "kiosks")
	b.Counters = fits(b.Counters, "counters")
}

// house runs a server on a directory of its own, with so many centres.
func (b *run) house(ctx context.Context, name string, centres int, o boltjournal.Options, work func(context.Context, House, []place) error) error {
	defs, err := copies(centres)
	if err != nil {
		return err
	}
	return b.start(ctx, filepath.Join(b.dir, name), o, func(ctx context.Context, h House) error {
		for _, c := range defs {
			if err := h.Define(ctx, c); err != nil {
				return err
			}
		}
		return work(ctx, h, places(defs))
	})
}

// rounds lets ours and floor take turns, and notes the median of each.
func (b *run) rounds(name, floorName, ratio string, ours, floor func() (float64, error)) error {
	var of, bare []float64
	for range b.Rounds {
		x, err := ours()
		if err != nil {
			return err
		}
		y, err := floor()
		if err != nil {
			return fmt.Errorf("floor: %w", err)
		}
		of, bare = append(of, x), append(bare, y)
	}
	b.result[name], b.result[floorName] = median(of), median(bare)
	b.result[ratio] = b.result[name] / b.result[floorName]
	return nil
}
