package metrics

import (
	"fmt"
	"math"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"moiso/internal/queue"
)

func TestEverySeriesIsThereFromTheStart(t *testing.T) {
	got := values(t, serve(t).metrics)
	want := []string{"moiso_callout_shown_seconds_count", "moiso_journal_commit_seconds_count", "moiso_journal_batch_records_count",
		`moiso_oldest_wait_seconds{centre="ward"}`}
	for _, service := range []string{"copies", "births"} {
		of := fmt.Sprintf(`{centre="ward",service=%q}`, service)
		want = append(want, "moiso_tickets_waiting"+of, "moiso_wait_seconds_count"+of, "moiso_service_seconds_count"+of)
		for _, class := range []string{"ordinary", "elderly"} {
			want = append(want, fmt.Sprintf(`moiso_tickets_issued_total{centre="ward",class=%q,service=%q}`, class, service))
		}
	}
	for _, kind := range []string{"call-next", "call", "recall"} {
		want = append(want, fmt.Sprintf(`moiso_calls_total{centre="ward",kind=%q}`, kind))
	}
	for _, state := range []string{"open", "paused"} {
		want = append(want, fmt.Sprintf(`moiso_counters{centre="ward",state=%q}`, state))
	}
	for _, topic := range []string{"hall", "counter", "kiosk", "ticket", "centre"} {
		want = append(want, fmt.Sprintf(`moiso_feed_subscribers{centre="ward",topic=%q}`, topic))
	}
	for _, name := range want {
		if v, ok := got[name]; !ok || v != 0 {
			t.Errorf("%s is %v (there: %v), want 0", name, v, ok)
		}
	}
	if v := got[`moiso_counters{centre="ward",state="closed"}`]; v != 3 {
		t.Errorf("%v counters are closed, want 3", v)
	}
	if body := scrape(t, serve(t).metrics); !strings.Contains(body, `version="1.2.3"} 1`) ||
		!strings.Contains(body, "go_goroutines") || !strings.Contains(body, "process_open_fds") {
		t.Error("the build, the runtime or the process is missing")
	}
}

func TestAMorningIsCounted(t *testing.T) {
	s := serve(t)
	s.morning()
	if _, err := s.centre.Subscribe("hall/hall", nil, func() {}); err != nil {
		t.Fatal(err)
	}
	s.metrics.JournalCommit(3, 2*time.Millisecond)
	s.metrics.Receipt("ward", "hall/hall", "shown", 80*time.Millisecond)
	s.metrics.Receipt("ward", "hall/hall", "spoken", time.Second) // not painted
	s.metrics.Receipt("ward", "counter/q1", "shown", time.Second) // not the hall
	s.metrics.Receipt("ward", "hall/hall", "shown", 0)            // committed before the start
	got := values(t, s.metrics)
	for name, want := range map[string]float64{
		`moiso_tickets_issued_total{centre="ward",class="ordinary",service="copies"}`: 1,
		`moiso_tickets_issued_total{centre="ward",class="elderly",service="copies"}`:  1,
		`moiso_tickets_issued_total{centre="ward",class="ordinary",service="births"}`: 1,
		`moiso_calls_total{centre="ward",kind="call-next"}`:                           1,
		`moiso_calls_total{centre="ward",kind="call"}`:                                1,
		`moiso_calls_total{centre="ward",kind="recall"}`:                              1,
		`moiso_wait_seconds_count{centre="ward",service="copies"}`:                    2,
		`moiso_wait_seconds_sum{centre="ward",service="copies"}`:                      120 + 420,
		`moiso_service_seconds_count{centre="ward",service="copies"}`:                 1,
		`moiso_service_seconds_sum{centre="ward",service="copies"}`:                   300,
		`moiso_service_seconds_count{centre="ward",service="births"}`:                 0,
		`moiso_tickets_waiting{centre="ward",service="copies"}`:                       0,
		`moiso_tickets_waiting{centre="ward",service="births"}`:                       1,
		`moiso_counters{centre="ward",state="open"}`:                                  1,
		`moiso_counters{centre="ward",state="paused"}`:                                1,
		`moiso_counters{centre="ward",state="closed"}`:                                1,
		`moiso_feed_subscribers{centre="ward",topic="hall"}`:                          1,
		`moiso_feed_subscribers{centre="ward",topic="counter"}`:                       0,
		`moiso_journal_batch_records_sum`:                                             3,
		`moiso_journal_commit_seconds_sum`:                                            0.002,
		`moiso_callout_shown_seconds_count`:                                           1,
		`moiso_callout_shown_seconds_sum`:                                             0.08,
	} {
		if v, ok := got[name]; !ok || math.Abs(v-want) > 1e-9 {
			t.Errorf("%s is %v (there: %v), want %v", name, v, ok, want)
		}
	}
	// The morning began an hour ago; the last ticket came 20 minutes later.
	if v := got[`moiso_oldest_wait_seconds{centre="ward"}`]; v < 40*60 || v > 50*60 {
		t.Errorf("the oldest wait is %v s, want 2400 and little more", v)
	}
}

