package bench

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Each worker takes its steps in turn, each request with a key of its own;
// refusals are counted apart, failures end the order.
func TestWork(t *testing.T) {
	var mu sync.Mutex
	keys := map[string]bool{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /issue", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		if key := r.Header.Get("Idempotency-Key"); err != nil || string(body) != `{"service":"s"}` || key == "" || keys[key] {
			t.Errorf("body %s, key %q, %v", body, key, err)
		} else {
			keys[key] = true
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte("{}"))
	})
	mux.HandleFunc("POST /start", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "nobody", http.StatusConflict) })
	mux.HandleFunc("POST /broken", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "broken", http.StatusInternalServerError) })
	s := httptest.NewServer(mux)
	defer s.Close()
	addr := strings.TrimPrefix(s.URL, "http://")
	steps := []Step{{"issue", "/issue", `{"service":"s"}`}, {"start", "/start", ""}}
	var r WorkReport
	if err := new(Load).Work(WorkOrder{Addr: addr, Workers: [][]Step{steps, steps}, For: 20 * time.Millisecond}, &r); err != nil {
		t.Fatal(err)
	}
	if r.Done == 0 || r.Done != len(keys) || r.Took["issue"].N != r.Done || r.Took["start"].N != 0 {
		t.Errorf("%+v, the server gave %d", r, len(keys))
	}
	if off := r.Done - r.Refused; off < 0 || off > 2 {
		t.Errorf("%d issued and %d refused by two workers who take turns", r.Done, r.Refused)
	}
	broken := WorkOrder{Addr: addr, Workers: [][]Step{{{"broken", "/broken", ""}}}, For: time.Minute}
	if err := new(Load).Work(broken, &r); err == nil || !strings.Contains(err.Error(), "500 broken") {
		t.Errorf("a broken server is %v", err)
	}
}
