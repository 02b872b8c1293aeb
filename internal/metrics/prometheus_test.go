package metrics

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A real Prometheus server scrapes a morning, and tells it back.
func TestPrometheusReadsIt(t *testing.T) {
	s := serve(t)
	s.morning()
	server := httptest.NewServer(s.metrics.Handler())
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	api := startPrometheus(ctx, t, server.Listener.Addr().String())
	for query, want := range map[string]string{
		`moiso_tickets_waiting{service="births"}`:                               "1",
		`sum(moiso_tickets_issued_total{centre="ward"})`:                        "3",
		`moiso_calls_total{kind="recall"}`:                                      "1",
		`histogram_quantile(0.5, moiso_service_seconds_bucket) > 0`:             "240",
		`moiso_build_info{version="1.2.3"}`:                                     "1",
		`count(moiso_counters{centre="ward"})`:                                  "3",
		`moiso_wait_seconds_sum{service="copies"}`:                              "540",
		`count(moiso_callout_shown_seconds_bucket{le="+Inf"})`:                  "1",
		`sum(moiso_feed_subscribers) + sum(moiso_journal_commit_seconds_count)`: "0",
	} {
		if got := ask(ctx, t, api, query); got != want {
			t.Errorf("%s is %q, want %q", query, got, want)
		}
	}
}

// startPrometheus runs a server that scrapes the target until the test ends,
// and returns its address once it has scraped.
func startPrometheus(ctx context.Context, t *testing.T, target string) string {
	t.Helper()
	dir := t.TempDir()
	config := fmt.Sprintf("global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: moiso\n  static_configs: [{targets: [%q]}]\n", target)
	file := filepath.Join(dir, "prometheus.yml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	api := freeAddress(t)
	output, err := os.Create(filepath.Join(dir, "output"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool(t, "prometheus"), "--config.file="+file, "--web.listen-address="+api,
		"--storage.tsdb.path="+filepath.Join(dir, "data"))
	cmd.Stdout, cmd.Stderr = output, output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		output.Close()
	})
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if value, err := query(ctx, api, `up{job="moiso"}`); err == nil && value == "1" {
			return api
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			said, _ := os.ReadFile(output.Name())
			t.Fatalf("prometheus did not scrape; it said:\n%s", said)
		}
	}
}

// freeAddress is one on loopback that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// ask gives the value of an expression with one result; empty when it has none.
func ask(ctx context.Context, t *testing.T, api, expr string) string {
	t.Helper()
	value, err := query(ctx, api, expr)
	if err != nil {
		t.Fatalf("%s: %v", expr, err)
	}
	return value
}

func query(ctx context.Context, api, expr string) (string, error) {
	address := "http://" + api + "/api/v1/query?" + url.Values{"query": {expr}}.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var answer struct {
		Status, Error string
		Data          struct {
			Result []struct{ Value [2]any }
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return "", err
	}
	if answer.Status != "success" {
		return "", fmt.Errorf("%s", strings.TrimSpace(answer.Error))
	}
	if len(answer.Data.Result) != 1 {
		return "", nil
	}
	return fmt.Sprint(answer.Data.Result[0].Value[1]), nil
}
