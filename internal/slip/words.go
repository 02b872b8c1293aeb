package slip

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// words are the package's own sentences in one language. A space that must not
// be broken at a line's end is U+00A0.
type words struct {
	priority string // %s: the class

	ahead  string
	nobody string
	person string
	people string // %d

	wait     string
	about    string // %d minutes
	atMost   string // %d minutes
	counters string

	issued string
	at     string // time layout

	follow string

	missed       string // after one call, at once
	missedAfter  string // %d seconds after one call
	missedCalls  string // %d calls, at once
	missedBoth   string // %d calls, %d seconds
	missedReturn string
	notReceipt   string
}

var languages = map[string]words{
	"vi": {
		priority:     "Ưu tiên: %s",
		ahead:        "Đang chờ trước ông/bà",
		nobody:       "không có ai",
		person:       "1\u00a0người",
		people:       "%d\u00a0người",
		wait:         "Thời gian chờ dự kiến",
		about:        "khoảng %d\u00a0phút",
		atMost:       "hầu hết không quá %d\u00a0phút",
		counters:     "Quầy phục vụ",
		issued:       "Lấy số lúc",
		at:           "15:04\u00a0ngày\u00a002/01/2006",
		follow:       "Theo dõi số của\u00a0ông/bà",
		missed:       "Vắng mặt khi được gọi thì qua lượt.",
		missedAfter:  "Vắng mặt quá %d\u00a0giây sau khi được gọi thì qua lượt.",
		missedCalls:  "Số được gọi %d\u00a0lần; vắng mặt thì qua lượt.",
		missedBoth:   "Số được gọi %d\u00a0lần; vắng mặt quá %d\u00a0giây sau lần gọi cuối thì qua lượt.",
		missedReturn: "Đã qua lượt, mời ông/bà báo bàn hướng dẫn để được đưa lại hàng\u00a0chờ.",
		notReceipt:   "Phiếu này không phải Giấy tiếp nhận hồ sơ và hẹn\u00a0trả\u00a0kết\u00a0quả.",
	},
	"en": {
		priority:     "Priority: %s",
		ahead:        "Waiting before you",
		nobody:       "nobody",
		person:       "1\u00a0person",
		people:       "%d\u00a0people",
		wait:         "Expected wait",
		about:        "about %d\u00a0min",
		atMost:       "most people no more than %d\u00a0min",
		counters:     "Counters",
		issued:       "Issued",
		at:           "15:04, 02/01/2006",
		follow:       "Follow your number",
		missed:       "If you are not there when called, your turn passes.",
		missedAfter:  "Your turn passes %d\u00a0seconds after the call.",
		missedCalls:  "Your number is called %d\u00a0times, then your turn passes.",
		missedBoth:   "Your number is called %d\u00a0times; your turn passes %d\u00a0seconds after the last call.",
		missedReturn: "Missed it? Please tell the help desk to rejoin the queue.",
		notReceipt:   "This slip is not a receipt for your application and gives no date for the result.",
	},
}

// language gives the slip's own language and its tag, Vietnamese when unknown.
func language(tag string) (words, string) {
	if w, ok := languages[tag]; ok {
		return w, tag
	}
	return languages["vi"], "vi"
}

func (w words) before(n int) string {
	switch n {
	case 0:
		return w.nobody
	case 1:
		return w.person
	}
	return fmt.Sprintf(w.people, n)
}

func (w words) time(t time.Time) string {
	return t.Format(w.at)
}

// missing is the rule for who is not there when called.
func (w words) missing(calls, seconds int) string {
	rule := w.missed
	switch {
	case calls > 1 && seconds > 0:
		rule = fmt.Sprintf(w.missedBoth, calls, seconds)
	case calls > 1:
		rule = fmt.Sprintf(w.missedCalls, calls)
	case seconds > 0:
		rule = fmt.Sprintf(w.missedAfter, seconds)
	}
	return rule + " " + w.missedReturn
}

// runs lists labels and draws three or more neighbours together: "1–4, 7".
func runs(labels []string) string {
	var parts []string
	for i := 0; i < len(labels); {
		last := i
		for last+1 < len(labels) && follows(labels[last], labels[last+1]) {
			last++
		}
		if last-i < 2 {
			parts = append(parts, labels[i])
			i++
			continue
		}
		parts = append(parts, labels[i]+"–"+labels[last])
		i = last + 1
	}
	return strings.Join(parts, ", ")
}

func follows(a, b string) bool {
	n, err := strconv.Atoi(a)
	return err == nil && strconv.Itoa(n+1) == b
}
