package kiosk_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The page's modules run where they belong: in a browser. Tests that need one
// are left out where Chromium is not installed.

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

// tab opens a page of its own in the browser.
func tab(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	chromium.start.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1080, 1920),
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
	// What never comes should fail with its name, not with the whole run.
	ctx, giveUp := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(giveUp)
	return ctx
}

// run evaluates the body of an async function in the tab and gives what it
// returns.
func run[T any](t *testing.T, ctx context.Context, body string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T]("(async () => {"+body+"})()", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return v
}

// modules opens a tab in which the functions of the page's modules are names:
// "find" of "search.js".
func modules(t *testing.T, names map[string]string) context.Context {
	t.Helper()
	c := openCentre(t)
	server := serve(t, c)
	ctx := tab(t)
	// Any address of the server will do: the modules are of its origin.
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+tickets+"/none")); err != nil {
		t.Fatal(err)
	}
	for name, file := range names {
		run[bool](t, ctx, fmt.Sprintf("self.%s = (await import(%q)).%s; return true;", name, asset(t, server, file), name))
	}
	return ctx
}

// asset is the address of one of the page's files.
func asset(t *testing.T, server *httptest.Server, file string) string {
	t.Helper()
	url, err := assets(t).URL("kiosk/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return server.URL + url
}
