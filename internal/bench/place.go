package bench

import (
	"encoding/json"
	"fmt"

	"moiso/internal/config/sample"
	"moiso/internal/queue"
)

// place is a counter with a service that it takes.
type place struct {
	centre  queue.CentreID
	hall    queue.HallID
	counter queue.CounterID
	service queue.ServiceID
}

// copies are centres as large as a provincial one.
func copies(n int) ([]*queue.Centre, error) {
	raw, _ := sample.Centre("quang-ninh")
	out := make([]*queue.Centre, n)
	for i := range out {
		out[i] = new(queue.Centre)
		if err := json.Unmarshal(raw, out[i]); err != nil {
			return nil, fmt.Errorf("the sample centre: %w", err)
		}
		out[i].ID = queue.CentreID(fmt.Sprintf("bench-%d", i+1))
	}
	return out, nil
}

// places lists the counters, one of each centre after the other.
func places(defs []*queue.Centre) []place {
	var out []place
	for k := range defs[0].Counters {
		for _, c := range defs {
			k := c.Counters[k]
			out = append(out, place{c.ID, k.Hall, k.ID, k.Services[0]})
		}
	}
	return out
}

func (p place) path() string { return "/api/v1/centres/" + string(p.centre) }

// feed is the route of what a display of the place's hall shows.
func (p place) feed() string { return p.path() + "/feed?topic=hall/" + string(p.hall) }

// issue is a kiosk's request for the place's service.
func (p place) issue() Step {
	return Step{"issue", p.path() + "/tickets", `{"service":"` + string(p.service) + `"}`}
}

// shift is an officer's requests, again and again.
func (p place) shift() []Step {
	var steps []Step
	for _, verb := range []string{"call-next", "start", "finish"} {
		steps = append(steps, Step{verb, p.path() + "/counters/" + string(p.counter) + "/" + verb, ""})
	}
	return steps
}
