package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long one tab may take for a whole test: what never comes
// fails under its own name, not as a run that was killed.
const patience = time.Minute

// Tab is one page in the browser, closed when its test ends. A script that
// throws, and nothing catches it, fails the test.
type Tab struct {
	t   *testing.T
	ctx context.Context

	mu     sync.Mutex
	thrown []string
}

// Open shows an address in a window of so many pixels.
func Open(t *testing.T, width, height int64, url string) *Tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser(t))
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, patience)
	t.Cleanup(stop)
	tab := &Tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, tab.hear); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.tell)
	tab.Do(chromedp.EmulateViewport(width, height), chromedp.Navigate(url))
	return tab
}

func (tab *Tab) hear(event any) {
	e, ok := event.(*runtime.EventExceptionThrown)
	if !ok {
		return
	}
	what := e.ExceptionDetails.Text
	if e.ExceptionDetails.Exception != nil {
		what += " " + e.ExceptionDetails.Exception.Description
	}
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.thrown = append(tab.thrown, what)
}

func (tab *Tab) tell() {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	for _, what := range tab.thrown {
		tab.t.Errorf("the page throws: %s", what)
	}
}

// Do takes steps, such as chromedp.Navigate.
func (tab *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab.ctx, steps...); err != nil {
		tab.t.Fatal(err)
	}
}

// Before has a script run in every document that the tab opens from now on,
// before the document's own: a machine whose clock is wrong, say.
func (tab *Tab) Before(script string) {
	tab.t.Helper()
	params := page.AddScriptToEvaluateOnNewDocumentParams{Source: script}
	if _, err := chromedp.Call(tab.ctx, page.AddScriptToEvaluateOnNewDocument, params); err != nil {
		tab.t.Fatal(err)
	}
}

// Eval gives the value of a JS expression; of a promise, what it comes to.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	v, err := chromedp.Run(tab.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// Run runs the body of an async JS function and gives what it returns. In it,
// until(f) waits for f to give something, and gives that.
func Run[T any](tab *Tab, body string) T {
	tab.t.Helper()
	const until = `const until = async (f) => { for (;;) { const v = f(); if (v) return v; await new Promise((next) => setTimeout(next, 16)); } };`
	return Eval[T](tab, "(async () => {"+until+body+"})()")
}

// Until waits for a JS condition. One that cannot be worked out yet is not true yet.
func (tab *Tab) Until(condition string) {
	tab.t.Helper()
	wait := `new Promise((done, late) => {
		const end = Date.now() + 15000;
		(function look() {
			let now; try { now = ` + condition + ` } catch (e) { now = false }
			now ? done(true) : Date.now() > end ? late(new Error("waited in vain")) : setTimeout(look, 20);
		})();
	})`
	if _, err := chromedp.Run(tab.ctx, chromedp.Evaluate[bool](wait, chromedp.EvalAwaitPromise)); err != nil {
		shown, _ := chromedp.Run(tab.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		tab.t.Fatalf("%s: %v; the page shows\n%s", condition, err, shown)
	}
}

// Click clicks on what a selector finds, as soon as it is there and allowed.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	found := "document.querySelector(" + strconv.Quote(selector) + ")"
	tab.Until(found + " && !" + found + ".disabled && " + found + `.getAttribute("aria-disabled") !== "true"`)
	tab.Do(chromedp.Click(chromedp.CSS(selector)))
}

// ClickUntil clicks like an impatient person until a JS condition is true: a
// screen may take no touch in its first moments.
func (tab *Tab) ClickUntil(selector, condition string) {
	tab.t.Helper()
	soon := `new Promise((done) => {
		const end = Date.now() + 300;
		(function look() { ` + condition + ` ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 20) })();
	})`
	for range 20 {
		tab.Click(selector)
		if ok, err := chromedp.Run(tab.ctx, chromedp.Evaluate[bool](soon, chromedp.EvalAwaitPromise)); err == nil && ok {
			return
		}
	}
	tab.t.Fatalf("%s was clicked in vain, want %s", selector, condition)
}

// Press presses keys one after the other: letters, or those of chromedp/kb.
func (tab *Tab) Press(keys ...string) {
	tab.t.Helper()
	for _, key := range keys {
		tab.Do(chromedp.KeyEvent(key))
	}
}

// Text is what an element shows.
func (tab *Tab) Text(selector string) string {
	tab.t.Helper()
	return strings.TrimSpace(Eval[string](tab, "document.querySelector("+strconv.Quote(selector)+").innerText"))
}

// Picture keeps a screenshot among the test's artifacts (go test -artifacts).
func (tab *Tab) Picture(name string) {
	tab.t.Helper()
	png, err := chromedp.Run(tab.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		tab.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(tab.t.ArtifactDir(), name+".png"), png, 0o600); err != nil {
		tab.t.Fatal(err)
	}
}
