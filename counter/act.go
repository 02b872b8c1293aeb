package counter

import (
	"net/http"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// Answer is what every verb is answered with: the counter, and the ticket that
// the verb was about, in their present state.
type Answer struct {
	Counter live.Counter `json:"counter"`
	Ticket  *live.Ticket `json:"ticket"` // nil: it was about none, or nobody was waiting
}

// act does what a verb asks.
func (f *face) act(w http.ResponseWriter, r *http.Request) error {
	c, k, err := f.found(r)
	if err != nil {
		return err
	}
	read, ok := verbs[r.PathValue("verb")]
	if !ok {
		return web.NotFound(web.ReasonUnknownPath)
	}
	body, do, err := read(w, r, k.ID)
	if err != nil {
		return err
	}
	cmd, err := web.Command(r, actor, body, do)
	if err != nil {
		return err
	}
	outcome, err := f.Commands.Do(r.Context(), c.ID(), cmd)
	if err != nil {
		return err
	}
	var answer Answer
	if answer.Counter, ok = c.Counter(k.ID); !ok {
		// A new definition has just taken the counter away.
		return web.NotFound(queue.ReasonUnknownCounter, "counter", string(k.ID))
	}
	if t, ok := c.Ticket(outcome.Ticket); ok {
		answer.Ticket = &t
	}
	return web.JSON(w, http.StatusOK, answer)
}
