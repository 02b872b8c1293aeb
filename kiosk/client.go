package kiosk

import (
	"context"
	"net/http"
	"net/url"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// Client calls the face's routes; its errors are those of web.Client. It may be
// used by several goroutines at once.
type Client web.Client

// Issue takes a ticket. key names the order, 1 to 64 characters: the same key
// gives the same ticket; empty: nothing is recognised.
func (c *Client) Issue(ctx context.Context, centre queue.CentreID, key string, order Order) (live.Ticket, error) {
	return c.call(ctx, http.MethodPost, centre, "/tickets", key, order)
}

// Ticket tells how a ticket stands.
func (c *Client) Ticket(ctx context.Context, centre queue.CentreID, id queue.TicketID) (live.Ticket, error) {
	return c.call(ctx, http.MethodGet, centre, "/tickets/"+url.PathEscape(string(id)), "", nil)
}

// Cancel gives a ticket up.
func (c *Client) Cancel(ctx context.Context, centre queue.CentreID, key string, id queue.TicketID) (live.Ticket, error) {
	return c.call(ctx, http.MethodPost, centre, "/tickets/"+url.PathEscape(string(id))+"/cancel", key, struct{}{})
}

func (c *Client) call(ctx context.Context, method string, centre queue.CentreID, path, key string, body any) (t live.Ticket, err error) {
	err = web.Client(*c).Call(ctx, method, "/api/v1/centres/"+url.PathEscape(string(centre))+path, key, body, &t)
	return t, err
}
