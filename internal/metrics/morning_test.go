package metrics

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"moiso/internal/live"
	"moiso/internal/queue"
)

// site is a centre at which tests make things happen.
type site struct {
	t       *testing.T
	metrics *Metrics
	state   *queue.State // decides
	centre  *live.Centre // shows
	now     time.Time
}

// begin makes the site; what came before, its definition and the open day, is
// history that the metrics have not seen.
func begin(t *testing.T, def *queue.Centre) *site {
	t.Helper()
	s := &site{t: t, state: queue.New(), now: time.Now().Add(-time.Hour)}
	picture := queue.New()
	for _, do := range []queue.Action{queue.Configure{Centre: def}, queue.OpenDay{}} {
		for _, e := range s.decide(do) {
			if err := picture.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.centre = live.New(def.ID, "epoch", picture, func() time.Time { return s.now }, slog.New(slog.DiscardHandler))
	return s
}

func (s *site) decide(do queue.Action) []queue.Event {
	s.t.Helper()
	d, err := s.state.Decide(queue.Command{At: queue.InstantOf(s.now), Actor: "test", Do: do})
	if err != nil {
		s.t.Fatalf("%T: %v", do, err)
	}
	for _, e := range d.Events {
		if err := s.state.Apply(e); err != nil {
			s.t.Fatal(err)
		}
	}
	return d.Events
}

// do makes one thing happen and tells everybody, as a server does.
func (s *site) do(do queue.Action) {
	s.t.Helper()
	events := s.decide(do)
	if err := s.centre.Commit(events); err != nil {
		s.t.Fatal(err)
	}
	s.metrics.Commit(s.centre.ID(), events)
}

// after lets time pass.
func (s *site) after(d time.Duration) { s.now = s.now.Add(d) }

// sites are the centres of a server.
type sites []*live.Centre

func (s sites) Centres() []*live.Centre { return s }

// serve gives one site the metrics of a server of its own.
func serve(t *testing.T) *site {
	t.Helper()
	s := begin(t, ward("ward"))
	s.metrics = New(sites{s.centre}, "1.2.3")
	return s
}

// ward has two services, two classes and three counters.
func ward(id queue.CentreID) *queue.Centre {
	text := func(s string) queue.Text { return queue.Text{"vi": s} }
	services := []queue.ServiceID{"copies", "births"}
	return &queue.Centre{
		ID: id, Name: text("Phường"),
		Halls:  []queue.Hall{{ID: "hall", Name: text("Sảnh")}},
		Fields: []queue.Field{{ID: "field", Name: text("Hộ tịch")}},
		Series: []queue.Series{{ID: "a", Prefix: "A"}},
		Services: []queue.Service{
			{ID: "copies", Name: text("Sao y"), Field: "field", Series: "a"},
			{ID: "births", Name: text("Khai sinh"), Field: "field", Series: "a"},
		},
		Classes: []queue.Class{
			{ID: "ordinary", Name: text("Thông thường"), Promise: 30},
			{ID: "elderly", Name: text("Người cao tuổi"), Promise: 15},
		},
		Counters: []queue.Counter{
			{ID: "q1", Name: text("Quầy 1"), Hall: "hall", Services: services},
			{ID: "q2", Name: text("Quầy 2"), Hall: "hall", Services: services},
			{ID: "q3", Name: text("Quầy 3"), Hall: "hall", Services: services},
		},
	}
}

// secretTicket and secretNumber are what no label may tell.
const (
	secretTicket = "ticket-2f9c"
	secretNumber = "A001"
)

// morning: three tickets come; one is called after two minutes and served for
// five, another called out of turn, called again and missed; one still waits,
// 40 minutes old, when a counter has closed for a break.
func (s *site) morning() {
	s.t.Helper()
	s.do(queue.Open{Counter: "q1"})
	s.do(queue.Open{Counter: "q2"})
	s.do(queue.Issue{Ticket: secretTicket, Service: "copies"})
	s.do(queue.Issue{Ticket: "ticket-7d1e", Service: "copies", Class: "elderly"})
	s.after(2 * time.Minute)
	s.do(queue.CallNext{Counter: "q1"})
	s.do(queue.Start{Counter: "q1"})
	s.after(5 * time.Minute)
	s.do(queue.Finish{Counter: "q1"})
	s.do(queue.Call{Counter: "q2", Ticket: secretTicket, Reason: "đi cùng người nhà"})
	s.do(queue.Recall{Counter: "q2"})
	s.do(queue.Miss{Counter: "q2"})
	s.after(13 * time.Minute)
	s.do(queue.Issue{Ticket: "ticket-44ab", Service: "births"})
	s.after(40 * time.Minute)
	s.do(queue.Pause{Counter: "q2", Reason: "nghỉ"})
}

// scrape reads what the handler serves, as text.
func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	body, err := io.ReadAll(w.Result().Body)
	if err != nil || w.Code != 200 {
		t.Fatalf("status %d, %v: %s", w.Code, err, body)
	}
	return string(body)
}

// values reads every series by name and labels in alphabetical order,
// name{a="b"}; of histograms, the count as name_count and the sum as name_sum.
func values(t *testing.T, m *Metrics) map[string]float64 {
	t.Helper()
	families, err := m.Gather()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, f := range families {
		for _, series := range f.GetMetric() {
			var labels []string
			for _, l := range series.GetLabel() {
				labels = append(labels, l.GetName()+`="`+l.GetValue()+`"`)
			}
			tail := ""
			if len(labels) > 0 {
				tail = "{" + strings.Join(labels, ",") + "}"
			}
			if h := series.GetHistogram(); h != nil {
				out[f.GetName()+"_count"+tail] = float64(h.GetSampleCount())
				out[f.GetName()+"_sum"+tail] = h.GetSampleSum()
				continue
			}
			out[f.GetName()+tail] = series.GetCounter().GetValue() + series.GetGauge().GetValue()
		}
	}
	return out
}
