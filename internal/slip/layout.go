package slip

import "fmt"

// All measures are dots of a receipt printer, 8 to the millimetre: bars and the
// modules of the QR fall on whole dots and stay sharp on thermal paper.
const (
	perMillimetre = 8

	sheetWidth = 80 * perMillimetre
	left       = 4 * perMillimetre // what the print head does not reach
	right      = sheetWidth - left
	full       = right - left
	centre     = sheetWidth / 2

	edge   = 3 * perMillimetre // above the first and below the last line
	gap    = 8                 // within a block
	space  = 14                // between blocks
	hair   = 2                 // thickness of a bar
	inset  = 12                // of the frame around a class
	gutter = 24                // left of the QR: at least four modules

	numberHeight = 22 * perMillimetre
	codeSide     = 22 * perMillimetre
)

// sheet is a slip laid out: what any renderer draws, and nothing else.
type sheet struct {
	height int
	texts  []text
	rects  []rect
}

// text is one line. Its Natural width is squeezed into Width where the two differ.
type text struct {
	Run      printable
	Face     face
	Size     int
	X        int // left end
	Baseline int
	Natural  int
	Width    int
}

// rect is a black rectangle.
type rect struct{ x, y, w, h int }

// style is how a block of words is set.
type style struct {
	face  face
	sizes []int // the first in which it takes at most lines, else the last
	lines int   // 0: any number
}

var (
	centreStyle  = style{bold, []int{30, 27, 24}, 2}
	hallStyle    = style{regular, []int{28, 25}, 1}
	serviceStyle = style{bold, []int{34, 31, 28, 25, 22, 20}, 3}
	classStyle   = style{bold, []int{28, 25, 22}, 2}
	labelStyle   = style{regular, []int{23}, 0}
	valueStyle   = style{bold, []int{30, 27, 24, 22}, 1}
	besideStyle  = style{bold, []int{28, 26, 24, 22}, 1}
	detailStyle  = style{regular, []int{25, 23}, 1}
	followStyle  = style{regular, []int{23}, 0}
	footStyle    = style{regular, []int{23}, 0}
	receiptStyle = style{bold, []int{23}, 0}
)

// layout places everything that a slip says, from top to bottom.
func (s Slip) layout() (sheet, error) {
	if err := s.check(); err != nil {
		return sheet{}, err
	}
	w, _ := language(s.Lang)
	b := &builder{y: edge}

	b.centred(clean(s.Centre), centreStyle)
	b.centred(clean(s.Hall), hallStyle)
	b.bar()
	b.number(clean(s.Number))
	b.centred(clean(s.Service), serviceStyle)
	if s.Class != "" {
		b.framed(clean(fmt.Sprintf(w.priority, s.Class)), classStyle)
	}
	b.bar()
	if err := b.particulars(s, w); err != nil {
		return sheet{}, err
	}
	b.bar()
	b.lines(clean(w.missing(s.MissCalls, s.MissSeconds)), footStyle, left, full)
	b.y += gap
	b.lines(clean(w.notReceipt), receiptStyle, left, full)
	if notice := clean(s.Notice); notice != "" {
		b.y += gap
		b.lines(notice, footStyle, left, full)
	}
	b.sheet.height = b.y + edge
	return b.sheet, nil
}

// particulars are what is known of the wait, beside the code to follow it.
func (b *builder) particulars(s Slip, w words) error {
	top, room := b.y, full
	if s.FollowURL != "" {
		code, err := encode(s.FollowURL)
		if err != nil {
			return fmt.Errorf("slip: FollowURL of %s: %w", s.Number, err)
		}
		side := b.code(code, top+gap/2)
		room -= side + gutter
		b.y = top + gap/2 + side + gap/2
		b.middle(wrap(clean(w.follow), followStyle.face, followStyle.sizes[0], side+gutter),
			followStyle.face, followStyle.sizes[0], right-side/2)
	}
	bottom := b.y

	b.y = top
	b.pair(w.ahead, w.before(s.Ahead), valueStyle, room)
	if s.WaitP50 > 0 {
		b.pair(w.wait, fmt.Sprintf(w.about, s.WaitP50), valueStyle, room)
		if s.WaitP90 > s.WaitP50 {
			b.y -= gap
			b.lines(clean(fmt.Sprintf(w.atMost, s.WaitP90)), detailStyle, left, room)
			b.y += gap
		}
	}
	if len(s.Counters) > 0 {
		b.beside(w.counters, runs(s.Counters), besideStyle, room)
	}
	b.beside(w.issued, w.time(s.IssuedAt), besideStyle, room)
	b.y = max(b.y-gap, bottom)
	return nil
}
