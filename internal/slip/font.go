package slip

import (
	_ "embed"
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed font/NotoSans-Regular.ttf
var regularTTF []byte

//go:embed font/NotoSans-Bold.ttf
var boldTTF []byte

// face is one of the two cuts of Noto Sans.
type face int

const (
	regular face = iota
	bold
)

// What the faces say of themselves, in thousandths of the type size. A line is
// as high as ascent and descent together, so that stacked marks (Ế, Ộ) never
// touch the line above.
const (
	ascent    = 1069
	descent   = 293
	capHeight = 714
	perSize   = 1000
)

// glyph is the shape of a rune in one face, in thousandths of the type size: how
// far it moves on, and how far its ink reaches above and below the baseline.
type glyph struct{ advance, above, below int }

// glyphs holds every rune that both faces draw. Reading them ourselves lets a
// sheet be laid out before, and without, any renderer.
var glyphs = sync.OnceValue(func() map[rune][2]glyph {
	light, heavy := shapes(regularTTF), shapes(boldTTF)
	both := make(map[rune][2]glyph, len(light))
	for r, g := range light {
		if h, ok := heavy[r]; ok {
			both[r] = [2]glyph{regular: g, bold: h}
		}
	}
	return both
})

// shapes reads one embedded face.
func shapes(ttf []byte) map[rune]glyph {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("slip: embedded font: %v", err))
	}
	var buf sfnt.Buffer
	table := make(map[rune]glyph)
	for r := rune(' '); r <= 0xFFFF; r++ {
		index, err := f.GlyphIndex(&buf, r)
		if err != nil || index == 0 {
			continue
		}
		ink, advance, err := f.GlyphBounds(&buf, index, fixed.I(perSize), font.HintingNone)
		if err != nil {
			continue
		}
		table[r] = glyph{advance.Round(), -ink.Min.Y.Floor(), ink.Max.Y.Ceil()}
	}
	return table
}

// width is how many dots a text takes in a face and size.
func width(p printable, f face, size int) int {
	table, sum := glyphs(), 0
	for _, r := range p {
		sum += table[r][f].advance
	}
	return (sum*size + perSize - 1) / perSize
}

// ink is how many dots a text reaches above the height of plain capitals and
// below its baseline: marks and Q do.
func ink(p printable, f face, size int) (above, below int) {
	table := glyphs()
	for _, r := range p {
		above = max(above, (table[r][f].above-capHeight)*size/perSize)
		below = max(below, table[r][f].below*size/perSize)
	}
	return above, below
}
