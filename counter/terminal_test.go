package counter_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"moiso/internal/browsertest"
	"moiso/internal/livetest"
	"moiso/internal/queue"
)

func TestAMorningOnTheKeys(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an", "binh", "chi")
	s := terminal(t, c, nil)
	s.Press(kb.F2)
	s.shows("called", "A001", "Đã gọi số A001")
	s.Press(kb.F3)
	s.shows("called", "A001", "Đã gọi lại số A001")
	s.Press(kb.F4)
	s.shows("serving", "A001", "Bắt đầu phục vụ số A001")
	s.Press(kb.F9)
	s.shows("free", "", "Đã tạm giữ số A001")
	s.Press(kb.F10)
	s.shows("serving", "A001", "Đã hoàn tác")
	s.Press(kb.F6)
	s.shows("free", "", "Đã hoàn tất số A001")
	if scrolls := do[bool](s, `document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth`); scrolls {
		t.Error("the page scrolls")
	}
}

func TestMissAsksOnceAndIsAnsweredOnItsKey(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an")
	c.Must(t, queue.Open{Counter: "q1"})
	c.Must(t, queue.CallNext{Counter: "q1"})
	s := terminal(t, c, nil)
	s.Press(kb.F7)
	s.shows("called", "A001", "Bấm F7 lần nữa")
	s.Press(kb.Escape)
	s.Until(`document.getElementById("notice").textContent.trim() === ""`)
	do[int](s, `Date.now = ((now) => () => now)(Date.now()), 0`)
	s.Press(kb.F7, kb.F7) // the key bounces: that is no answer
	s.shows("called", "A001", "Bấm F7 lần nữa")
	do[int](s, `Date.now = ((now) => () => now + 1000)(Date.now()), 0`)
	s.Press(kb.F7)
	s.shows("free", "", "Đã ghi vắng mặt số A001")
}

func TestCallingByNumberNeedsAReason(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an", "binh", "chi")
	s := terminal(t, c, nil)
	do[any](s, `document.querySelector("[data-action=call]").click()`)
	s.Press("a003")
	s.enter() // picks it
	s.enter() // sends
	s.Until(`document.querySelector("#call-dialog .wrong").textContent === "Vui lòng chọn hoặc ghi lý do."`)
	s.Press("1")
	s.enter()
	s.shows("called", "A003", "Đã gọi số A003")
	s.Until(`document.getElementById("because").textContent.includes("Khách quay lại sau khi bổ sung giấy tờ")`)
}

func TestTransferFindsAServiceWithoutMarks(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an")
	s := terminal(t, c, nil)
	s.Press(kb.F2)
	s.shows("called", "A001", "A001")
	s.Press(kb.F8)
	s.Press("dat dai")
	s.enter()
	s.Until(`document.getElementById("transfer-sum").textContent.includes("Đăng ký đất đai")`)
	s.Press(kb.F8) // the key that asked answers
	s.shows("free", "", "Đã chuyển số A001")
	if ticket, _ := c.Live.Ticket("an"); ticket.Service != "deed" {
		t.Errorf("transferred to %s", ticket.Service)
	}
}

func TestWhatTheStateForbidsSaysWhy(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	s := terminal(t, c, nil)
	s.Press(kb.F6)
	s.shows("free", "", "Quầy chưa có khách")
	if why := do[string](s, `document.querySelector("[data-action=park]").title`); why == "" {
		t.Error("park is greyed without a reason")
	}
}

// What the screen shows comes from the feed: also what another machine did.
func TestTwoOfficersAtOneCounter(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an")
	s := terminal(t, c, nil)
	c.Must(t, queue.CallNext{Counter: "q1"})
	s.shows("called", "A001", "từ máy khác")
}

func TestARefusalOfTheServerIsSaidInPlace(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	s := terminal(t, c, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/call-next") {
				c.Must(t, queue.Close{Counter: "q1"}) // just before the press arrives
			}
			next.ServeHTTP(w, r)
		})
	})
	c.Issue(t, "birth", "an")
	s.Press(kb.F2)
	s.Until(`document.getElementById("refused").textContent.includes("Quầy 1 đang ở trạng thái “đã đóng”")`)
}

