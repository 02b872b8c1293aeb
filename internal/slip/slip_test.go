package slip

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
	"time"
)

const followURL = "https://laysohcc.quangninh.gov.vn/t/k7Qm2xV9bT4nLw8RzY3cHd"

// sample is an ordinary morning's slip.
func sample() Slip {
	return Slip{
		Lang:        "vi",
		Centre:      "Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh",
		Hall:        "Sảnh A",
		Number:      "A012",
		Service:     "Chứng thực bản sao từ bản chính",
		Ahead:       6,
		WaitP50:     20,
		WaitP90:     35,
		IssuedAt:    time.Date(2026, 10, 5, 9, 41, 7, 0, time.FixedZone("ICT", 7*3600)),
		Counters:    []string{"1", "2", "3", "5"},
		FollowURL:   followURL,
		MissCalls:   3,
		MissSeconds: 30,
		StyleURL:    "/assets/7f3a/lib/slip.css",
	}
}

// crowded is a slip on which everything is as long as it gets.
func crowded() Slip {
	s := sample()
	s.Centre = "Điểm tiếp nhận hồ sơ và trả kết quả – Trung tâm Phục vụ hành chính công phường Hạ Long, tỉnh Quảng Ninh"
	s.Hall = "Sảnh chờ tầng 2 – khu Đất đai và Đăng ký kinh doanh"
	s.Number = "A1000"
	s.Service = "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu đối với hộ gia đình, cá nhân"
	s.Class = "Người có công với cách mạng"
	s.Ahead = 128
	s.WaitP50, s.WaitP90 = 120, 185
	s.Counters = []string{"1", "2", "3", "5", "7", "9", "11", "12", "13", "14", "18", "20", "22"}
	s.Notice = "Giờ làm việc: 7:30–11:30 và 13:30–17:00, thứ Hai đến thứ Sáu. Đường dây nóng: 1900 1234."
	return s
}

func pdf(t testing.TB, s Slip) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := s.PDF(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func html(t testing.TB, s Slip) string {
	t.Helper()
	var out strings.Builder
	if err := s.HTML(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSameSlipSameBytes(t *testing.T) {
	wantPDF, wantHTML := pdf(t, sample()), html(t, sample())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if !bytes.Equal(pdf(t, sample()), wantPDF) {
				t.Error("another PDF from the same slip")
			}
			if html(t, sample()) != wantHTML {
				t.Error("another page from the same slip")
			}
		})
	}
	wg.Wait()

	later := sample()
	later.IssuedAt = later.IssuedAt.Add(time.Minute)
	if bytes.Equal(pdf(t, later), wantPDF) {
		t.Error("a slip of another minute has the same bytes")
	}
}

func TestErrorsNameTheFieldAndTheWayOut(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*Slip)
		want  []string
	}{
		"no number":        {func(s *Slip) { s.Number = "" }, []string{"Number", "A012"}},
		"invisible number": {func(s *Slip) { s.Number = " \u00a0\u200b" }, []string{"Number", "A012"}},
		"no time":          {func(s *Slip) { s.IssuedAt = time.Time{} }, []string{"IssuedAt", "zone"}},
		"people below 0":   {func(s *Slip) { s.Ahead = -1 }, []string{"Ahead", "-1", "0 or more"}},
		"long address":     {func(s *Slip) { s.FollowURL = strings.Repeat("x", 201) }, []string{"FollowURL", "201", "shorten"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := sample()
			test.spoil(&s)
			for _, err := range []error{s.PDF(io.Discard), s.HTML(io.Discard)} {
				if err == nil {
					t.Fatal("no error")
				}
				for _, word := range test.want {
					if !strings.Contains(err.Error(), word) {
						t.Errorf("%q does not say %q", err, word)
					}
				}
			}
		})
	}
}

func BenchmarkPDF(b *testing.B) {
	s := sample()
	b.ReportAllocs()
	for b.Loop() {
		if err := s.PDF(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	s := sample()
	b.ReportAllocs()
	for b.Loop() {
		if err := s.HTML(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLayout(b *testing.B) {
	s := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.layout(); err != nil {
			b.Fatal(err)
		}
	}
}
