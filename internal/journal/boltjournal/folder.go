//go:build !windows

package boltjournal

import "os"

// syncFolder makes a new name in a folder durable.
func syncFolder(path string) error { return syncPath(path, os.O_RDONLY) }
