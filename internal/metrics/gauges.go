package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"moiso/internal/live"
	"moiso/internal/queue"
)

// gauges reads the live pictures at each scrape.
type gauges struct{ metrics *Metrics }

var (
	waitingDesc = prometheus.NewDesc("moiso_tickets_waiting",
		"Tickets that wait to be called.", []string{"centre", "service"}, nil)
	oldestDesc = prometheus.NewDesc("moiso_oldest_wait_seconds",
		"Time that the ticket which waits longest has waited; 0 when nobody waits.", []string{"centre"}, nil)
	countersDesc = prometheus.NewDesc("moiso_counters",
		"Counters by what they are doing.", []string{"centre", "state"}, nil)
	subscribersDesc = prometheus.NewDesc("moiso_feed_subscribers",
		"Feed subscribers by the kind of their topic.", []string{"centre", "topic"}, nil)
)

func (g gauges) Describe(ch chan<- *prometheus.Desc) {
	ch <- waitingDesc
	ch <- oldestDesc
	ch <- countersDesc
	ch <- subscribersDesc
}

func (g gauges) Collect(ch chan<- prometheus.Metric) {
	centres := g.metrics.centres.Centres()
	merged := g.metrics.merged(len(centres))
	for _, c := range centres {
		collect(ch, c, merged)
	}
}

func collect(ch chan<- prometheus.Metric, c *live.Centre, merged bool) {
	id := string(c.ID())
	gauge := func(desc *prometheus.Desc, value float64, label ...string) {
		ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, append([]string{id}, label...)...)
	}
	var loads []queue.Load
	states := map[queue.CounterState]int{queue.StateOpen: 0, queue.StatePaused: 0, queue.StateClosed: 0}
	var now queue.Instant
	c.Read(func(s *queue.State) {
		loads = s.Loads()
		for d := range s.Desks() {
			states[d.State]++
		}
		// The centre's clock never falls; the system's may be behind it.
		now = max(s.At(), queue.InstantOf(time.Now()))
	})

	oldest, waiting := now, 0
	for _, l := range loads {
		if l.Waiting > 0 {
			oldest = min(oldest, l.Oldest)
		}
		waiting += l.Waiting
		if !merged {
			gauge(waitingDesc, float64(l.Waiting), string(l.Def.ID))
		}
	}
	if merged {
		gauge(waitingDesc, float64(waiting), "")
	}
	gauge(oldestDesc, seconds(now-oldest))
	for state, n := range states {
		gauge(countersDesc, float64(n), string(state))
	}
	subscribers := c.Feed().Subscribers()
	for _, topic := range []string{"hall", "counter", "kiosk", "ticket", "centre"} {
		gauge(subscribersDesc, float64(subscribers[topic]), topic)
	}
}
