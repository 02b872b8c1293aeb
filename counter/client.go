package counter

import (
	"bytes"
	"context"
	"crypto/rand"
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
const answerLimit = 16 << 20

// Client calls the face's routes over HTTP. Its errors are the refusals of the
// server, as *queue.Error, or those of the connection, after which a verb's
// outcome is unknown. It may be used by several goroutines at once.
type Client struct {
	BaseURL string       // "http://127.0.0.1:8080"
	HTTP    *http.Client // nil: http.DefaultClient
}

// Do asks a counter for a verb, such as "call-next". body is what the verb
// takes, as a struct or map, or nil. Each call is a command of its own.
func (c *Client) Do(ctx context.Context, centre queue.CentreID, counter queue.CounterID, verb string, body any) (Answer, error) {
	if body == nil {
		body = struct{}{}
	}
	var answer Answer
	path := "/api/v1/centres/" + url.PathEscape(string(centre)) + "/counters/" + url.PathEscape(string(counter)) + "/" + url.PathEscape(verb)
	err := c.call(ctx, http.MethodPost, path, body, &answer)
	return answer, err
}

// Queue lists who waits for the counter, or everybody for the empty id, in the
// order of the discipline.
func (c *Client) Queue(ctx context.Context, centre queue.CentreID, counter queue.CounterID) ([]live.Ticket, error) {
	var answer waiting
	path := "/api/v1/centres/" + url.PathEscape(string(centre)) + "/queue"
	if counter != "" {
		path += "?counter=" + url.QueryEscape(string(counter))
	}
	err := c.call(ctx, http.MethodGet, path, nil, &answer)
	return answer.Waiting, err
}

func (c *Client) call(ctx context.Context, method, path string, body, answer any) error {
	address := strings.TrimSuffix(c.BaseURL, "/") + path
	var reader io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("encode the request: %w", err)
		}
		reader = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, method, address, reader)
	if err != nil {
		return err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
		// A connection that breaks under the request is tried again by net/http,
		// which needs a key to dare to.
		req.Header.Set("Idempotency-Key", rand.Text())
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, answerLimit))
	if err != nil {
		return fmt.Errorf("%s %s: read the answer: %w", method, address, err)
	}
	if res.StatusCode >= http.StatusBadRequest {
		return refusal(method, address, res.Status, data)
	}
	if err := json.Unmarshal(data, answer); err != nil {
		return fmt.Errorf("%s %s: the answer is not of the contract: %w", method, address, err)
	}
	return nil
}

// refusal reads the problem that the server answered with.
func refusal(method, address, status string, data []byte) error {
	var problem struct {
		Kind   queue.Kind        `json:"kind"`
		Reason queue.Reason      `json:"reason"`
		Field  string            `json:"field"`
		Vars   map[string]string `json:"vars"`
	}
	if err := json.Unmarshal(data, &problem); err != nil || problem.Kind == "" {
		return fmt.Errorf("%s %s: %s", method, address, status)
	}
	return &queue.Error{Kind: problem.Kind, Reason: problem.Reason, Field: problem.Field, Vars: problem.Vars}
}
