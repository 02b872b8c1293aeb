package event_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"testing"

	"moiso/internal/event"
	"moiso/internal/queue"
)

// samples is one event of every fact type, no field left at zero.
func samples() []queue.Event {
	text := func(vi, en string) queue.Text { return queue.Text{"vi": vi, "en": en} }
	facts := []queue.Fact{
		queue.TicketIssued{Ticket: "Zk3x9", Number: "A012", Series: "a", Index: 12, Service: "khai-sinh", Class: "elderly",
			Kiosk: "k1", Dossier: "H01.12-260302-0007", Then: []queue.ServiceID{"chung-thuc", "tra-ket-qua"}},
		queue.TicketCalled{Ticket: "Zk3x9", Counter: "q3", Service: "khai-sinh", Class: "elderly", Waited: 754_321,
			Why: queue.Why{Rule: "promise-share", Reason: "Người khuyết tật", Winner: queue.Candidate{Number: "A012", Waited: 754, Promise: 600},
				Over: &queue.Candidate{Number: "B004", Waited: 900, Promise: 1800}, Waiting: 17}},
		queue.TicketRecalled{Ticket: "Zk3x9", Counter: "q3", Times: 2},
		queue.ServiceStarted{Ticket: "Zk3x9", Counter: "q3"},
		queue.ServiceFinished{Ticket: "Zk3x9", Counter: "q3", Service: "khai-sinh", Took: 421_000, Next: "chung-thuc"},
		queue.TicketMissed{Ticket: "Zk3x9", Counter: "q3"},
		queue.TicketParked{Ticket: "Zk3x9", Counter: "q3"},
		queue.TicketResumed{Ticket: "Zk3x9", Counter: "q3"},
		queue.TicketReinstated{Ticket: "Zk3x9", Counter: "q3", Ref: 1_772_411_400_123},
		queue.TicketTransferred{Ticket: "Zk3x9", Counter: "q3", Service: "dat-dai", To: "q7"},
		queue.TicketCancelled{Ticket: "Zk3x9"},
		queue.TicketExpired{Ticket: "Zk3x9"},
		queue.StepUndone{Ticket: "Zk3x9", Counter: "q3", Step: "finish", Back: queue.Serving},
		queue.CounterOpened{Counter: "q3"},
		queue.CounterPaused{Counter: "q3", Reason: "Họp giao ban"},
		queue.CounterClosed{Counter: "q3"},
		queue.CounterReprofiled{Counter: "q3", Services: []queue.ServiceID{"khai-sinh", "chung-thuc"}},
		queue.DayOpened{Day: 2026_03_02},
		queue.DayClosed{Day: 2026_03_02, Expired: 4, Carried: 1},
		queue.CentreConfigured{Version: 3, Centre: &queue.Centre{
			ID: "ba-dinh", Name: text("Trung tâm Ba Đình", "Ba Dinh centre"), Zone: "Asia/Ho_Chi_Minh",
			Halls:  []queue.Hall{{ID: "h1", Name: text("Sảnh 1", "Hall 1")}},
			Fields: []queue.Field{{ID: "ho-tich", Name: text("Hộ tịch", "Civil status"), Calendar: "gio"}},
			Series: []queue.Series{{ID: "a", Prefix: "A", Digits: 3, Start: 1, End: 999, Step: 1}},
			Services: []queue.Service{{ID: "khai-sinh", Code: "1.001193", Name: text("Đăng ký khai sinh", "Birth registration"),
				Field: "ho-tich", Series: "a", Minutes: 10, Quota: 80, Promises: map[queue.ClassID]int{"elderly": 5},
				Words: []string{"giấy khai sinh"}, Papers: []queue.Text{text("Giấy chứng sinh", "Birth certificate from the hospital")},
				WarnAt: "16:00", Warning: text("Có thể phải trở lại ngày mai", "You may have to come back tomorrow")}},
			Classes: []queue.Class{{ID: "elderly", Name: text("Người cao tuổi", "Elderly"), Promise: 10, Notice: true}},
			Counters: []queue.Counter{{ID: "q3", Name: text("Quầy 3", "Counter 3"), Label: "3", Hall: "h1",
				Services: []queue.ServiceID{"khai-sinh"}, Direction: "left"}},
			Calendars: []queue.Calendar{{ID: "gio", Name: text("Giờ hành chính", "Office hours"),
				Week: map[string][]queue.Session{"mon": {{From: "07:30", To: "11:30", Last: "11:15"}}},
				Days: map[string][]queue.Session{"2026-03-07": {{From: "08:00", To: "11:00", Last: "10:45"}}}}},
			Kiosks: []queue.Kiosk{{ID: "k1", Name: text("Máy 1", "Kiosk 1"), Hall: "h1", Fields: []queue.FieldID{"ho-tich"}}},
			Rules: queue.Rules{MissCalls: 3, MissSeconds: 30, ReinstateCredit: 50, DayEnd: "carry", AutoCall: true,
				AutoStartSeconds: 20, AutoFinish: true},
			Ticker: []queue.Text{text("Mời quý vị lấy số", "Please take a ticket")},
			Notice: text("Xin cảm ơn <3 & hẹn gặp lại", "Thank you"),
		}},
	}
	events := make([]queue.Event, len(facts))
	for i, f := range facts {
		events[i] = queue.Event{At: 1_772_411_400_123 + queue.Instant(i), Command: "01JNB6", Digest: 0xfedc_ba98_7654_3210,
			Actor: "officer", Fact: f}
	}
	return events
}

func TestSamplesCoverEveryFact(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../queue/event.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "fact" {
			declared = append(declared, f.Recv.List[0].Type.(*ast.Ident).Name)
		}
	}
	var covered []string
	words := map[string]bool{}
	for _, e := range samples() {
		covered = append(covered, reflect.TypeOf(e.Fact).Name())
		words[event.Kind(e.Fact)] = true
	}
	slices.Sort(declared)
	slices.Sort(covered)
	if !slices.Equal(declared, covered) {
		t.Errorf("facts of package queue %v\nfacts with a sample %v", declared, covered)
	}
	if len(words) != len(covered) {
		t.Errorf("%d words for %d facts: %v", len(words), len(covered), words)
	}
}

// A field that the codec forgets comes back as zero; so no sample may have one.
func TestSamplesLeaveNoFieldAtZero(t *testing.T) {
	for _, e := range samples() {
		noZero(t, event.Kind(e.Fact), reflect.ValueOf(e))
	}
}

func noZero(t *testing.T, path string, v reflect.Value) {
	if v.IsZero() {
		t.Errorf("%s is zero", path)
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		noZero(t, path, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			noZero(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			noZero(t, path+"[]", v.Index(i))
		}
	}
}
