package slip

import "rsc.io/qr"

// builder fills a sheet from the top; y is where the next block begins.
type builder struct {
	sheet
	y int
}

// fit wraps a text in the first size of the style that keeps to its lines. In
// the last size it takes what lines it needs: nothing is ever cut off.
func (st style) fit(p printable, limit int, wrap func(printable, face, int, int) []printable) ([]printable, int) {
	var lines []printable
	var size int
	for _, size = range st.sizes {
		lines = wrap(p, st.face, size, limit)
		if st.lines == 0 || len(lines) <= st.lines {
			break
		}
	}
	return lines, size
}

// line sets one line below what is there, in its natural width.
func (b *builder) line(p printable, f face, size, x int) {
	w := width(p, f, size)
	b.texts = append(b.texts, text{p, f, size, x, b.y + size*ascent/perSize, w, w})
	b.y += (size*(ascent+descent) + perSize - 1) / perSize
}

func (b *builder) lines(p printable, st style, x, limit int) {
	rows, size := st.fit(p, limit, wrap)
	for _, row := range rows {
		b.line(row, st.face, size, x)
	}
}

func (b *builder) middle(rows []printable, f face, size, axis int) {
	for _, row := range rows {
		b.line(row, f, size, axis-width(row, f, size)/2)
	}
}

func (b *builder) centred(p printable, st style) {
	rows, size := st.fit(p, full, balance)
	b.middle(rows, st.face, size, centre)
}

// number sets the ticket's number 22 mm high, narrower where it would not fit.
func (b *builder) number(p printable) {
	const size = numberHeight * perSize / capHeight
	natural := width(p, bold, size)
	w := min(natural, full-2*gap)
	above, below := ink(p, bold, size)
	b.y += gap + above
	b.texts = append(b.texts, text{p, bold, size, centre - w/2, b.y + numberHeight, natural, w})
	b.y += numberHeight + below + space
}

// framed sets a text in a frame: a class must be seen without colour.
func (b *builder) framed(p printable, st style) {
	rows, size := st.fit(p, full-2*inset-2*hair, balance)
	widest := 0
	for _, row := range rows {
		widest = max(widest, width(row, st.face, size))
	}
	b.y += space
	top := b.y
	b.y += hair + gap/2
	b.middle(rows, st.face, size, centre)
	b.y += gap/2 + hair

	x, w, h := centre-widest/2-inset-hair, widest+2*inset+2*hair, b.y-top
	b.rects = append(b.rects,
		rect{x, top, w, hair}, rect{x, b.y - hair, w, hair},
		rect{x, top, hair, h}, rect{x + w - hair, top, hair, h})
}

// pair sets a label with its value below.
func (b *builder) pair(label, value string, st style, limit int) {
	b.lines(clean(label), labelStyle, left, limit)
	b.lines(clean(value), st, left, limit)
	b.y += gap
}

// beside sets a value on the line of its label, and below it when it is too long
// for that in every size.
func (b *builder) beside(label, value string, st style, limit int) {
	l, v := clean(label), clean(value)
	f, size := labelStyle.face, labelStyle.sizes[0]
	x := left + width(l+" ", f, size)
	for _, vsize := range st.sizes {
		if x+width(v, st.face, vsize) > left+limit {
			continue
		}
		top := b.y
		b.line(v, st.face, vsize, x)
		below := b.y
		b.y = top + (vsize-size)*ascent/perSize
		b.line(l, f, size, left)
		b.y = max(b.y, below) + gap
		return
	}
	b.pair(label, value, st, limit)
}

func (b *builder) bar() {
	b.y += space
	b.rects = append(b.rects, rect{left, b.y, full, hair})
	b.y += hair + space
}

// code draws a QR against the right margin, as near to 22 mm as whole dots
// allow, and says how wide it is. The margin and the gutter are its quiet zone.
func (b *builder) code(c *qr.Code, top int) (side int) {
	module := (codeSide + c.Size/2) / c.Size
	side = module * c.Size
	b.rects = append(b.rects, modules(c, right-side, top, module)...)
	return side
}
