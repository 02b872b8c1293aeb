package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

const rivals = 24

// together has the rivals make their requests at once; it gives the statuses
// and bodies.
func (a *api) together(request func(i int) (path, body, key string)) (statuses [rivals]int, bodies [rivals]map[string]any) {
	a.t.Helper()
	var all sync.WaitGroup
	for i := range rivals {
		path, body, key := request(i)
		r, err := http.NewRequestWithContext(a.t.Context(), "POST", a.process.url+ward+path, strings.NewReader(body))
		if err != nil {
			a.t.Fatal(err)
		}
		if key != "" {
			r.Header.Set(keyHeader, key)
		}
		all.Go(func() {
			answer, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				a.t.Error(err)
				return
			}
			defer answer.Body.Close()
			statuses[i] = answer.StatusCode
			if err := json.NewDecoder(answer.Body).Decode(&bodies[i]); err != nil {
				a.t.Error(err)
			}
		})
	}
	all.Wait()
	return statuses, bodies
}

// Many at once: a key is one ticket, a ticket goes to one counter, a number to
// one ticket.
func TestContractRivals(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	const order = `{"service":"thu-phi"}`

	statuses, tickets := a.together(func(int) (string, string, string) { return "/tickets", order, "one" })
	created := 0
	for i, status := range statuses {
		if status == http.StatusCreated {
			created++
		}
		if tickets[i]["id"] != tickets[0]["id"] || status >= 300 {
			t.Errorf("rival %d: %d %v, want the ticket %v", i, status, tickets[i], tickets[0]["id"])
		}
	}
	if created != 1 {
		t.Errorf("%d of %d were told that they created the one ticket", created, rivals)
	}

	// q1 and q2 take the one that waits.
	a.must("q1", "open", "")
	a.must("q2", "open", "")
	_, answers := a.together(func(i int) (string, string, string) {
		return fmt.Sprintf("/counters/q%d/call-next", i%2+1), "", ""
	})
	called := 0
	for _, answer := range answers {
		if answer["ticket"] != nil {
			called++
		}
	}
	if called != 1 {
		t.Errorf("one waited, %d were called", called)
	}

	statuses, tickets = a.together(func(i int) (string, string, string) { return "/tickets", order, fmt.Sprint("k", i) })
	numbers := map[any]bool{}
	for i, status := range statuses {
		if status != http.StatusCreated || numbers[tickets[i]["number"]] {
			t.Errorf("rival %d: %d %v", i, status, tickets[i])
		}
		numbers[tickets[i]["number"]] = true
	}
	for n := 2; n <= rivals+1; n++ {
		if number := fmt.Sprintf("Q%03d", n); !numbers[number] {
			t.Errorf("nobody has %s", number)
		}
	}
}
