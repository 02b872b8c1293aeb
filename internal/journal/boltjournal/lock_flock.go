//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package boltjournal

import (
	"errors"
	"os"
	"syscall"
	"time"

	"moiso/internal/journal"
)

// lockRetry is the time between two tries to lock.
const lockRetry = 10 * time.Millisecond

// lock takes the lock that bbolt takes, on the file that bbolt will get, before
// the pages are checked. Closing the file releases it.
func lock(f *os.File, exclusive bool, timeout time.Duration) error {
	how := syscall.LOCK_SH | syscall.LOCK_NB
	if exclusive {
		how = syscall.LOCK_EX | syscall.LOCK_NB
	}
	for deadline := time.Now().Add(timeout); ; time.Sleep(lockRetry) {
		err := syscall.Flock(int(f.Fd()), how)
		if err == nil {
			return nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return &os.PathError{Op: "lock", Path: f.Name(), Err: err}
		}
		if time.Now().After(deadline) {
			return journal.ErrLocked
		}
	}
}
