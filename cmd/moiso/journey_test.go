package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"moiso/counter"
	"moiso/internal/browsertest"
	"moiso/kiosk"
)

// TestOneVisit follows one visitor through the three faces in a real browser:
// touch, slip, call, display, service; then a display that was cut off comes
// back and misses nothing.
func TestOneVisit(t *testing.T) {
	p := start(t, t.TempDir())
	defer p.terminate(t)

	// The hall is empty; the display is on, at the end of a line of its own.
	line := layCable(t, p.url)
	tv := browsertest.Open(t, 1920, 1080, line.url+"/display/ha-long/hall-a?lang=vi")
	tv.Until("document.querySelector('#time').innerText !== ''")
	tv.Picture("display-empty-vi")

	// An takes a number: field, service, not a priority visitor, confirm.
	touch := browsertest.Open(t, 1080, 1920, p.url+"/kiosk/ha-long/kiosk-1?lang=vi")
	number := takeNumber(touch)
	touch.Picture("kiosk-done-vi")

	// The slip is there, on paper too.
	slip := fetch(t, slipOf(t, p, number))
	pdf := filepath.Join(t.ArtifactDir(), "slip.pdf")
	if err := os.WriteFile(pdf, slip, 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (Debian package poppler-utils): %v", err)
	}
	if !strings.Contains(string(words), number) || !strings.Contains(string(words), "không phải Giấy tiếp nhận hồ sơ") {
		t.Errorf("the slip of %s says:\n%s", number, words)
	}

	// The officer opens, and calls the next in one key.
	desk := browsertest.Open(t, 1366, 768, p.url+"/counter/ha-long/q4?lang=vi")
	desk.Until("document.querySelector('#current').dataset.doing === 'closed'")
	desk.ClickUntil("#main", "document.querySelector('#current').dataset.doing === 'free'")
	desk.Until("document.querySelector('#main').getAttribute('aria-disabled') === 'false' && document.querySelector('#waiting-count').innerText.trim() === '1'")
	desk.Press(kb.F2)
	desk.Until("document.querySelector('#number').innerText === " + strconv.Quote(number))
	desk.Picture("counter-called-vi")

	// Everybody in the hall sees it, and the display says that it has shown it.
	tv.Until("document.querySelector('#stage .call-number').innerText === " + strconv.Quote(number))
	tv.Until("document.querySelector('#stage .call-counter').innerText === '4'")
	tv.Picture("display-called-vi")
	shown(t, p, 1)

	desk.Press(kb.F4)
	desk.Until("document.querySelector('#current').dataset.doing === 'serving'")
	desk.Picture("counter-serving-vi")
	desk.Press(kb.F6)
	desk.Until("document.querySelector('#today-served').innerText === '1'")

	// The display's line is cut; two more are called meanwhile.
	line.set(true)
	tv.Until("!document.querySelector('#lost').hidden")
	tv.Picture("display-lost-vi")
	missed := callTwo(t, p)
	line.set(false)
	tv.Until("document.querySelector('#lost').hidden")
	tv.Until(fmt.Sprintf("[...document.querySelectorAll('#calls .row-number')].map((n) => n.innerText).join() === %s",
		strconv.Quote(missed[1]+","+missed[0]+","+number)))
	shown(t, p, 3)
	tv.Picture("display-back-vi")

	// The same in English.
	for name, at := range map[string]struct {
		width, height int64
		path          string
	}{
		"display-en": {1920, 1080, "/display/ha-long/hall-a"},
		"display-4k": {3840, 2160, "/display/ha-long/hall-a"},
		"kiosk-en":   {1080, 1920, "/kiosk/ha-long/kiosk-1"},
		"kiosk-wide": {1920, 1080, "/kiosk/ha-long/kiosk-1"},
		"counter-en": {1366, 768, "/counter/ha-long/q4"},
	} {
		view := browsertest.Open(t, at.width, at.height, p.url+at.path+"?lang=en")
		view.Until("document.readyState === 'complete' && !document.querySelector('.loading') && document.fonts.status === 'loaded'")
		view.Picture(name)
	}
}

// takeNumber touches the kiosk until it shows a number.
func takeNumber(touch *browsertest.Tab) string {
	there := func(selector string) string { return "document.querySelector(" + strconv.Quote(selector) + ")" }
	touch.ClickUntil("[data-do=search]", there("[data-do=letter]"))
	for i, letter := range "lam khai sinh" {
		typed := fmt.Sprintf("!document.querySelector('.search-query').hasAttribute('data-empty') && document.querySelector('.search-query').textContent.length >= %d", i+1)
		touch.ClickUntil(fmt.Sprintf("[data-do=letter][data-value=%q]", string(letter)), typed)
	}
	touch.Picture("kiosk-search-vi")
	touch.ClickUntil("[data-do=service][data-value=khai-sinh]", there("[data-do=class]"))
	touch.Picture("kiosk-class-vi")
	touch.ClickUntil("[data-do=class][data-value=ordinary]", there(".ahead-number"))
	touch.Until("!document.querySelector('.ahead-number').hasAttribute('data-wait')")
	touch.Picture("kiosk-confirm-vi")
	touch.ClickUntil("[data-do=take]", there(".done-number"))
	return touch.Text(".done-number")
}

// slipOf is the address of the slip of the only ticket that waits.
func slipOf(t *testing.T, p *process, number string) string {
	t.Helper()
	c := counter.Client{BaseURL: p.url}
	waiting, err := c.Queue(t.Context(), "ha-long", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(waiting) != 1 || waiting[0].Number != number {
		t.Fatalf("one touch gave %d tickets: %+v; the kiosk shows %s", len(waiting), waiting, number)
	}
	return p.url + "/api/v1/centres/ha-long/tickets/" + string(waiting[0].ID) + "/slip.pdf"
}

// callTwo issues and calls two tickets over the API.
func callTwo(t *testing.T, p *process) (numbers [2]string) {
	t.Helper()
	k, c := kiosk.Client{BaseURL: p.url}, counter.Client{BaseURL: p.url}
	for i := range numbers {
		if _, err := k.Issue(t.Context(), "ha-long", "", kiosk.Order{Service: "khai-sinh"}); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			for _, verb := range []string{"start", "finish"} {
				if _, err := c.Do(t.Context(), "ha-long", "q4", verb, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
		answer, err := c.Do(t.Context(), "ha-long", "q4", "call-next", nil)
		if err != nil || answer.Ticket == nil {
			t.Fatalf("call-next: %+v, %v", answer, err)
		}
		numbers[i] = answer.Ticket.Number
	}
	return numbers
}

// shown waits until the server has so many receipts of the display.
func shown(t *testing.T, p *process, want int) {
	t.Helper()
	line := fmt.Sprintf("moiso_callout_shown_seconds_count %d\n", want)
	for end := time.Now().Add(10 * time.Second); ; {
		if strings.Contains(string(fetch(t, p.url+"/metrics")), line) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the display has not confirmed %d call-outs", want)
		}
	}
}

func fetch(t *testing.T, url string) []byte {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, res.Status, err)
	}
	return b
}
