//go:build !linux

package boltjournal

// mapping leaves bbolt its defaults: on Windows, room in the mapping would be
// room in the file.
func mapping(int64) (flags, room int) { return 0, 0 }
