package kiosk_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
	"moiso/kiosk"
)

// A visit is the whole page, with its line to the server, in the browser.

// office is the face with all that its page asks for; orders counts what it is
// asked to issue.
type office struct {
	*httptest.Server
	centre *centre

	mu     sync.Mutex
	orders []string // idempotency keys of the requests for a ticket
	cut    int      // as many of the next ones are cut off after the ticket was issued
}

func openOffice(t *testing.T, changes ...func(*queue.Centre)) *office {
	t.Helper()
	o := &office{centre: openCentre(t, changes...)}
	var centres live.Centres
	centres.Add(o.centre.picture)
	all := assets(t)
	feeds := &web.Feeds{Centres: &centres, Sockets: &web.Sockets{}}
	own := http.NewServeMux()
	own.Handle("GET /api/v1/centres/{c}/feed", feeds.Handler())
	front := web.Front(web.NewMux(own, web.Catalogue(&centres), all.Handler(),
		kiosk.Handler(kiosk.Config{Centres: &centres, Commands: o.centre, Assets: all})))
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && r.URL.Path == tickets && o.order(r.Header.Get("Idempotency-Key")) {
			front.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		front.ServeHTTP(w, r)
	}))
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { o.centre.picture.Run(ctx) })
	t.Cleanup(func() {
		stop()
		running.Wait()
		o.Close()
	})
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
	waiting, ok := o.centre.picture.Waiting("")
	if !ok {
		t.Fatal("the centre cannot tell who waits")
	}
	return waiting
}

// visit opens the kiosk's page.
func (o *office) visit(t *testing.T, query string) context.Context {
	t.Helper()
	ctx := tab(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1080, 1920), chromedp.Navigate(o.URL+"/kiosk/demo/door"+query)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// press presses what the selector names, again and again as an impatient
// visitor does, until the screen shows next; it gives the text of that.
func press(t *testing.T, ctx context.Context, selector, next string) string {
	t.Helper()
	return run[string](t, ctx, fmt.Sprintf(`
		for (;;) {
			const reached = document.querySelector(%q);
			if (reached) return reached.textContent;
			document.querySelector(%q)?.click();
			await new Promise(requestAnimationFrame);
		}`, next, selector))
}

func TestThreeTouchesFromStartToNumber(t *testing.T) {
	o := openOffice(t)
	o.centre.do(t, queue.Issue{Ticket: "first", Service: "birth"})
	ctx := o.visit(t, "")
	press(t, ctx, `[data-do=field][data-value=civil]`, `[data-do=service][data-value=birth]`)
	press(t, ctx, `[data-do=service][data-value=birth]`, `[data-do=class][data-value=ordinary]`)
	if ahead := press(t, ctx, `[data-do=class][data-value=ordinary]`, `.ahead-number:not([data-wait])`); ahead != "1" {
		t.Errorf("%s people are ahead, want 1", ahead)
	}
	if number := press(t, ctx, `[data-do=take]`, `.done-number`); number != "A002" {
		t.Errorf("the number is %s, want A002", number)
	}
	slip := run[string](t, ctx, `
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
	ctx := o.visit(t, "?lang=en&print=off")
	press(t, ctx, `[data-do=field][data-value=copies]`, `[data-do=class][data-value=elderly]`)
	press(t, ctx, `[data-do=class][data-value=elderly]`, `[data-do=take]:not(:disabled)`)
	if number := press(t, ctx, `[data-do=take]`, `.done-number`); number != "B001" {
		t.Errorf("the number is %s, want B001", number)
	}
	if len(o.waiting(t)) != 1 || len(o.orders) != 3 || o.orders[0] != o.orders[2] {
		t.Errorf("%d people wait after the orders %q, want 1 after one asked three times", len(o.waiting(t)), o.orders)
	}
}

func TestTheVisitorTypesAndReadsAnotherLanguage(t *testing.T) {
	o := openOffice(t)
	ctx := o.visit(t, "")
	press(t, ctx, `none`, `html[lang=vi]`) // whatever the browser prefers
	press(t, ctx, `[data-do=search]`, `[data-do=letter]`)
	// The keyboard takes what comes once the screen has stood for a moment.
	press(t, ctx, `[data-do=letter][data-value=l]`, `.search-query:not([data-empty])`)
	run[bool](t, ctx, `for (const c of "am khai sinh") document.querySelector('[data-do=letter][data-value="' + c + '"]').click(); return true;`)
	found := press(t, ctx, `none`, `[data-do=service] .choice-title`)
	if found != "Đăng ký khai sinh" {
		t.Errorf("the first found is %q", found)
	}
	press(t, ctx, `[data-do=lang]`, `html[lang=en]`)
	if found := press(t, ctx, `none`, `[data-do=service] .choice-title`); found != "Registration of a birth" {
		t.Errorf("in English the first found is %q", found)
	}
}

func TestAClosedFieldSaysWhen(t *testing.T) {
	o := openOffice(t)
	ctx := o.visit(t, "")
	text := press(t, ctx, `[data-do=field][data-value=land]`, `.refused`)
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
		ctx := o.visit(t, "")
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(size[0], size[1])); err != nil {
			t.Fatal(err)
		}
		press(t, ctx, `none`, `[data-do=field]`)
		for _, screen := range []string{"start", "search", "large search", "large start", "services"} {
			switch screen {
			case "search":
				press(t, ctx, `[data-do=search]`, `[data-do=letter]`)
				press(t, ctx, `[data-do=letter][data-value=n]`, `[data-do=service]`)
			case "large search":
				press(t, ctx, `[data-do=large]`, `html[data-type=large]`)
			case "large start":
				press(t, ctx, `[data-do=home]`, `[data-do=field]`)
			case "services":
				press(t, ctx, `[data-do=field][data-value=civil]`, `[data-do=service]`)
			}
			bad := run[[]string](t, ctx, `
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
	ctx := o.visit(t, "")
	press(t, ctx, `[data-do=field][data-value=civil]`, `[data-do=service][data-value=birth]`)
	def, _ := o.centre.picture.Definition()
	changed := *def
	changed.Name = queue.Text{"vi": "Tên mới"}
	o.centre.do(t, queue.Configure{Centre: &changed})
	o.centre.do(t, queue.Issue{Ticket: "seen", Service: "birth"})
	run[bool](t, ctx, `
		for (;;) {
			const asked = performance.getEntriesByType("resource").filter((e) => e.name.endsWith("/definition"));
			await new Promise(requestAnimationFrame);
			if (asked.length > 1) return true;
		}`)
	press(t, ctx, `none`, `[data-value=birth] .choice-waiting[aria-label="Có 1 người đang chờ"]`)
	if name := press(t, ctx, `none`, `.band-centre`); name == "Tên mới" {
		t.Error("the page changed under the visitor")
	}
	run[bool](t, ctx, `
		for (;;) {
			if (document.querySelector(".band-centre").textContent === "Tên mới") return true;
			document.querySelector("[data-do=home]")?.click();
			await new Promise(requestAnimationFrame);
		}`)
}
