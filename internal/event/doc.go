// Package event turns a queue.Event into the bytes that the journal keeps for
// ever, and back. What was written once can be read by every later version;
// the same event always gives the same bytes, because the journal hashes them.
//
// # Layout
//
// One event, without padding; what follows the last field is an error.
//
//	kind     1 byte      the number of the fact type in the table of kinds.go
//	version  1 byte      of the fact's layout, from 1; newest in that table
//	at       int         milliseconds since 1970-01-01 UTC
//	command  string      empty: the event's command has no id
//	digest   8 bytes     little endian
//	actor    string
//	fact     the fields of the fact in the order of its declaration
//
//	int      zigzag varint (encoding/binary), in its shortest form
//	string   uvarint length in bytes, then that many bytes of UTF-8
//	list     uvarint count, then the strings; an empty list is a nil slice
//	optional 1 byte, 0 or 1, then the value if 1
//	JSON     uvarint length, then the object: the definition of a centre only
//
// # Changing it
//
// A number of the table is never given to another fact and a layout is never
// changed. A fact that needs another field gets another entry in its row of
// versions: Append writes the last one, and the function of an older entry
// stays for ever and fills today's fact from the old bytes (an upcaster).
// A field added to the definition of a centre needs a new version of its fact
// too: Decode takes no field that it does not know.
//
// The golden files in testdata hold every layout ever released.
package event

import "errors"

// Sentinels of Decode; compare with errors.Is.
var (
	// ErrNewer: the event was written by a newer version of the program.
	ErrNewer = errors.New("event: written by a newer version of the program; upgrade to read it")
	// ErrMalformed: the bytes are not an event.
	ErrMalformed = errors.New("event: malformed")
)
