package counter

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// Client calls the face's routes; its errors are those of web.Client. It may be
// used by several goroutines at once.
type Client web.Client

// Do asks a counter for a verb, such as "call-next". body is what the verb
// takes, as a struct or map, or nil. Each call is a command of its own.
func (c *Client) Do(ctx context.Context, centre queue.CentreID, counter queue.CounterID, verb string, body any) (answer Answer, err error) {
	if body == nil {
		body = struct{}{}
	}
	path := "/api/v1/centres/" + url.PathEscape(string(centre)) + "/counters/" + url.PathEscape(string(counter)) + "/" + url.PathEscape(verb)
	err = web.Client(*c).Call(ctx, http.MethodPost, path, rand.Text(), body, &answer)
	return answer, err
}

// Queue lists who waits for the counter, or everybody for the empty id, in the
// order of the discipline.
func (c *Client) Queue(ctx context.Context, centre queue.CentreID, counter queue.CounterID) ([]live.Ticket, error) {
	path := "/api/v1/centres/" + url.PathEscape(string(centre)) + "/queue"
	if counter != "" {
		path += "?counter=" + url.QueryEscape(string(counter))
	}
	var answer waiting
	err := web.Client(*c).Call(ctx, http.MethodGet, path, "", nil, &answer)
	return answer.Waiting, err
}
