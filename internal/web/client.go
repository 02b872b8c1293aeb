package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"moiso/internal/queue"
)

// answerLimit is more than any answer of the API has, in bytes.
const answerLimit = 16 << 20

// Client calls the API. Its errors are the refusals of the server, as
// *queue.Error, or those of the connection, after which a write's outcome is
// unknown: ask again with the same key. It may be used by several goroutines at
// once.
type Client struct {
	BaseURL string       // "http://127.0.0.1:8080"
	HTTP    *http.Client // nil: http.DefaultClient
}

// Call asks for a path with its query, sends body as JSON unless it is nil, and
// decodes the answer. key names a write, 1 to 64 characters; empty: nothing is
// recognised. With a key, net/http dares to ask again when a connection breaks.
func (c Client) Call(ctx context.Context, method, path, key string, body, answer any) error {
	var content io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("encode the request: %w", err)
		}
		content = bytes.NewReader(data)
	}
	url := strings.TrimSuffix(c.BaseURL, "/") + path
	req, err := http.NewRequestWithContext(ctx, method, url, content)
	if err != nil {
		return err
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
		return err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, answerLimit))
	if err != nil {
		return fmt.Errorf("%s %s: read the answer: %w", method, url, err)
	}
	if res.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %w", method, url, refusalOf(res.Status, data))
	}
	if err := json.Unmarshal(data, answer); err != nil {
		return fmt.Errorf("%s %s: the answer is not of the contract: %w", method, url, err)
	}
	return nil
}

// refusalOf reads the problem that the server answered with; what stands between
// us and the server may answer with anything.
func refusalOf(status string, data []byte) error {
	var p Problem
	if err := json.Unmarshal(data, &p); err != nil || p.Kind == "" {
		return fmt.Errorf("%s, without a problem of ours", status)
	}
	return &queue.Error{Kind: p.Kind, Reason: p.Reason, Field: p.Field, Vars: p.Vars}
}
