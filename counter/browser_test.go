package counter_test

import (
	"fmt"
	"net/http"
	"os"
	"testing"

	"moiso/internal/browsertest"
	"moiso/internal/livetest"
	"moiso/internal/queue"
)

// The terminal runs where it belongs: in a browser, on the real feed, under the
// real policy.

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// screen is the terminal of q1 in a tab.
type screen struct{ *browsertest.Tab }

// terminal opens the terminal of an open counter, before a whole server. before
// stands before all its routes; nil: nothing does.
func terminal(t *testing.T, c *livetest.Centre, before func(http.Handler) http.Handler) screen {
	t.Helper()
	c.Must(t, queue.Open{Counter: "q1"})
	h := house(t, c)
	h.Before = before
	s := screen{browsertest.Open(t, 1366, 768, h.Serve(t).URL+"/counter/demo/q1?lang=vi")}
	s.Until(`document.getElementById("current").dataset.doing`)
	return s
}

// enter presses Enter. The protocol would send the sign after the key even where
// the page has prevented it, to whatever has the focus by then.
func (s screen) enter() {
	browsertest.Run[any](s.Tab, `
		const at = document.activeElement;
		const allowed = at.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
		if (allowed) at.tagName === "BUTTON" ? at.click() : at.form.requestSubmit();`)
}

// shows waits for what the counter does, with whom, and for what is said about it.
func (s screen) shows(doing, number, said string) {
	s.Until(fmt.Sprintf(`document.getElementById("current").dataset.doing === %q`, doing))
	if number != "" {
		s.Until(fmt.Sprintf(`document.getElementById("number").textContent === %q`, number))
	}
	s.Until(fmt.Sprintf(`document.getElementById("notice").textContent.includes(%q)`, said))
}

// do runs a JS statement and gives its value.
func do[T any](s screen, statement string) T { return browsertest.Eval[T](s.Tab, statement) }