func TestNoLabelTellsOfATicket(t *testing.T) {
	s := serve(t)
	s.morning()
	body := scrape(t, s.metrics)
	for _, secret := range []string{secretTicket, secretNumber, "ticket-7d1e", "ticket-44ab", "q1", "đi cùng", "nghỉ"} {
		if strings.Contains(body, secret) {
			t.Errorf("%q is told", secret)
		}
	}
}

func TestServicesAreMergedAboveTheLimit(t *testing.T) {
	a, b := begin(t, ward("a")), begin(t, ward("b"))
	m := New(sites{a.centre, b.centre}, "1.2.3")
	m.SeriesCentres = 1
	a.metrics, b.metrics = m, m
	if got := values(t, m); len(got) == 0 { // the first scrape makes the choice
		t.Fatal("nothing was gathered")
	}
	a.morning()
	b.morning()
	got := values(t, m)
	for name, want := range map[string]float64{
		`moiso_tickets_issued_total{centre="a",class="ordinary",service=""}`: 2,
		`moiso_tickets_waiting{centre="b",service=""}`:                       1,
		`moiso_wait_seconds_count{centre="b",service=""}`:                    2,
	} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s is %v (there: %v), want %v", name, v, ok, want)
		}
	}
	if body := scrape(t, m); strings.Contains(body, "copies") {
		t.Error("a service is named")
	}
}

func TestNamesFollowTheConventions(t *testing.T) {
	s := serve(t)
	s.morning()
	problems, err := testutil.GatherAndLint(s.metrics)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}

	cmd := exec.Command(tool(t, "promtool"), "check", "metrics")
	cmd.Stdin = strings.NewReader(scrape(t, s.metrics))
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("promtool: %v\n%s", err, out)
	}
}

// tool finds a program of the Prometheus distribution.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is not installed: it comes with the Debian package prometheus (apt-get install prometheus)", name)
	}
	return path
}

func TestCommitAllocatesNothingInTheLongRun(t *testing.T) {
	m := serve(t).metrics
	events := []queue.Event{
		{Fact: queue.TicketIssued{Service: "copies", Class: "ordinary"}},
		{Fact: queue.TicketCalled{Service: "copies", Waited: 90_000}},
		{Fact: queue.TicketRecalled{}},
		{Fact: queue.ServiceFinished{Service: "copies", Took: 300_000}},
	}
	m.Commit("ward", events)
	if n := testing.AllocsPerRun(100, func() { m.Commit("ward", events) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkCommit(b *testing.B) {
	m := New(sites{}, "1.2.3")
	events := []queue.Event{{Fact: queue.TicketCalled{Service: "copies", Waited: 90_000}}}
	for b.Loop() {
		m.Commit("ward", events)
	}
}
