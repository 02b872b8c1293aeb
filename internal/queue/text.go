package queue

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	maxReason  = 200 // characters
	maxDossier = 64
	maxActor   = 200 // bytes; ids of commands too
	maxThen    = 20  // services of one visit
)

// dossierCode: agency, date, number. The agency is written from the province
// down (H49.50.05) or, in the old style, up to it (000.00.19.H49).
var dossierCode = regexp.MustCompile(`^(?:[A-Z]\d{2}(?:\.\d{2,3}){0,4}|\d{2,3}(?:\.\d{2,3}){0,3}\.[A-Z]\d{2})-(\d{6})-\d{4,}$`)

// ValidDossier tells whether s is the code of a case file: H49.50.05-261008-0975
// or 000.00.19.H49-261008-0975, with a date that exists.
func ValidDossier(s string) bool {
	if len(s) > maxDossier {
		return false
	}
	m := dossierCode.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	_, err := time.Parse("060102", m[1])
	return err == nil
}

// checkReason refuses a reason that says nothing, or more than fits.
func checkReason(reason string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return wrong("reason", ReasonRequired)
	case !utf8.ValidString(reason) || utf8.RuneCountInString(reason) > maxReason:
		return wrong("reason", ReasonMalformed, "value", readable(reason))
	}
	return nil
}

// checkOrigin refuses what could not be stored as it is.
func (cmd *Command) checkOrigin() error {
	switch {
	case len(cmd.ID) > maxActor || !utf8.ValidString(string(cmd.ID)):
		return wrong("command", ReasonMalformed, "value", readable(string(cmd.ID)))
	case len(cmd.Actor) > maxActor || !utf8.ValidString(cmd.Actor):
		return wrong("actor", ReasonMalformed, "value", readable(cmd.Actor))
	}
	return nil
}

// readable is a value as an error may repeat it.
func readable(s string) string { return shorten(strings.ToValidUTF8(s, "\uFFFD")) }
