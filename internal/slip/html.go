package slip

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed slip.html
var pageSource string

var page = template.Must(template.New("slip").Parse(pageSource))

// HTML writes the slip as a whole page that a browser prints as it stands: the
// same sheet as PDF, drawn as SVG. The page asks for its style sheet and the
// fonts beside that, and holds no script and no style of its own. Whoever prints
// it waits for document.fonts.ready first.
func (s Slip) HTML(w io.Writer) error {
	sheet, err := s.layout()
	if err != nil {
		return err
	}
	_, lang := language(s.Lang)
	err = page.Execute(w, map[string]any{
		"Lang":   lang,
		"Title":  clean(s.Number),
		"Style":  s.StyleURL,
		"Paper":  paper(sheet.height),
		"Width":  sheetWidth,
		"Height": sheet.height,
		"Path":   path(sheet.rects),
		"Texts":  sheet.texts,
	})
	if err != nil {
		return fmt.Errorf("slip: page of %s: %w", s.Number, err)
	}
	return nil
}

// Weight is how SVG names the face.
func (t text) Weight() int {
	if t.Face == bold {
		return 700
	}
	return 400
}

// paper is the length of page that slip.css knows for a sheet: a page in the
// browser takes its size from the style sheet only, so lengths go by 10 mm.
func paper(height int) int {
	const shortest, longest, step = 90, 200, 10
	mm := (height + perMillimetre - 1) / perMillimetre
	return min(max((mm+step-1)/step*step, shortest), longest)
}

// path draws all rectangles as one SVG path.
func path(rects []rect) string {
	var d strings.Builder
	for _, r := range rects {
		fmt.Fprintf(&d, "M%d %dh%dv%dh%dz", r.x, r.y, r.w, r.h, -r.w)
	}
	return d.String()
}
