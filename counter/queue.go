package counter

import (
	"net/http"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// waiting is the answer of the queue.
type waiting struct {
	Waiting []live.Ticket `json:"waiting"`
}

// queue lists who waits, in the order of the discipline's key now: for one
// counter with ?counter=, else everybody.
func (f *face) queue(w http.ResponseWriter, r *http.Request) error {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return err
	}
	id := r.URL.Query().Get("counter")
	tickets, ok := c.Waiting(queue.CounterID(id))
	if !ok {
		return web.NotFound(queue.ReasonUnknownCounter, "counter", id)
	}
	return web.JSON(w, http.StatusOK, waiting{tickets})
}
