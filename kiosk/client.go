package kiosk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"moiso/internal/live"
	"moiso/internal/queue"
)

// answerLimit is more than any answer of these routes has, in bytes.
const answerLimit = 1 << 20

// Client calls the face's routes over HTTP. Its errors are the refusals of the
// server, as *queue.Error, or those of the connection, after which a write's
// outcome is unknown: ask again with the same key. It may be used by several
// goroutines at once.
type Client struct {
	BaseURL string       // "http://127.0.0.1:8080"
	HTTP    *http.Client // nil: http.DefaultClient
}

// Issue takes a ticket. key names the order, 1 to 64 characters: the same key
// gives the same ticket; empty: nothing is recognised.
func (c *Client) Issue(ctx context.Context, centre queue.CentreID, key string, order Order) (live.Ticket, error) {
	return c.call(ctx, http.MethodPost, c.url(centre, "tickets"), key, order)
}

// Ticket tells how a ticket stands.
func (c *Client) Ticket(ctx context.Context, centre queue.CentreID, id queue.TicketID) (live.Ticket, error) {
	return c.call(ctx, http.MethodGet, c.url(centre, "tickets", string(id)), "", nil)
}

// Cancel gives a ticket up.
func (c *Client) Cancel(ctx context.Context, centre queue.CentreID, key string, id queue.TicketID) (live.Ticket, error) {
	return c.call(ctx, http.MethodPost, c.url(centre, "tickets", string(id), "cancel"), key, struct{}{})
}

func (c *Client) url(centre queue.CentreID, path ...string) string {
	parts := []string{strings.TrimSuffix(c.BaseURL, "/"), "api/v1/centres", url.PathEscape(string(centre))}
	for _, p := range path {
		parts = append(parts, url.PathEscape(p))
	}
	return strings.Join(parts, "/")
}

func (c *Client) call(ctx context.Context, method, url, key string, body any) (live.Ticket, error) {
	var reader io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return live.Ticket{}, fmt.Errorf("encode the request: %w", err)
		}
		reader = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, method, url, reader)
	if err != nil {
		return live.Ticket{}, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(req)
	if err != nil {
		return live.Ticket{}, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, answerLimit))
	if err != nil {
		return live.Ticket{}, fmt.Errorf("%s %s: read the answer: %w", method, url, err)
	}
	if res.StatusCode >= http.StatusBadRequest {
		return live.Ticket{}, refusal(method, url, res.Status, data)
	}
	var t live.Ticket
	if err := json.Unmarshal(data, &t); err != nil {
		return live.Ticket{}, fmt.Errorf("%s %s: the answer is no ticket: %w", method, url, err)
	}
	return t, nil
}

// refusal reads the problem that the server answered with.
func refusal(method, url, status string, data []byte) error {
	var problem struct {
		Kind   queue.Kind        `json:"kind"`
		Reason queue.Reason      `json:"reason"`
		Field  string            `json:"field"`
		Vars   map[string]string `json:"vars"`
	}
	if err := json.Unmarshal(data, &problem); err != nil || problem.Kind == "" {
		return fmt.Errorf("%s %s: %s", method, url, status)
	}
	return &queue.Error{Kind: problem.Kind, Reason: problem.Reason, Field: problem.Field, Vars: problem.Vars}
}
