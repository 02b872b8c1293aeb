package counter_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"moiso/counter"
	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// The terminal runs where it belongs: in a browser, on the real feed, under the
// real policy. Its tests are left out where Chromium is not installed.

// chromium is started by the first test that needs it, and ends with the last.
var chromium struct {
	start sync.Once
	ctx   context.Context
	stop  []context.CancelFunc
}

func TestMain(m *testing.M) {
	code := m.Run()
	for i := len(chromium.stop) - 1; i >= 0; i-- {
		chromium.stop[i]()
	}
	os.Exit(code)
}

// tab opens a tab of its own in the browser.
func tab(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	chromium.start.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1366, 900),
			chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true))
		allocator, stopBrowser := chromedp.NewExecAllocator(context.Background(), options...)
		browser, stopTabs := chromedp.NewContext(allocator)
		chromium.ctx = browser
		chromium.stop = []context.CancelFunc{stopBrowser, stopTabs}
		if err := chromedp.Do(browser, chromedp.Navigate("about:blank")); err != nil {
			t.Fatal(err)
		}
	})
	ctx, closeTab := chromedp.NewContext(chromium.ctx)
	t.Cleanup(closeTab)
	return ctx
}

// Centres is for the catalogue.
func (c *centre) Centres() []*live.Centre { return []*live.Centre{c.picture} }

// screen is the terminal of q1 in a tab.
type screen struct {
	t   *testing.T
	ctx context.Context
}

// terminal opens the terminal of an open counter, before a whole server. between
// stands before all its routes; nil: nothing does.
func terminal(t *testing.T, c *centre, between func(http.Handler) http.Handler) screen {
	t.Helper()
	ctx := tab(t)
	assets, err := web.NewAssets(map[string]fs.FS{"counter": counter.Page})
	if err != nil {
		t.Fatal(err)
	}
	c.do(t, queue.Open{Counter: "q1"})
	running, stop := context.WithCancel(context.Background())
	sockets := &web.Sockets{}
	var ended sync.WaitGroup
	ended.Go(func() { c.picture.Run(running) })
	ended.Go(func() { sockets.Run(running) })
	feed := http.NewServeMux()
	feed.Handle("GET /api/v1/centres/{c}/feed", (&web.Feeds{Centres: c, Sockets: sockets}).Handler())
	handler := web.Front(web.NewMux(counter.Handler(counter.Config{Centres: c, Commands: c, Assets: assets}), web.Catalogue(c), assets.Handler(), feed))
	if between != nil {
		handler = between(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		stop()
		ended.Wait()
		server.Close()
	})
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/counter/demo/q1?lang=vi")); err != nil {
		t.Fatal(err)
	}
	s := screen{t, ctx}
	s.until(`document.getElementById("current").dataset.doing`)
	return s
}

// press presses keys one after the other.
func (s screen) press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		if err := chromedp.Do(s.ctx, chromedp.KeyEvent(key)); err != nil {
			s.t.Fatal(err)
		}
	}
}

// enter presses Enter. The protocol would send the sign after the key even where
// the page has prevented it, to whatever has the focus by then.
func (s screen) enter() {
	s.t.Helper()
	do[int](s, `(() => {
		const at = document.activeElement;
		const allowed = at.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
		if (allowed) at.tagName === "BUTTON" ? at.click() : at.form.requestSubmit();
		return 0;
	})()`)
}

// until waits for a condition, a JS expression.
func (s screen) until(condition string) {
	s.t.Helper()
	if _, err := chromedp.Run(s.ctx, chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		now, _ := chromedp.Run(s.ctx, chromedp.Evaluate[string](`document.body.innerText`))
		s.t.Fatalf("%s: %v; the screen shows\n%s", condition, err, now)
	}
}

// shows waits for what the counter does, with whom, and for what is said about it.
func (s screen) shows(doing, number, said string) {
	s.t.Helper()
	s.until(fmt.Sprintf(`document.getElementById("current").dataset.doing === %q`, doing))
	if number != "" {
		s.until(fmt.Sprintf(`document.getElementById("number").textContent === %q`, number))
	}
	s.until(fmt.Sprintf(`document.getElementById("notice").textContent.includes(%q)`, said))
}

// do runs a JS statement and gives its value.
func do[T any](s screen, expression string) T {
	s.t.Helper()
	v, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		s.t.Fatalf("%s: %v", expression, err)
	}
	return v
}
