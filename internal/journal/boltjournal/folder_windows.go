package boltjournal

// syncFolder does nothing: Windows has no sync of a folder, NTFS keeps a journal
// of names.
func syncFolder(string) error { return nil }
