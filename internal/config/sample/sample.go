// Package sample holds two centres as data, ready to be imported: to try the
// program with, to begin a centre's own definition from, and to test against.
//
//   - quang-ninh is a provincial centre: three halls, 28 fields, 27 counters.
//   - ha-long is a ward centre: one hall, 20 fields, 8 counters.
//
// Both are open at any hour, limit no service, and leave every call to the
// officers. Fields, procedures and their national codes are those of such
// centres; the minutes are estimates. Ids are stable: what is documented with
// them goes on working.
//
// The package gives the definitions as they stand in the files, as JSON, and
// may be used by several goroutines at once.
package sample

import "embed"

//go:embed quang-ninh.json ha-long.json
var files embed.FS

// IDs lists the ids of the samples, the larger centre first.
func IDs() []string { return []string{"quang-ninh", "ha-long"} }

// Centre is the definition of the centre with this id, as JSON; false if there
// is no such sample. The caller may keep and change the bytes.
func Centre(id string) ([]byte, bool) {
	data, err := files.ReadFile(id + ".json")
	return data, err == nil
}
