// Package slip makes the paper that a visitor takes from the kiosk: one layout,
// drawn as PDF and as a page for the browser's printer.
//
// A Slip is plain data; whoever has a ticket fills one in and calls PDF or HTML.
// Both draw the same sheet, 80 mm wide and as long as its words need, measured
// in the dots of a receipt printer. The same Slip always gives the same bytes.
//
// Any text is safe to pass: it is brought to NFC, and what the fonts cannot draw
// (emoji, control characters, other scripts) is left out. A Slip is a value
// without hidden state: any number may be drawn at once.
package slip

import (
	"fmt"
	"time"
)

// Slip is what one piece of paper says. The texts are in the language of the
// slip already; the package adds its own few sentences.
type Slip struct {
	Lang    string // "vi" or "en"; anything else: "vi"
	Centre  string // the centre's name
	Hall    string // where to wait; empty: not printed
	Number  string // "A012"; required
	Service string // wraps to three lines, in smaller type when it is long
	Class   string // priority class; empty: an ordinary ticket

	Ahead   int // people who wait before this one; 0 or more
	WaitP50 int // minutes that half of the visitors wait at most; 0: no estimate yet
	WaitP90 int // minutes that nine in ten wait at most; 0: not printed

	IssuedAt time.Time // in the centre's zone; required
	Counters []string  // labels of the counters that take the service: "1", "2", "5"

	FollowURL string // address of the ticket's page, as QR; at most 200 bytes; empty: no QR

	MissCalls   int // calls before a ticket is missed; 0: 1
	MissSeconds int // after the last call; 0: at once

	Notice string // the centre's own words at the foot; empty: none

	StyleURL string // where slip.css of the shared look is served; HTML alone needs it
}

// longestURL keeps a QR module of 22 mm at three dots or more, which a phone
// still reads from thermal paper.
const longestURL = 200

func (s Slip) check() error {
	switch {
	case clean(s.Number) == "":
		return fmt.Errorf("slip: Number %q has nothing to print; give the ticket's number, such as A012", s.Number)
	case s.IssuedAt.IsZero():
		return fmt.Errorf("slip: IssuedAt of %s is missing; give the time of issue in the centre's zone", s.Number)
	case s.Ahead < 0:
		return fmt.Errorf("slip: Ahead of %s is %d; give 0 or more", s.Number, s.Ahead)
	}
	return nil
}
