package slip

import (
	"fmt"
	"io"

	"github.com/go-pdf/fpdf"
)

const family = "noto"

// PDF writes the slip as a document of one page, 80 mm wide. An error names the
// field that cannot be printed, or is the writer's own.
func (s Slip) PDF(w io.Writer) error {
	sheet, err := s.layout()
	if err != nil {
		return err
	}
	_, lang := language(s.Lang)

	doc := fpdf.NewCustom(&fpdf.InitType{
		UnitStr: "mm",
		Size:    fpdf.SizeType{Wd: millimetres(sheetWidth), Ht: millimetres(sheet.height)},
	})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(s.IssuedAt)
	doc.SetModificationDate(s.IssuedAt)
	doc.SetTitle(string(clean(s.Number)), true)
	doc.SetLang(lang)
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.AddUTF8FontFromBytes(family, "", regularTTF)
	doc.AddUTF8FontFromBytes(family, "B", boldTTF)
	doc.AddPage()
	drawRects(doc, sheet.rects)
	for _, t := range sheet.texts {
		drawText(doc, t)
	}
	if err := doc.Output(w); err != nil {
		return fmt.Errorf("slip: PDF of %s: %w", s.Number, err)
	}
	return nil
}

func drawText(doc *fpdf.Fpdf, t text) {
	style := ""
	if t.Face == bold {
		style = "B"
	}
	doc.SetFont(family, style, 0)
	doc.SetFontUnitSize(millimetres(t.Size))
	x, y := millimetres(t.X), millimetres(t.Baseline)
	if t.Width == t.Natural {
		doc.Text(x, y, string(t.Run))
		return
	}
	doc.TransformBegin()
	doc.TransformScaleX(100*float64(t.Width)/float64(t.Natural), x, y)
	doc.Text(x, y, string(t.Run))
	doc.TransformEnd()
}

// drawRects fills one path: rectangles filled one by one show hairlines between
// the rows of a QR when a viewer smooths their edges.
func drawRects(doc *fpdf.Fpdf, rects []rect) {
	for _, r := range rects {
		x, y := millimetres(r.x), millimetres(r.y)
		w, h := millimetres(r.w), millimetres(r.h)
		doc.MoveTo(x, y)
		doc.LineTo(x+w, y)
		doc.LineTo(x+w, y+h)
		doc.LineTo(x, y+h)
		doc.ClosePath()
	}
	doc.DrawPath("F")
}

func millimetres(dots int) float64 {
	return float64(dots) / perMillimetre
}
