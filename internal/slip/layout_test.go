package slip

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// printed gives all that a slip says, line by line.
func printed(t *testing.T, s Slip) []string {
	t.Helper()
	sheet, err := s.layout()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, text := range sheet.texts {
		lines = append(lines, strings.ReplaceAll(string(text.Run), "\u00a0", " "))
	}
	return lines
}

func TestSlipSaysEverything(t *testing.T) {
	got := printed(t, sample())
	want := []string{
		"Trung tâm Phục vụ hành", "chính công tỉnh Quảng Ninh",
		"Sảnh A",
		"A012",
		"Chứng thực bản sao từ bản chính",
		"Theo dõi số", "của ông/bà",
		"Đang chờ trước ông/bà", "6 người",
		"Thời gian chờ dự kiến", "khoảng 20 phút", "hầu hết không quá 35 phút",
		"1–3, 5", "Quầy phục vụ",
		"09:41 ngày 05/10/2026", "Lấy số lúc",
		"Số được gọi 3 lần; vắng mặt quá 30 giây sau lần gọi",
		"cuối thì qua lượt. Đã qua lượt, mời ông/bà báo bàn",
		"hướng dẫn để được đưa lại hàng chờ.",
		"Phiếu này không phải Giấy tiếp nhận hồ sơ và", "hẹn trả kết quả.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("printed\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSlipInEnglish(t *testing.T) {
	s := sample()
	s.Lang, s.Ahead, s.Class = "en", 1, "Older person"
	all := strings.Join(printed(t, s), " ")
	for _, want := range []string{
		"Priority: Older person", "Waiting before you 1 person", "about 20 min", "no more than 35 min",
		"09:41, 05/10/2026", "Follow your number", "called 3 times", "not a receipt",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in %q", want, all)
		}
	}
}

func TestSlipLeavesOutWhatItDoesNotKnow(t *testing.T) {
	bare := Slip{Number: "B7", Service: "Khai sinh", IssuedAt: sample().IssuedAt}
	all := strings.Join(printed(t, bare), " ")
	for _, absent := range []string{"Thời gian chờ", "hầu hết", "Quầy", "Theo dõi", "Ưu tiên"} {
		if strings.Contains(all, absent) {
			t.Errorf("%q in %q", absent, all)
		}
	}
	if want := "không có ai"; !strings.Contains(all, want) {
		t.Errorf("%q is missing in %q", want, all)
	}
}

// Long words wrap and shrink; nothing leaves the 72 mm that the head reaches,
// and no line runs into another or into a bar.
func TestNothingIsCutOrOverlaps(t *testing.T) {
	endless := crowded()
	endless.Service = strings.Repeat("Đăngkýquyềnsửdụngđất", 40)
	endless.Hall = strings.Repeat("ẰẮẲẴẶ ỀẾỂỄỆ ", 30)
	endless.Number = "ẶẶ1234567890"
	for name, s := range map[string]Slip{"sample": sample(), "crowded": crowded(), "endless": endless} {
		t.Run(name, func(t *testing.T) {
			sheet, err := s.layout()
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range sheet.texts {
				if text.X < left || text.X+text.Width > right {
					t.Errorf("%q reaches from %d to %d, the paper from %d to %d", text.Run, text.X, text.X+text.Width, left, right)
				}
				if text.Width > text.Natural {
					t.Errorf("%q is stretched", text.Run)
				}
				if bottom := text.Baseline + text.Size*descent/perSize; bottom > sheet.height {
					t.Errorf("%q ends at %d, the sheet at %d", text.Run, bottom, sheet.height)
				}
			}
			for i, a := range sheet.texts {
				for _, b := range sheet.texts[i+1:] {
					if overlap(a, b) {
						t.Errorf("%q runs into %q", a.Run, b.Run)
					}
				}
				for _, r := range sheet.rects {
					if top, bottom := span(a); a.X < r.x+r.w && r.x < a.X+a.Width && top < r.y+r.h && r.y < bottom {
						t.Errorf("%q runs into %v", a.Run, r)
					}
				}
			}
		})
	}
}

// span is where a line may have ink.
func span(t text) (top, bottom int) {
	if t.Size > numberHeight {
		above, below := ink(t.Run, t.Face, t.Size)
		return t.Baseline - numberHeight - above, t.Baseline + below
	}
	return t.Baseline - t.Size*ascent/perSize, t.Baseline + t.Size*descent/perSize
}

func overlap(a, b text) bool {
	atop, abottom := span(a)
	btop, bbottom := span(b)
	return a.X < b.X+b.Width && b.X < a.X+a.Width && atop < bbottom && btop < abottom
}

func TestLongServiceTakesThreeLines(t *testing.T) {
	for _, service := range []string{
		crowded().Service,
		"Cấp Giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
		"Xác nhận thông tin hộ tịch và cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh cho công dân Việt Nam cư trú ở trong nước và người nước ngoài",
	} {
		if n := utf8.RuneCountInString(service); n < 79 {
			t.Fatalf("%q has %d characters", service, n)
		}
		s := sample()
		s.Service = service
		lines := printed(t, s)
		first := slices.Index(lines, "A012") + 1
		last := slices.Index(lines, "Theo dõi số")
		if got := strings.Join(lines[first:last], " "); got != service {
			t.Errorf("printed %q, want %q", got, service)
		}
		if last-first > 3 {
			t.Errorf("%q takes %d lines", service, last-first)
		}
	}
}

func TestOrdinarySlipWastesNoPaper(t *testing.T) {
	sheet, err := sample().layout()
	if err != nil {
		t.Fatal(err)
	}
	if limit := 120 * perMillimetre; sheet.height > limit {
		t.Errorf("%d dots long, more than %d", sheet.height, limit)
	}
}

func TestMissingRule(t *testing.T) {
	for _, test := range []struct {
		lang           string
		calls, seconds int
		want           string
	}{
		{"vi", 0, 0, "Vắng mặt khi được gọi thì qua lượt."},
		{"vi", 1, 45, "Vắng mặt quá 45 giây sau khi được gọi thì qua lượt."},
		{"vi", 2, 0, "Số được gọi 2 lần; vắng mặt thì qua lượt."},
		{"vi", 3, 30, "Số được gọi 3 lần; vắng mặt quá 30 giây sau lần gọi cuối thì qua lượt."},
		{"en", 3, 30, "Your number is called 3 times; your turn passes 30 seconds after the last call."},
		{"fr", 2, 0, "Số được gọi 2 lần; vắng mặt thì qua lượt."},
	} {
		w, _ := language(test.lang)
		got := strings.ReplaceAll(w.missing(test.calls, test.seconds), "\u00a0", " ")
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%s %d×, %d s: %q, want %q", test.lang, test.calls, test.seconds, got, test.want)
		}
	}
}

func TestRuns(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"3", "3"},
		{"1 2", "1, 2"},
		{"1 2 3", "1–3"},
		{"1 2 3 5 7 8 9 10", "1–3, 5, 7–10"},
		{"A B 4 6", "A, B, 4, 6"},
		{"9 01 02 03", "9, 01, 02, 03"},
	} {
		if got := runs(strings.Fields(test.in)); got != test.want {
			t.Errorf("runs(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}
