package slip

import (
	"fmt"

	"rsc.io/qr"
)

// quiet is how many modules around a code stay white, as its standard asks.
const quiet = 4

// QR draws an address of at most 200 bytes as a code for screens: an SVG, black
// on white whatever it stands on, with its quiet zone.
func QR(url string) ([]byte, error) {
	code, err := encode(url)
	if err != nil {
		return nil, fmt.Errorf("slip: code of %q: %w", url, err)
	}
	side := code.Size + 2*quiet
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%dv%dh-%dz"/><path d="%s"/></svg>`,
		side, side, side, side, side, path(modules(code, quiet, quiet, 1))), nil
}

func encode(url string) (*qr.Code, error) {
	if len(url) > longestURL {
		return nil, fmt.Errorf("%d bytes; a readable code takes at most %d: shorten the public address", len(url), longestURL)
	}
	return qr.Encode(url, qr.M)
}

// modules are the dark parts of a code, run by run.
func modules(c *qr.Code, left, top, module int) (rects []rect) {
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			start := x
			for x < c.Size && c.Black(x, y) {
				x++
			}
			if x > start {
				rects = append(rects, rect{left + start*module, top + y*module, (x - start) * module, module})
			}
		}
	}
	return rects
}
