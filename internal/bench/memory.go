package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"

	"moiso/internal/journal/boltjournal"
)

// memory measures what idle displays cost: the growth of this process's
// resident set, everything that is kept for them included.
func (b *run) memory(ctx context.Context) error {
	return b.house(ctx, "memory", 1, boltjournal.Options{}, func(_ context.Context, h House, at []place) error {
		before, err := resident()
		if errors.Is(err, os.ErrNotExist) {
			fmt.Fprintln(b.say, "not measured: this system has no /proc/self/status")
			return nil
		}
		if err != nil {
			return err
		}
		order := ListenOrder{Addr: address(h), Path: at[0].feed(), Displays: b.Connections, Views: true}
		if err := b.load.Call("Load.Listen", order, nil); err != nil {
			return err
		}
		after, err := resident()
		if err != nil {
			return err
		}
		b.result["bytes_per_connection"] = float64(after-before) / float64(b.Connections)
		return b.load.Call("Load.Leave", struct{}{}, nil)
	})
}

// resident is the process's memory in bytes, after what can be given back was.
func resident() (int64, error) {
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := bytes.Cut(status, []byte("VmRSS:"))
	value, _, ok := bytes.Cut(rest, []byte(" kB"))
	if !ok {
		return 0, errors.New("/proc/self/status has no VmRSS")
	}
	kb, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64)
	return kb << 10, err
}
