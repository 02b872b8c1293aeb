// Package browsertest opens pages in a real browser for tests. A package that
// uses it ends the browser after its last test:
//
//	func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }
//
//	func TestWelcome(t *testing.T) {
//		tab := browsertest.Open(t, 1920, 1080, server.URL)
//		tab.Until(`document.querySelector("h1")`)
//	}
//
// The tests of one process share one Chromium, each test with tabs of its own
// that close with it. A missing Chromium fails the test: a page that nothing
// has opened is not tested. Under -short such tests are skipped.
//
// Every mistake ends the test by Fatal, so a Tab belongs to the test's own
// goroutine.
package browsertest

import (
	"context"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// chromium is started by the first test that needs it, and ends with the last.
var chromium struct {
	start sync.Once
	err   error
	ctx   context.Context
	stop  []context.CancelFunc
}

// Main runs the tests, and ends the browser that they have started.
func Main(m *testing.M) int {
	defer func() {
		for i := len(chromium.stop) - 1; i >= 0; i-- {
			chromium.stop[i]()
		}
	}()
	return m.Run()
}

// browser is the Chromium that all tests share.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is missing: install the Debian package chromium (make tools)")
	}
	chromium.start.Do(func() { launch(path) })
	if chromium.err != nil {
		t.Fatalf("start %s: %v", path, chromium.err)
	}
	return chromium.ctx
}

func launch(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true),
		// Each face has a screen of its own: none is in the background.
		chromedp.Flag("disable-renderer-backgrounding", true), chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"))
	allocator, stopBrowser := chromedp.NewExecAllocator(context.Background(), options...)
	first, stopTabs := chromedp.NewContext(allocator)
	chromium.ctx, chromium.stop = first, []context.CancelFunc{stopBrowser, stopTabs}
	// The first tab belongs to the browser: it must outlive the others.
	chromium.err = chromedp.Do(first, chromedp.Navigate("about:blank"))
}
