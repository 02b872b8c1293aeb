package kiosk

import (
	"crypto/rand"
	"fmt"
	"net/http"

	"moiso/internal/queue"
	"moiso/internal/web"
)

// Order is what a ticket is asked for with: the body of POST …/tickets.
type Order struct {
	Service queue.ServiceID   `json:"service"`
	Class   queue.ClassID     `json:"class,omitempty"`   // empty: the ordinary class
	Kiosk   queue.KioskID     `json:"kiosk,omitempty"`   // one of the centre's; empty: none, such as a phone
	Dossier string            `json:"dossier,omitempty"` // code of the case file
	Then    []queue.ServiceID `json:"then,omitempty"`    // services that follow on the same ticket, in order
}

// issue gives a ticket. The id is drawn anew for every request; of a repeated
// one it is thrown away, and the first request's ticket is the answer.
func (f *face) issue(w http.ResponseWriter, r *http.Request) error {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return err
	}
	var order Order
	if err := web.Decode(w, r, &order); err != nil {
		return err
	}
	cmd, err := web.Command(r, actor, order, queue.Issue{
		Ticket:  queue.TicketID(rand.Text()),
		Service: order.Service,
		Class:   order.Class,
		Kiosk:   order.Kiosk,
		Dossier: order.Dossier,
		Then:    order.Then,
	})
	if err != nil {
		return err
	}
	outcome, err := f.Commands.Do(r.Context(), c.ID(), cmd)
	if err != nil {
		return err
	}
	t, ok := c.Ticket(outcome.Ticket)
	if !ok {
		return fmt.Errorf("ticket %s was issued and is not shown", outcome.Ticket)
	}
	status := http.StatusCreated
	if outcome.Repeated {
		status = http.StatusOK
	}
	return web.JSON(w, status, t)
}
