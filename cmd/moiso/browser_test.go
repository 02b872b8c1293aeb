package main

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser starts Chromium for one test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is missing; install the Debian package chromium (make tools)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true),
		// Each face has a screen of its own: none is in the background.
		chromedp.Flag("disable-renderer-backgrounding", true), chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(stop)
	// The first tab belongs to the browser: it must outlive the others.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a page of a face at the size of its screen.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func openTab(t *testing.T, browser context.Context, width, height int64, url string) *tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	tab := &tab{t: t, ctx: ctx}
	tab.do(chromedp.EmulateViewport(width, height), chromedp.Navigate(url))
	return tab
}

func (tab *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab.ctx, actions...); err != nil {
		tab.t.Fatal(err)
	}
}

// eval gives the value of an expression.
func eval[T any](tab *tab, js string) T {
	tab.t.Helper()
	v, err := chromedp.Run(tab.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		tab.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// until waits for the page to make an expression true.
func (tab *tab) until(js string) {
	tab.t.Helper()
	wait := `new Promise((done, late) => {
		const end = Date.now() + 15000;
		(function look() {
			let now; try { now = ` + js + ` } catch (e) { now = false }
			now ? done(true) : Date.now() > end ? late(new Error("waited in vain")) : setTimeout(look, 20);
		})();
	})`
	if _, err := chromedp.Run(tab.ctx, chromedp.Evaluate[bool](wait, chromedp.EvalAwaitPromise)); err != nil {
		body, _ := chromedp.Run(tab.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		tab.t.Fatalf("%s: %v\nthe page says:\n%s", js, err, body)
	}
}

// click clicks on what the selector finds, as soon as it is there.
func (tab *tab) click(selector string) {
	tab.t.Helper()
	found := "document.querySelector(" + quote(selector) + ")"
	tab.until(found + " && !" + found + ".disabled && " + found + ".getAttribute('aria-disabled') !== 'true'")
	tab.do(chromedp.Click(chromedp.CSS(selector)))
}

// press clicks until the page has gone on: a kiosk takes no touch in the first
// moments of a screen.
func (tab *tab) press(selector, gone string) {
	tab.t.Helper()
	tab.until("document.querySelector(" + quote(selector) + ")")
	for range 20 {
		tab.click(selector)
		ahead := `new Promise((done) => {
			const end = Date.now() + 300;
			(function look() { ` + gone + ` ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 20) })();
		})`
		if ok, err := chromedp.Run(tab.ctx, chromedp.Evaluate[bool](ahead, chromedp.EvalAwaitPromise)); err == nil && ok {
			return
		}
	}
	tab.t.Fatalf("%s: pressed in vain, want %s", selector, gone)
}

func (tab *tab) text(selector string) string {
	tab.t.Helper()
	return strings.TrimSpace(eval[string](tab, "document.querySelector("+quote(selector)+").innerText"))
}

// picture keeps a screenshot among the test's artifacts.
func (tab *tab) picture(name string) {
	tab.t.Helper()
	png, err := chromedp.Run(tab.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		tab.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(tab.t.ArtifactDir(), name+".png"), png, 0o600); err != nil {
		tab.t.Fatal(err)
	}
}

func quote(s string) string { return "`" + s + "`" }

// cable is a line between a browser and a server that can be cut.
type cable struct {
	url      string
	listener net.Listener
	to       string

	mu   sync.Mutex
	cut  bool
	ends map[net.Conn]struct{}
}

func layCable(t *testing.T, server string) *cable {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{url: "http://" + l.Addr().String(), listener: l, to: strings.TrimPrefix(server, "http://"), ends: map[net.Conn]struct{}{}}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			running.Go(func() { c.carry(near) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		c.set(true)
		running.Wait()
	})
	return c
}

// carry joins one connection to the server until one end is closed.
func (c *cable) carry(near net.Conn) {
	far, err := net.Dial("tcp", c.to)
	if err != nil || !c.hold(near, far) {
		near.Close()
		if far != nil {
			far.Close()
		}
		return
	}
	var both sync.WaitGroup
	for _, pair := range [][2]net.Conn{{near, far}, {far, near}} {
		both.Go(func() {
			buf := make([]byte, 32<<10)
			for {
				n, err := pair[0].Read(buf)
				if n > 0 {
					if _, err := pair[1].Write(buf[:n]); err != nil {
						break
					}
				}
				if err != nil {
					break
				}
			}
			near.Close()
			far.Close()
		})
	}
	both.Wait()
}

// hold remembers the ends; false when the cable is cut.
func (c *cable) hold(ends ...net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, end := range ends {
		c.ends[end] = struct{}{}
	}
	return !c.cut
}

// set cuts the cable, or mends it.
func (c *cable) set(cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = cut
	if cut {
		for end := range c.ends {
			end.Close()
		}
		clear(c.ends)
	}
}