func TestOnePressOverACutLineIsOneCall(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an", "binh")
	var asked atomic.Int32
	s := terminal(t, c, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/call-next") && asked.Add(1) == 1 {
				next.ServeHTTP(httptest.NewRecorder(), r) // it happens, and nobody is told
				panic(http.ErrAbortHandler)
			}
			next.ServeHTTP(w, r)
		})
	})
	s.Press(kb.F2)
	s.shows("called", "A001", "Đã gọi số A001")
	if n := asked.Load(); n < 2 {
		t.Errorf("asked %d times: the line was not cut", n)
	}
	if waiting, _ := c.Live.Waiting(""); len(waiting) != 1 {
		t.Errorf("%d wait, want 1", len(waiting))
	}
}

func TestKeysCanBeChangedAndTurnedOff(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an")
	s := terminal(t, c, nil)
	do[any](s, `document.getElementById("settings").click()`)
	do[any](s, `document.querySelector("[data-binding=callNext]").click()`)
	s.Press("k")
	s.Until(`document.querySelector("[data-binding=callNext] kbd").textContent === "K"`)
	do[any](s, `document.getElementById("keys-on").click()`)
	s.Until(`document.querySelector("#main kbd").hidden`)
	do[any](s, `document.getElementById("settings-dialog").close()`)
	if taken := !do[bool](s, `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "k", bubbles: true, cancelable: true}))`); taken {
		t.Error("a key works although keys are off")
	}
	do[any](s, `document.getElementById("keys-on").click()`)
	do[any](s, `document.activeElement.blur()`)
	s.Press("k")
	s.shows("called", "A001", "Đã gọi số A001")
}

func TestWhatTheCounterTakesIsChangedFromTheSettings(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an")
	c.Issue(t, "deed", "binh")
	s := terminal(t, c, nil)
	s.Until(`document.getElementById("waiting-count").textContent === "2"`)
	s.Click("#settings")
	s.Click("#profile")
	s.Until(`document.getElementById("profile-dialog").open && !document.getElementById("settings-dialog").open`)
	s.Press("khai sinh")
	s.Until(`document.querySelectorAll("#profile-list fieldset:not([hidden]) label[data-words]:not([hidden])").length === 1`)
	s.Click(`#profile-list input[value=birth]`)
	s.Click("#profile-dialog [type=submit]")
	s.shows("free", "", "Đã đổi thủ tục mà Quầy 1 tiếp nhận")
	s.Until(`document.getElementById("waiting-count").textContent === "1"`)
	if k, _ := c.Live.Counter("q1"); slices.Contains(k.Services, "birth") || !slices.Contains(k.Services, "deed") {
		t.Errorf("the counter takes %v", k.Services)
	}
	// Nothing at all is no profile.
	s.Click("#settings")
	s.Click("#profile")
	do[any](s, `for (const box of document.querySelectorAll("#profile-list input[name=service]")) if (box.checked) box.click()`)
	s.Click("#profile-dialog [type=submit]")
	s.Until(`document.querySelector("#profile-dialog .wrong").textContent.includes("ít nhất một thủ tục")`)
	s.Click("#profile-morning")
	s.Click("#profile-dialog [type=submit]")
	s.Until(`document.getElementById("waiting-count").textContent === "2"`)
}

// Waits are counted by the server's time, whatever the officer's machine says.
func TestTheClockIsTheServers(t *testing.T) {
	c := livetest.OpenAt(t, time.Now)
	c.Issue(t, "birth", "an", "binh")
	c.Must(t, queue.Open{Counter: "q1"})
	url := house(t, c).Serve(t).URL
	tab := browsertest.Open(t, 1366, 768, url+"/counter/demo/none")
	tab.Before(`Date.now = ((own) => () => own() + 5 * 3600 * 1000)(Date.now);`)
	tab.Do(chromedp.Navigate(url + "/counter/demo/q1?lang=vi"))
	tab.Until(`document.querySelector(".row-time").textContent === "<1/30 phút"`)
}
