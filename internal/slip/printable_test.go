package slip

import (
	"io"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"as it is", "Chứng thực – 1.001193", "Chứng thực – 1.001193"},
		{"NFD", norm.NFD.String("Đất đai, Hộ tịch, ẰẮẲẴẶ ỀẾỂỄỆ"), "Đất đai, Hộ tịch, ẰẮẲẴẶ ỀẾỂỄỆ"},
		{"above U+FFFF", "Khai sinh 👶🏽 mới", "Khai sinh mới"},
		{"not in the font", "Hộ tịch 户籍 ✓", "Hộ tịch"},
		{"control characters", "A\x00\x1b[31mB\u202e\u200b\u00adC", "A[31mBC"},
		{"white space", " \tmột\r\n  hai\u2003ba ", "một hai ba"},
		{"space that must not break", "30\u00a0phút", "30\u00a0phút"},
		{"nothing but such a space", " \u00a0 ", ""},
		{"not UTF-8", "Sảnh \xff\xfeA", "Sảnh A"},
		{"a mark without a letter", "q\u0303\u0303 ̣", "q"},
		{"a mark freed by what is dropped", "e👶\u0302", "e"},
	} {
		if got := clean(test.in); string(got) != test.want {
			t.Errorf("%s: clean(%q) = %q, want %q", test.name, test.in, got, test.want)
		}
	}
}

// Whatever is typed or imported, a slip is drawn or refused; it never panics.
func FuzzSlip(f *testing.F) {
	f.Add("A012", "Chứng thực bản sao", followURL, 3, 20)
	f.Add("A\u0302", norm.NFD.String("Đất đai"), "", 0, 0)
	f.Add("👩‍👧", "👩‍👧\U0010ffff\ufffe\uffff", "\x00\xff", -1, -5)
	f.Add("()\\", "\\()<>&\"'\r\n čĊ", "ế", 1<<30, 1<<30)
	f.Add("W", "שלום \u202e مرحبا", " ", 1, 1)
	f.Fuzz(func(t *testing.T, number, words, url string, ahead, minutes int) {
		cleaned := clean(words)
		if again := clean(string(cleaned)); again != cleaned {
			t.Errorf("clean(%q) = %q, cleaned again %q", words, cleaned, again)
		}
		if !norm.NFC.IsNormalString(string(cleaned)) {
			t.Errorf("clean(%q) = %q is not NFC", words, cleaned)
		}
		if len(words) > 4096 {
			return
		}
		s := Slip{
			Lang: words, Centre: words, Hall: words, Number: number, Service: words, Class: words,
			Ahead: ahead, WaitP50: minutes, WaitP90: minutes + 1, IssuedAt: time.Unix(0, 0).UTC(),
			Counters: []string{words, number}, FollowURL: url, MissCalls: minutes, MissSeconds: ahead,
			Notice: words, StyleURL: url,
		}
		if s.check() != nil {
			return
		}
		if err := s.PDF(io.Discard); err != nil {
			t.Error(err)
		}
		if err := s.HTML(io.Discard); err != nil {
			t.Error(err)
		}
	})
}
