package metrics

import (
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"

	"moiso/internal/live"
	"moiso/internal/queue"
)

// Kinds of calls: the verbs that cause them.
const (
	kindCallNext = "call-next"
	kindCall     = "call"
	kindRecall   = "recall"
)

// Metrics are those of one server, in a registry of their own. All methods may
// be called concurrently.
type Metrics struct {
	// SeriesCentres is the number of centres above which services are not told
	// apart. Set before the first use; New gives 50.
	SeriesCentres int

	centres  Centres
	registry *prometheus.Registry
	series   *series

	shown   prometheus.Histogram
	commit  prometheus.Histogram
	records prometheus.Histogram
}

// Centres are the live pictures that the gauges are read from.
type Centres interface{ Centres() []*live.Centre }

// New makes the metrics of a server of the given version.
func New(centres Centres, version string) *Metrics {
	m := &Metrics{
		SeriesCentres: 50,
		centres:       centres,
		registry:      prometheus.NewRegistry(),
		series:        newSeries(),
		shown: newHistogram("moiso_callout_shown_seconds",
			"Time from the commit of a call-out to a hall display's receipt that it was painted.",
			.005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10),
		commit: newHistogram("moiso_journal_commit_seconds",
			"Time that one commit of the journal took, the disk's part included.",
			.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5),
		records: newHistogram("moiso_journal_batch_records",
			"Records that one commit of the journal made durable.",
			1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "moiso_build_info", Help: "The running program; the value is always 1.",
		ConstLabels: prometheus.Labels{"version": version, "goversion": runtime.Version()},
	})
	build.Set(1)
	m.registry.MustRegister(m.shown, m.commit, m.records, build, gauges{m},
		m.series.issued, m.series.calls, m.series.wait, m.series.service,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func newHistogram(name, help string, buckets ...float64) prometheus.Histogram {
	return prometheus.NewHistogram(histogramOpts(name, help, buckets))
}

// histogramOpts gives every histogram classic buckets and, to servers that ask
// for them, native ones that need no guess of what will be measured.
func histogramOpts(name, help string, buckets []float64) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{
		Name: name, Help: help, Buckets: buckets,
		NativeHistogramBucketFactor:     1.1,
		NativeHistogramMaxBucketNumber:  100,
		NativeHistogramMinResetDuration: time.Hour,
	}
}

// Commit counts events of the centre that have just become durable; events of
// a replay are not for it. It allocates only for what it has never seen.
func (m *Metrics) Commit(centre queue.CentreID, events []queue.Event) {
	for i := range events {
		switch f := events[i].Fact.(type) {
		case queue.TicketIssued:
			m.series.issuedOf(centre, f.Service, f.Class).Inc()
		case queue.TicketCalled:
			kind := kindCallNext
			if f.Why.Rule == queue.RuleOutOfTurn {
				kind = kindCall
			}
			m.series.callsOf(centre, kind).Inc()
			m.series.timesOf(centre, f.Service).wait.Observe(seconds(f.Waited))
		case queue.TicketRecalled:
			m.series.callsOf(centre, kindRecall).Inc()
		case queue.ServiceFinished:
			m.series.timesOf(centre, f.Service).service.Observe(seconds(f.Took))
		}
	}
}

func seconds(d queue.Instant) float64 { return float64(d) / 1000 }

// JournalCommit counts one commit of the journal.
func (m *Metrics) JournalCommit(records int, took time.Duration) {
	m.records.Observe(float64(records))
	m.commit.Observe(took.Seconds())
}

// Receipt counts a display's receipt for a call-out: how long after its commit
// a hall painted it. after is 0 when the commit's time is not known.
func (m *Metrics) Receipt(_ queue.CentreID, topic, kind string, after time.Duration) {
	if after > 0 && kind == "shown" && strings.HasPrefix(topic, "hall/") {
		m.shown.Observe(after.Seconds())
	}
}

// Gather collects what the handler serves; it is a prometheus.Gatherer.
func (m *Metrics) Gather() ([]*dto.MetricFamily, error) {
	centres := m.centres.Centres()
	m.series.merge(m.merged(len(centres)))
	for _, c := range centres {
		if def, _ := c.Definition(); def != nil {
			m.series.begin(def)
		}
	}
	return m.registry.Gather()
}

// merged tells whether services are not told apart with so many centres.
func (m *Metrics) merged(centres int) bool { return centres > m.SeriesCentres }

// Handler serves GET /metrics in the formats that Prometheus asks for.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m, promhttp.HandlerOpts{Registry: m.registry, EnableOpenMetrics: true})
}
