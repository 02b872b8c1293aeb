package slip

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tool runs a program of a Debian package that the tests rely on.
func tool(t *testing.T, debian string, stdin []byte, name string, args ...string) []byte {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is not installed: apt-get install %s", name, debian)
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = bytes.NewReader(stdin)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, problems.Bytes())
	}
	return out
}

func extract(t *testing.T, s Slip) string {
	t.Helper()
	text := string(tool(t, "poppler-utils", pdf(t, s), "pdftotext", "-raw", "-", "-"))
	return strings.NewReplacer("\u00a0", " ", "\n", " ").Replace(text)
}

func TestTextComesBackFromThePDF(t *testing.T) {
	s := sample()
	s.Class = "Người cao tuổi"
	s.Notice = "Ế Ộ Ữ Ậ ẵ ẰẮẲẴẶ ỀẾỂỄỆ"
	text := extract(t, s)
	for _, want := range []string{s.Hall, s.Number, s.Service, "Ưu tiên: " + s.Class, "09:41 ngày 05/10/2026", s.Notice} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, text)
		}
	}
}

// Every rune that clean lets through is drawn: fpdf escapes some of their bytes.
func TestEveryRuneComesBackFromThePDF(t *testing.T) {
	s := sample()
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(glyphs())), 20) {
		s.Notice += " " + string(clean(string(chunk)))
	}
	text := extract(t, s)
	for word := range strings.FieldsSeq(s.Notice) {
		for _, r := range word {
			if !strings.ContainsRune(text, r) {
				t.Errorf("%q (%U) does not come back", r, r)
			}
		}
	}
}

func TestPDFIsSound(t *testing.T) {
	file := filepath.Join(t.TempDir(), "slip.pdf")
	if err := os.WriteFile(file, pdf(t, crowded()), 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "qpdf", nil, "qpdf", "--check", file)
	info := string(tool(t, "poppler-utils", nil, "pdfinfo", file))
	if !strings.Contains(info, "Pages:           1\n") || !strings.Contains(info, "226.77 x ") {
		t.Errorf("not one page of 80 mm:\n%s", info)
	}
}

// render draws the PDF as a printer of so many dots an inch would.
func render(t *testing.T, s Slip, dpi string) (image.Image, []byte) {
	t.Helper()
	raw := tool(t, "poppler-utils", pdf(t, s), "pdftoppm", "-gray", "-png", "-r", dpi, "-")
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return img, raw
}

func TestPDFIsDatedByTheSlip(t *testing.T) {
	info := string(tool(t, "poppler-utils", pdf(t, sample()), "pdfinfo", "-rawdates", "-"))
	for _, field := range []string{"CreationDate", "ModDate"} {
		if !regexp.MustCompile(field + `: +D:20261005094107`).MatchString(info) {
			t.Errorf("%s is not the time of issue:\n%s", field, info)
		}
	}
}

func TestNumberIs22MillimetresHigh(t *testing.T) {
	const perMM = 20 // 508 dots an inch
	s := sample()
	s.FollowURL = ""
	for _, number := range []string{"H1", "HH11", "HHHH1111"} { // flat tops, so that the ink is the height
		s.Number = number
		img, _ := render(t, s, "508")
		if mm := float64(tallest(img)) / perMM; mm < 21.9 || mm > 22.1 {
			t.Errorf("%s is %.2f mm high", number, mm)
		}
		const margin = 4 * perMM
		for _, strip := range []image.Rectangle{
			image.Rect(0, 0, margin, img.Bounds().Max.Y),
			image.Rect(img.Bounds().Max.X-margin, 0, img.Bounds().Max.X, img.Bounds().Max.Y),
		} {
			if inked(img, strip) {
				t.Errorf("%s reaches beyond the print head, into %v", number, strip)
			}
		}
	}
}

// tallest is the most rows in one piece that have ink.
func tallest(img image.Image) int {
	most, run := 0, 0
	for y := range img.Bounds().Max.Y {
		run++
		if !inked(img, image.Rect(0, y, img.Bounds().Max.X, y+1)) {
			run = 0
		}
		most = max(most, run)
	}
	return most
}

func inked(img image.Image, part image.Rectangle) bool {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				return true
			}
		}
	}
	return false
}

// Read at 203 dots an inch, the resolution of the paper itself.
func TestCodeIsReadFromPaper(t *testing.T) {
	longest := followURL + strings.Repeat("x", longestURL-len(followURL))
	for _, url := range []string{"http://10.0.0.5/t/1", followURL, longest} {
		s := sample()
		s.FollowURL = url
		_, raw := render(t, s, "203")
		got := tool(t, "zbar-tools", raw, "zbarimg", "--quiet", "--raw", "-")
		if strings.TrimSpace(string(got)) != url {
			t.Errorf("read %q, want %q", got, url)
		}
	}
}
