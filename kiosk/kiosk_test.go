package kiosk_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"testing"

	"moiso/internal/live"
	"moiso/internal/livetest"
	"moiso/internal/queue"
)

const tickets = "/api/v1/centres/demo/tickets"

func ticketOf(t *testing.T, body string) live.Ticket {
	t.Helper()
	var ticket live.Ticket
	if err := json.Unmarshal([]byte(body), &ticket); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return ticket
}

func TestIssueGivesATicket(t *testing.T) {
	server := serve(t, livetest.Open(t))
	status, body := ask(t, server, "POST", tickets, `{"service":"birth","class":"elderly","kiosk":"door","dossier":"H49.50.05-261008-0975","then":["copy"]}`)
	if status != http.StatusCreated {
		t.Fatalf("%d %s, want 201", status, body)
	}
	ticket := ticketOf(t, body)
	if ticket.Number != "A001" || ticket.Service != "birth" || ticket.Class != "elderly" || ticket.State != queue.Waiting ||
		ticket.IssuedAt != "2026-11-23T08:05:00+07:00" || len(ticket.Then) != 1 {
		t.Errorf("the ticket is %s", body)
	}
	if !regexp.MustCompile(`^[A-Z2-7]{26}$`).MatchString(string(ticket.ID)) {
		t.Errorf("the id %q is not 26 random letters and digits", ticket.ID)
	}
	status, again := ask(t, server, "GET", tickets+"/"+string(ticket.ID), "")
	if status != http.StatusOK || again != body {
		t.Errorf("GET answers %d %s, want 200 %s", status, again, body)
	}
}

// A retry with the same key is one ticket, in its present state.
func TestARepeatedKeyIsOneTicket(t *testing.T) {
	server := serve(t, livetest.Open(t))
	order := `{"service":"birth"}`
	status, first := ask(t, server, "POST", tickets, order, "Idempotency-Key", "k1")
	if status != http.StatusCreated {
		t.Fatalf("%d %s, want 201", status, first)
	}
	if status, body := ask(t, server, "POST", tickets, order, "Idempotency-Key", "k1"); status != http.StatusOK || body != first {
		t.Errorf("the repeat answers %d %s, want 200 %s", status, body, first)
	}
	if status, body := ask(t, server, "POST", tickets, order, "Idempotency-Key", "k2"); status != http.StatusCreated || ticketOf(t, body).Number != "A002" {
		t.Errorf("another key answers %d %s, want 201 and A002", status, body)
	}
	id := ticketOf(t, first).ID
	ask(t, server, "POST", tickets+"/"+string(id)+"/cancel", "")
	if status, body := ask(t, server, "POST", tickets, order, "Idempotency-Key", "k1"); status != http.StatusOK || ticketOf(t, body).State != queue.Cancelled {
		t.Errorf("after the cancel the repeat answers %d %s, want 200 and cancelled", status, body)
	}
}

func TestCancel(t *testing.T) {
	server := serve(t, livetest.Open(t))
	_, body := ask(t, server, "POST", tickets, `{"service":"birth"}`)
	path := tickets + "/" + string(ticketOf(t, body).ID) + "/cancel"
	for range 2 {
		// A kiosk that hears no answer asks again.
		status, body := ask(t, server, "POST", path, "", "Idempotency-Key", "k1")
		if status != http.StatusOK || ticketOf(t, body).State != queue.Cancelled {
			t.Fatalf("%d %s, want 200 and cancelled", status, body)
		}
	}
}

func TestPreviewTellsWhoIsAhead(t *testing.T) {
	server := serve(t, livetest.Open(t))
	const preview = "/api/v1/centres/demo/preview?service=birth&class="
	for range 2 {
		ask(t, server, "POST", tickets, `{"service":"birth"}`)
	}
	if status, body := ask(t, server, "GET", preview, ""); status != http.StatusOK || body != "{\"ahead\":2}\n" {
		t.Errorf("%d %s, want 2 ahead", status, body)
	}
	_, body := ask(t, server, "POST", tickets, `{"service":"birth"}`)
	if ahead := ticketOf(t, body).Ahead; ahead != 2 {
		t.Errorf("the ticket has %d ahead, its preview said 2", ahead)
	}
}

