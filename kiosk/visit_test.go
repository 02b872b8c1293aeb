package kiosk_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"moiso/internal/browsertest"
	"moiso/internal/live"
	"moiso/internal/livetest"
	"moiso/internal/queue"
)

// A visit is the whole page, with its line to the server, in the browser.

// office is the face with all that its page asks for; orders counts what it is
// asked to issue.
type office struct {
	*httptest.Server
	centre *livetest.Centre

	mu     sync.Mutex
	orders []string // idempotency keys of the requests for a ticket
	cut    int      // as many of the next ones are cut off after the ticket was issued
}

func openOffice(t *testing.T, changes ...func(*queue.Centre)) *office {
	t.Helper()
	o := &office{centre: livetest.Open(t, changes...)}
	h := house(t, o.centre)
	h.Before = func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && r.URL.Path == tickets && o.order(r.Header.Get("Idempotency-Key")) {
				next.ServeHTTP(httptest.NewRecorder(), r)
				panic(http.ErrAbortHandler)
			}
			next.ServeHTTP(w, r)
		})
	}
	o.Server = h.Serve(t)
	return o
}

// order notes a request for a ticket, and tells whether its answer is cut off.
func (o *office) order(key string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.orders = append(o.orders, key)
	o.cut--
	return o.cut >= 0
}

func (o *office) waiting(t *testing.T) []live.Ticket {
	t.Helper()
	waiting, ok := o.centre.Live.Waiting("")
	if !ok {
		t.Fatal("the centre cannot tell who waits")
	}
	return waiting
}

// visit opens the kiosk's page.
func (o *office) visit(t *testing.T, query string) *browsertest.Tab {
	t.Helper()
	return browsertest.Open(t, 1080, 1920, o.URL+"/kiosk/demo/door"+query)
}

// press presses what the selector names, again and again as an impatient
// visitor does, until the screen shows next; it gives the text of that.
func press(tab *browsertest.Tab, selector, next string) string {
	return browsertest.Run[string](tab, fmt.Sprintf(`
		for (;;) {
			const reached = document.querySelector(%q);
			if (reached) return reached.textContent;
			document.querySelector(%q)?.click();
			await new Promise(requestAnimationFrame);
		}`, next, selector))
}

func TestThreeTouchesFromStartToNumber(t *testing.T) {
	o := openOffice(t)
	o.centre.Must(t, queue.Issue{Ticket: "first", Service: "birth"})
	tab := o.visit(t, "")
	press(tab, `[data-do=field][data-value=civil]`, `[data-do=service][data-value=birth]`)
	press(tab, `[data-do=service][data-value=birth]`, `[data-do=class][data-value=ordinary]`)
	if ahead := press(tab, `[data-do=class][data-value=ordinary]`, `.ahead-number:not([data-wait])`); ahead != "1" {
		t.Errorf("%s people are ahead, want 1", ahead)
	}
	if number := press(tab, `[data-do=take]`, `.done-number`); number != "A002" {
		t.Errorf("the number is %s, want A002", number)
	}
	if side := browsertest.Run[float64](tab, `
		const code = await until(() => { const c = document.querySelector(".done-code"); return c && c.complete && c.naturalWidth && c; });
		return code.getBoundingClientRect().width;`); side < 200 {
		t.Errorf("the code to follow the ticket is %v px wide, too small for a phone", side)
	}
	slip := browsertest.Run[string](tab, `
		for (;;) {
			const sheet = document.querySelector("iframe")?.contentDocument?.querySelector("svg");
			if (sheet) return sheet.textContent;
			await new Promise(requestAnimationFrame);
		}`)
	if !strings.Contains(slip, "A002") {
		t.Errorf("the slip to print says %q, want A002", slip)
	}
	// However often the button was pressed.
	if len(o.waiting(t)) != 2 || len(o.orders) != 1 {
		t.Errorf("%d people wait after %d orders, want 2 after 1", len(o.waiting(t)), len(o.orders))
	}
}

// A request whose answer is lost is asked again, and gives the same ticket.
func TestACutOffRequestIsOneTicket(t *testing.T) {
	o := openOffice(t)
	o.cut = 2
	tab := o.visit(t, "?lang=en&print=off")
	press(tab, `[data-do=field][data-value=copies]`, `[data-do=class][data-value=elderly]`)
	press(tab, `[data-do=class][data-value=elderly]`, `[data-do=take]:not(:disabled)`)
	if number := press(tab, `[data-do=take]`, `.done-number`); number != "B001" {
		t.Errorf("the number is %s, want B001", number)
	}
	if len(o.waiting(t)) != 1 || len(o.orders) != 3 || o.orders[0] != o.orders[2] {
		t.Errorf("%d people wait after the orders %q, want 1 after one asked three times", len(o.waiting(t)), o.orders)
	}
}

