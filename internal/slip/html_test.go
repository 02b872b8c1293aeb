package slip

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestPageEscapesEveryText(t *testing.T) {
	const attack = `"><script>alert(1)</script>&'`
	s := sample()
	s.Centre, s.Hall, s.Number, s.Service, s.Class, s.Notice = attack, attack, attack, attack, attack, attack
	s.Counters = []string{attack}
	s.StyleURL = `javascript:alert(1)`
	got := html(t, s)
	for _, bad := range []string{"<script", "javascript:", `aria-label="">`} {
		if strings.Contains(got, bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
	if !strings.Contains(got, "&lt;script&gt;") {
		t.Error("the text is gone, not escaped")
	}
}

// The content security policy allows nothing inline.
func TestPageHasNoInlineScriptOrStyle(t *testing.T) {
	got := html(t, crowded())
	for _, bad := range []string{"<script", "<style", "style=", " on", "http:"} {
		for line := range strings.Lines(got) {
			if tag, _, found := strings.Cut(line, ">"); found && strings.Contains(tag, bad) {
				t.Errorf("%q in %q", bad, line)
			}
		}
	}
	if want := `href="/assets/7f3a/lib/slip.css"`; !strings.Contains(got, want) {
		t.Errorf("%s is missing", want)
	}
}

func TestPageIsTheSameSheet(t *testing.T) {
	sheet, err := crowded().layout()
	if err != nil {
		t.Fatal(err)
	}
	got := html(t, crowded())
	for _, line := range sheet.texts {
		want := fmt.Sprintf(`x="%d" y="%d" font-size="%d" font-weight="%d" textLength="%d"`,
			line.X, line.Baseline, line.Size, line.Weight(), line.Width)
		if !strings.Contains(got, want) {
			t.Errorf("%q is not at %s", line.Run, want)
		}
	}
	if !strings.Contains(got, fmt.Sprintf(`viewBox="0 0 %d %d"`, sheetWidth, sheet.height)) {
		t.Error("another size than the sheet")
	}
}

func TestPaperLengths(t *testing.T) {
	for dots, want := range map[int]int{1: 90, 720: 90, 721: 100, 949: 120, 960: 120, 961: 130, 9999: 200} {
		if got := paper(dots); got != want {
			t.Errorf("paper(%d) = %d, want %d", dots, got, want)
		}
	}
	css, err := os.ReadFile("../web/lib/slip.css")
	if err != nil {
		t.Fatal(err)
	}
	for dots := range 200 * perMillimetre {
		mm := paper(dots)
		for _, rule := range []string{
			fmt.Sprintf("@page slip-%d { size: 80mm %dmm; margin: 0; }", mm, mm),
			fmt.Sprintf(".slip-%d { page: slip-%d; }", mm, mm),
		} {
			if dots%(10*perMillimetre) == 0 && !strings.Contains(string(css), rule) {
				t.Errorf("slip.css has no %q", rule)
			}
		}
	}
}
