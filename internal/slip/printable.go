package slip

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// printable is text that the faces can draw. Only clean makes one, and the
// renderers take nothing else: fpdf panics on a rune above U+FFFF, puts loose
// marks over the wrong letter, and leaves out without a word what its font lacks.
type printable string

const noBreak = '\u00a0'

// clean brings text to NFC, makes every run of white space one space (a
// non-breaking one stays what it is), and drops what has no glyph; a mark that
// no letter takes is such.
func clean(s string) printable {
	table := glyphs()
	var out strings.Builder
	out.Grow(len(s))
	space := false
	for _, r := range norm.NFC.String(s) {
		if unicode.IsSpace(r) && r != noBreak {
			space = out.Len() > 0
			continue
		}
		if _, drawn := table[r]; !drawn {
			continue
		}
		if space {
			out.WriteByte(' ')
			space = false
		}
		out.WriteRune(r)
	}
	return printable(strings.Trim(out.String(), " \u00a0"))
}
