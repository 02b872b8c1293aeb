package kiosk

import (
	"fmt"
	"net/http"

	"moiso/internal/queue"
	"moiso/internal/web"
)

// cancel gives a ticket up. The body has no fields.
func (f *face) cancel(w http.ResponseWriter, r *http.Request) error {
	c, t, err := f.found(r)
	if err != nil {
		return err
	}
	var body struct{}
	if err := web.Decode(w, r, &body); err != nil {
		return err
	}
	cmd, err := web.Command(r, actor, body, queue.Cancel{Ticket: t.ID})
	if err != nil {
		return err
	}
	if _, err := f.Commands.Do(r.Context(), c.ID(), cmd); err != nil {
		return err
	}
	t, ok := c.Ticket(t.ID)
	if !ok {
		return fmt.Errorf("ticket %s was cancelled and is not shown", r.PathValue("id"))
	}
	return web.JSON(w, http.StatusOK, t)
}
