package display_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// The page's modules run where they belong: in a browser. Tests that need one
// are left out where Chromium is not installed.

// chromium is started by the first test that needs it, and ends with the last.
var chromium struct {
	start sync.Once
	err   error
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

// tab opens a page of its own in the browser, at the address.
func tab(t *testing.T, address string) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	chromium.start.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1920, 1080),
			chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true))
		allocator, stopBrowser := chromedp.NewExecAllocator(context.Background(), options...)
		browser, stopTabs := chromedp.NewContext(allocator)
		chromium.ctx = browser
		chromium.stop = []context.CancelFunc{stopBrowser, stopTabs}
		chromium.err = chromedp.Do(browser, chromedp.Navigate("about:blank"))
	})
	if chromium.err != nil {
		t.Fatal(chromium.err)
	}
	ctx, closeTab := chromedp.NewContext(chromium.ctx)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// run evaluates the body of an async function in the tab and gives what it
// returns. until(f) in it waits, frame by frame, for f to give something.
func run[T any](t *testing.T, ctx context.Context, body string) T {
	t.Helper()
	const until = `const until = async (f) => { for (;;) { const v = f(); if (v) return v; await new Promise((next) => setTimeout(next, 16)); } };`
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T]("(async () => {"+until+body+"})()", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return v
}

// modules opens a tab in which what the page's modules export are names: "Stage"
// of "stage.js".
func modules(t *testing.T, names map[string]string) context.Context {
	t.Helper()
	server := serve(t, openCentre(t), nil)
	// Any page without scripts will do: the modules are of its origin.
	ctx := tab(t, server.URL+"/display/nowhere")
	for name, file := range names {
		run[bool](t, ctx, fmt.Sprintf("self.%s = (await import(%q)).%s; return true;", name, address(t, server, file), name))
	}
	return ctx
}

// address is that of one of the page's files.
func address(t *testing.T, server *httptest.Server, file string) string {
	t.Helper()
	url, err := assets(t).URL("display/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return server.URL + url
}