func TestRefusals(t *testing.T) {
	c := livetest.Open(t)
	server := serve(t, c)
	c.Must(t, queue.Issue{Ticket: "one", Service: "single"}) // its quota
	c.Must(t, queue.Issue{Ticket: "gone", Service: "birth"})
	c.Must(t, queue.Cancel{Ticket: "gone"})
	ask(t, server, "POST", tickets, `{"service":"birth"}`, "Idempotency-Key", "taken")
	const centre = "/api/v1/centres/"
	for _, r := range []struct {
		method, path, body, key string
		status                  int
		kind                    queue.Kind
		reason                  queue.Reason
	}{
		{"POST", tickets, `{}`, "", 400, "invalid", "required"},
		{"POST", tickets, ``, "", 400, "invalid", "required"},
		{"POST", tickets, `{"service":"birth","colour":"red"}`, "", 400, "invalid", "unknown_field"},
		{"POST", tickets, `{"service":1}`, "", 400, "invalid", "malformed"},
		{"POST", tickets, `{"service":"passport"}`, "", 404, "not_found", "unknown_service"},
		{"POST", tickets, `{"service":"birth","then":["passport"]}`, "", 404, "not_found", "unknown_service"},
		{"POST", tickets, `{"service":"birth","class":"tall"}`, "", 404, "not_found", "unknown_class"},
		{"POST", tickets, `{"service":"birth","kiosk":"roof"}`, "", 404, "not_found", "unknown_kiosk"},
		{"POST", tickets, `{"service":"single"}`, "", 409, "quota", "quota_used"},
		{"POST", tickets, `{"service":"deed"}`, "", 409, "closed", "field_closed"},
		{"POST", tickets, `{"service":"copy"}`, "taken", 409, "conflict", "same_key"},
		{"POST", centre + "hanoi/tickets", `{"service":"birth"}`, "", 404, "not_found", "unknown_centre"},
		{"GET", tickets + "/nobody", "", "", 404, "not_found", "unknown_ticket"},
		{"POST", tickets + "/nobody/cancel", "", "", 404, "not_found", "unknown_ticket"},
		{"POST", tickets + "/gone/cancel", "", "", 409, "conflict", "ticket_state"},
		{"POST", tickets + "/one/cancel", `{"why":"rain"}`, "", 400, "invalid", "unknown_field"},
		{"GET", tickets + "/nobody/slip.pdf", "", "", 404, "not_found", "unknown_ticket"},
		{"GET", centre + "demo/preview", "", "", 400, "invalid", "required"},
		{"GET", centre + "demo/preview?service=deed", "", "", 409, "closed", "field_closed"},
		{"GET", centre + "demo/preview?service=single", "", "", 409, "quota", "quota_used"},
		{"GET", "/kiosk/demo/roof", "", "", 404, "not_found", "unknown_kiosk"},
		{"GET", "/kiosk/hanoi", "", "", 404, "not_found", "unknown_centre"},
	} {
		var header []string
		if r.key != "" {
			header = []string{"Idempotency-Key", r.key}
		}
		status, body := ask(t, server, r.method, r.path, r.body, header...)
		var problem struct {
			Kind   queue.Kind
			Reason queue.Reason
		}
		if err := json.Unmarshal([]byte(body), &problem); err != nil {
			t.Errorf("%s %s %s: %d %s is no problem: %v", r.method, r.path, r.body, status, body, err)
			continue
		}
		if status != r.status || problem.Kind != r.kind || problem.Reason != r.reason {
			t.Errorf("%s %s %s: %d %s %s, want %d %s %s", r.method, r.path, r.body, status, problem.Kind, problem.Reason, r.status, r.kind, r.reason)
		}
	}
}
