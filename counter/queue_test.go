package counter_test

import (
	"net/http"
	"slices"
	"testing"

	"moiso/internal/livetest"
	"moiso/internal/queue"
)

func TestTheQueueIsInTheOrderOfCalling(t *testing.T) {
	c := livetest.Open(t)
	c.Issue(t, "birth", "an", "binh")
	c.Issue(t, "deed", "chi")
	o := at(t, serve(t, c), "q1")
	for k, want := range map[queue.CounterID][]queue.TicketID{
		"":   {"an", "binh", "chi"},
		"q1": {"an", "binh", "chi"},
		"q2": {"chi"},
	} {
		tickets, err := o.client.Queue(t.Context(), "demo", k)
		if err != nil {
			t.Fatal(err)
		}
		var got []queue.TicketID
		for _, ticket := range tickets {
			got = append(got, ticket.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("counter %q has %v, want %v", k, got, want)
		}
	}
}

func TestAnEmptyQueueIsAList(t *testing.T) {
	server := serve(t, livetest.Open(t))
	tickets, err := at(t, server, "q1").client.Queue(t.Context(), "demo", "")
	if err != nil || tickets == nil || len(tickets) != 0 {
		t.Fatalf("%v, %v", tickets, err)
	}
	if got := problem(t, send(t, server, http.MethodGet, "/api/v1/centres/demo/queue?counter=q9", "", "")); got.Kind != queue.KindNotFound {
		t.Fatalf("an unknown counter: %+v", got)
	}
}
