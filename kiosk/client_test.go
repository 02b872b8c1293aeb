package kiosk_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"moiso/internal/livetest"
	"moiso/internal/queue"
	"moiso/kiosk"
)

func TestClientTakesFollowsAndGivesUpATicket(t *testing.T) {
	c := client(serve(t, livetest.Open(t)))
	taken, err := c.Issue(t.Context(), "demo", "k1", kiosk.Order{Service: "birth", Kiosk: "door"})
	if err != nil || taken.Number != "A001" {
		t.Fatalf("Issue: %+v, %v", taken, err)
	}
	repeated, err := c.Issue(t.Context(), "demo", "k1", kiosk.Order{Service: "birth", Kiosk: "door"})
	if err != nil || repeated.ID != taken.ID {
		t.Fatalf("Issue again: %+v, %v", repeated, err)
	}
	seen, err := c.Ticket(t.Context(), "demo", taken.ID)
	if err != nil || seen.State != queue.Waiting {
		t.Fatalf("Ticket: %+v, %v", seen, err)
	}
	gone, err := c.Cancel(t.Context(), "demo", "k2", taken.ID)
	if err != nil || gone.State != queue.Cancelled {
		t.Fatalf("Cancel: %+v, %v", gone, err)
	}
}

func TestClientGivesRefusals(t *testing.T) {
	c := client(serve(t, livetest.Open(t)))
	_, err := c.Issue(t.Context(), "demo", "", kiosk.Order{Service: "deed"})
	refused, ok := errors.AsType[*queue.Error](err)
	if !ok || refused.Kind != queue.KindClosed || refused.Reason != queue.ReasonFieldClosed {
		t.Errorf("the error is %v, want closed, field_closed", err)
	}
}

// What stands between us and the server may answer with anything.
func TestClientTellsAnAnswerThatIsNotOurs(t *testing.T) {
	for _, answer := range []struct {
		status int
		body   string
	}{{http.StatusBadGateway, "<html>Bad Gateway</html>"}, {http.StatusOK, "<html>Please log in</html>"}, {http.StatusNotFound, "{}"}} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(answer.status)
			_, _ = w.Write([]byte(answer.body))
		}))
		_, err := client(server).Ticket(t.Context(), "demo", "x")
		if _, ours := errors.AsType[*queue.Error](err); err == nil || ours {
			t.Errorf("%d %s gives %v, want an error that is no refusal", answer.status, answer.body, err)
		}
		server.Close()
	}
}
