//go:build unix

package bench

import "syscall"

// openFiles is how many files a process may have open. The runtime has raised
// the limit as far as it may.
func openFiles() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur > 1<<30 {
		return 1 << 30
	}
	return int(limit.Cur)
}
