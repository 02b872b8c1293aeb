package display_test

import (
	"net/http"
	"strings"
	"testing"

	"moiso/internal/livetest"
	"moiso/internal/queue"
)

// has fails for every text that the page lacks.
func has(t *testing.T, page string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
}

func TestHallPage(t *testing.T) {
	server := serve(t, livetest.Open(t), nil)
	res, page := get(t, server, "/display/demo/a")
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, Cache-Control %q", res.StatusCode, res.Header.Get("Cache-Control"))
	}
	has(t, page, `lang="vi" data-theme="light"`, "Sảnh A", "Trung tâm Phục vụ hành chính công",
		`"centre":"demo","hall":"a","zone":"Asia/Ho_Chi_Minh"`, `"chime":true`, "display.line_lost")
	_, page = get(t, server, "/display/demo/b?lang=en&theme=contrast&chime=off")
	has(t, page, `lang="en" data-theme="contrast"`, "Hall B", `"chime":false`)
	_, page = get(t, server, "/display/demo/a", "Accept-Language", "en", "Cookie", "lang=en")
	has(t, page, `lang="vi"`)
	_, page = get(t, server, "/display/demo/b?theme=%22%3E%3Cscript%3E")
	has(t, page, `data-theme="light"`)
}

func TestChoiceOfAHall(t *testing.T) {
	server := serve(t, livetest.Open(t), nil)
	_, page := get(t, server, "/display/demo?theme=dark")
	has(t, page, `href="/display/demo/a?theme=dark"`, `href="/display/demo/b?theme=dark"`, "Sảnh B")

	only := serve(t, livetest.Open(t, func(def *queue.Centre) {
		def.Halls = def.Halls[:1]
		def.Counters[2].Hall = "a"
	}), nil)
	res, _ := get(t, only, "/display/demo?lang=en")
	if where := res.Header.Get("Location"); res.StatusCode != http.StatusFound || where != "/display/demo/a?lang=en" {
		t.Errorf("a centre of one hall: %d, to %q", res.StatusCode, where)
	}
}

func TestFollowPage(t *testing.T) {
	c := livetest.Open(t)
	server := serve(t, c, nil)
	c.Must(t, queue.Issue{Ticket: "first", Service: "birth", Class: "elderly"})
	c.Must(t, queue.Issue{Ticket: "second", Service: "birth"})

	res, page := get(t, server, "/t/demo/second")
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("status %d, headers %v", res.StatusCode, res.Header)
	}
	// What stands there without the script.
	has(t, page, `<h1 id="number">A002</h1>`, `<p id="lead">người chờ trước ông/bà</p>`, `<p id="big">1</p>`,
		"Đăng ký khai sinh", `data-state="waiting"`, `href="?lang=en"`)
	if strings.Contains(page, "A001") || strings.Contains(page, "first") {
		t.Error("the page of one ticket tells about another")
	}

	c.Must(t, queue.Open{Counter: "k2"})
	c.Must(t, queue.CallNext{Counter: "k2"})
	_, page = get(t, server, "/t/demo/first?lang=en")
	has(t, page, `data-state="called"`, `<p id="lead">Please go to</p>`, `"counter":"k2"`, `"k2":"Counter 2"`)
	if strings.Contains(page, `"why"`) {
		t.Error("the page tells why a ticket was called, and so about others")
	}
}

func TestWhatIsNotThereIsSaidInWords(t *testing.T) {
	server := serve(t, livetest.Open(t), nil)
	for path, want := range map[string]string{
		"/t/demo/nobody":          "Không tìm thấy phiếu",
		"/t/nowhere/nobody":       "Không tìm thấy phiếu",
		"/t/demo/nobody?lang=en":  "Ticket not found",
		"/display/nowhere":        "Không tìm thấy màn hình này",
		"/display/nowhere/a":      "Không tìm thấy màn hình này",
		"/display/demo/z?lang=en": "This display does not exist",
	} {
		res, page := get(t, server, path)
		if res.StatusCode != http.StatusNotFound || res.Header.Get("X-Robots-Tag") != "noindex" ||
			!strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: status %d, headers %v", path, res.StatusCode, res.Header)
		}
		has(t, page, want)
	}
}