func TestTheVisitorTypesAndReadsAnotherLanguage(t *testing.T) {
	o := openOffice(t)
	tab := o.visit(t, "")
	press(tab, `none`, `html[lang=vi]`) // whatever the browser prefers
	press(tab, `[data-do=search]`, `[data-do=letter]`)
	// The keyboard takes what comes once the screen has stood for a moment.
	press(tab, `[data-do=letter][data-value=l]`, `.search-query:not([data-empty])`)
	browsertest.Run[bool](tab, `for (const c of "am khai sinh") document.querySelector('[data-do=letter][data-value="' + c + '"]').click(); return true;`)
	found := press(tab, `none`, `[data-do=service] .choice-title`)
	if found != "Đăng ký khai sinh" {
		t.Errorf("the first found is %q", found)
	}
	press(tab, `[data-do=lang]`, `html[lang=en]`)
	if found := press(tab, `none`, `[data-do=service] .choice-title`); found != "Registration of a birth" {
		t.Errorf("in English the first found is %q", found)
	}
}

func TestAClosedFieldSaysWhen(t *testing.T) {
	o := openOffice(t)
	tab := o.visit(t, "")
	text := press(tab, `[data-do=field][data-value=land]`, `.refused`)
	for _, want := range []string{"hiện không nhận số", "Đất đai", "13:00–17:00"} {
		if !strings.Contains(text, want) {
			t.Errorf("the refusal %q lacks %q", text, want)
		}
	}
}

// Nothing that can be touched is cut off or too small, whatever the labels.
func TestLongLabelsFit(t *testing.T) {
	long := queue.Text{"vi": strings.TrimSpace(strings.Repeat("Nông nghiệp Môi trường – Xây dựng – Công Thương ", 3))}
	o := openOffice(t, func(c *queue.Centre) {
		for i := range c.Fields {
			c.Fields[i].Name = long
		}
		for i := range c.Services {
			c.Services[i].Name = long
		}
	})
	for _, size := range [][2]int64{{1080, 1920}, {1920, 1080}} {
		tab := o.visit(t, "")
		tab.Do(chromedp.EmulateViewport(size[0], size[1]))
		press(tab, `none`, `[data-do=field]`)
		for _, screen := range []string{"start", "search", "large search", "large start", "services"} {
			switch screen {
			case "search":
				press(tab, `[data-do=search]`, `[data-do=letter]`)
				press(tab, `[data-do=letter][data-value=n]`, `[data-do=service]`)
			case "large search":
				press(tab, `[data-do=large]`, `html[data-type=large]`)
			case "large start":
				press(tab, `[data-do=home]`, `[data-do=field]`)
			case "services":
				press(tab, `[data-do=field][data-value=civil]`, `[data-do=service]`)
			}
			bad := browsertest.Run[[]string](tab, `
				await document.fonts.ready;
				dispatchEvent(new Event("resize"));
				return [...document.querySelectorAll("button:not([hidden])")].filter((b) => b.offsetParent).filter((b) => {
					const r = b.getBoundingClientRect();
					return r.height < 88 || r.width < 88 || r.bottom > innerHeight || r.right > innerWidth || b.scrollWidth > b.clientWidth + 1 || b.scrollHeight > b.clientHeight + 1;
				}).map((b) => b.dataset.do + " " + b.dataset.value + " " + JSON.stringify(b.getBoundingClientRect()));`)
			if len(bad) > 0 {
				t.Errorf("at %d × %d, %s: too small or cut off: %q", size[0], size[1], screen, bad)
			}
		}
	}
}

// A definition that changes while somebody chooses waits until they have gone.
func TestANewDefinitionWaitsForTheVisitor(t *testing.T) {
	o := openOffice(t)
	tab := o.visit(t, "")
	press(tab, `[data-do=field][data-value=civil]`, `[data-do=service][data-value=birth]`)
	def, _ := o.centre.Live.Definition()
	changed := *def
	changed.Name = queue.Text{"vi": "Tên mới"}
	o.centre.Must(t, queue.Configure{Centre: &changed})
	o.centre.Must(t, queue.Issue{Ticket: "seen", Service: "birth"})
	browsertest.Run[bool](tab, `
		for (;;) {
			const asked = performance.getEntriesByType("resource").filter((e) => e.name.endsWith("/definition"));
			await new Promise(requestAnimationFrame);
			if (asked.length > 1) return true;
		}`)
	press(tab, `none`, `[data-value=birth] .choice-waiting[aria-label="Có 1 người đang chờ"]`)
	if name := press(tab, `none`, `.band-centre`); name == "Tên mới" {
		t.Error("the page changed under the visitor")
	}
	browsertest.Run[bool](tab, `
		for (;;) {
			if (document.querySelector(".band-centre").textContent === "Tên mới") return true;
			document.querySelector("[data-do=home]")?.click();
			await new Promise(requestAnimationFrame);
		}`)
}

// People read the server's time, whatever the kiosk's own clock says.
func TestTheClockIsTheServers(t *testing.T) {
	o := openOffice(t)
	tab := browsertest.Open(t, 1080, 1920, o.URL+tickets+"/none")
	tab.Before(`Date.now = ((own) => () => own() - 5 * 3600 * 1000)(Date.now);`)
	before := time.Now().In(livetest.Morning.Location())
	tab.Do(chromedp.Navigate(o.URL + "/kiosk/demo/door"))
	got := press(tab, `none`, `.band-time`)
	after := time.Now().In(livetest.Morning.Location())
	if got != before.Format("15:04") && got != after.Format("15:04") {
		t.Errorf("the clock shows %s, want %s", got, after.Format("15:04"))
	}
}
