package boltjournal

import (
	"strconv"
	"syscall"
)

// populateUpTo is the largest file that is mapped all at once; a larger one is
// faulted in page by page, to leave the memory to others.
const populateUpTo = 512 << 20

// mapping chooses how bbolt maps a file of size bytes: with room to grow, since
// mapping anew has to wait for all readers, and populated, since the pages were
// read a moment ago and a fault for each of them costs more than the read.
func mapping(size int64) (flags, room int) {
	if size <= populateUpTo {
		flags = syscall.MAP_POPULATE
	}
	if strconv.IntSize == 64 {
		room = 1 << 30
	}
	return flags, room
}
