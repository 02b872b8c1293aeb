package metrics

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"moiso/internal/queue"
)

// series are the vectors that are labelled by centre, with the handles that
// were resolved already: finding one again costs no allocation.
type series struct {
	issued  *prometheus.CounterVec
	calls   *prometheus.CounterVec
	wait    *prometheus.HistogramVec
	service *prometheus.HistogramVec

	mu       sync.RWMutex
	merged   bool // services are not told apart
	byIssued map[issuedKey]prometheus.Counter
	byCalls  map[callsKey]prometheus.Counter
	byTimes  map[timesKey]times
}

type issuedKey struct {
	centre  queue.CentreID
	service queue.ServiceID
	class   queue.ClassID
}

type callsKey struct {
	centre queue.CentreID
	kind   string
}

type timesKey struct {
	centre  queue.CentreID
	service queue.ServiceID
}

// times are the histograms of one service.
type times struct{ wait, service prometheus.Observer }

func newSeries() *series {
	const minute = 60
	s := &series{
		issued: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "moiso_tickets_issued_total", Help: "Tickets issued.",
		}, []string{"centre", "service", "class"}),
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "moiso_calls_total",
			Help: "Call-outs by what caused them: call-next (the discipline's pick), call (out of turn), recall (repeated).",
		}, []string{"centre", "kind"}),
		wait: prometheus.NewHistogramVec(histogramOpts("moiso_wait_seconds",
			"Time that tickets waited until they were called.",
			[]float64{30, 1 * minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 20 * minute, 30 * minute,
				45 * minute, 60 * minute, 90 * minute, 120 * minute, 180 * minute}), []string{"centre", "service"}),
		service: prometheus.NewHistogramVec(histogramOpts("moiso_service_seconds",
			"Time that tickets were served at a counter.",
			[]float64{30, 1 * minute, 2 * minute, 3 * minute, 5 * minute, 8 * minute, 10 * minute, 15 * minute,
				20 * minute, 30 * minute, 45 * minute, 60 * minute}), []string{"centre", "service"}),
	}
	s.forget()
	return s
}

// forget drops the handles, not what they counted.
func (s *series) forget() {
	s.byIssued = map[issuedKey]prometheus.Counter{}
	s.byCalls = map[callsKey]prometheus.Counter{}
	s.byTimes = map[timesKey]times{}
}

// merge chooses whether services are told apart. A change begins every series
// of a service anew, as a restart would.
func (s *series) merge(merged bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.merged == merged {
		return
	}
	s.merged = merged
	s.forget()
	s.issued.Reset()
	s.wait.Reset()
	s.service.Reset()
}

// label is the service's; empty when services are not told apart. The caller
// holds mu.
func (s *series) label(service queue.ServiceID) string {
	if s.merged {
		return ""
	}
	return string(service)
}

func (s *series) issuedOf(centre queue.CentreID, service queue.ServiceID, class queue.ClassID) prometheus.Counter {
	key := issuedKey{centre, service, class}
	s.mu.RLock()
	c, ok := s.byIssued[key]
	s.mu.RUnlock()
	if ok {
		return c
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c = s.issued.WithLabelValues(string(centre), s.label(service), string(class))
	s.byIssued[key] = c
	return c
}

func (s *series) callsOf(centre queue.CentreID, kind string) prometheus.Counter {
	key := callsKey{centre, kind}
	s.mu.RLock()
	c, ok := s.byCalls[key]
	s.mu.RUnlock()
	if ok {
		return c
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c = s.calls.WithLabelValues(string(centre), kind)
	s.byCalls[key] = c
	return c
}

func (s *series) timesOf(centre queue.CentreID, service queue.ServiceID) times {
	key := timesKey{centre, service}
	s.mu.RLock()
	t, ok := s.byTimes[key]
	s.mu.RUnlock()
	if ok {
		return t
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	label := s.label(service)
	t = times{wait: s.wait.WithLabelValues(string(centre), label), service: s.service.WithLabelValues(string(centre), label)}
	s.byTimes[key] = t
	return t
}

// begin makes every series that the definition allows, at zero where nothing
// was counted yet: a rate over a series that appears out of nothing misses its
// first count.
func (s *series) begin(def *queue.Centre) {
	for _, kind := range []string{kindCallNext, kindCall, kindRecall} {
		s.callsOf(def.ID, kind)
	}
	for i := range def.Services {
		id := def.Services[i].ID
		s.timesOf(def.ID, id)
		for j := range def.Classes {
			s.issuedOf(def.ID, id, def.Classes[j].ID)
		}
	}
}
