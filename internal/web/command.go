package web

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"unicode"
	"unicode/utf8"

	"moiso/internal/queue"
)

// keyHeader carries the client's own name for a write.
const keyHeader = "Idempotency-Key"

// Command makes the command of a request: do, asked by actor. body is what
// Decode filled; the same key with another body is a conflict. The key is
// scoped to actor and path, and with the path to the centre. Without a key the
// command has no ID and a repeat is a new command.
func Command(r *http.Request, actor string, body any, do queue.Action) (queue.Command, error) {
	key, err := clientKey(r)
	if err != nil {
		return queue.Command{}, err
	}
	cmd := queue.Command{Actor: actor, Do: do}
	if key == "" {
		return cmd, nil
	}
	// A struct always marshals to the same bytes: fields in order, maps sorted.
	canonical, err := json.Marshal(body)
	if err != nil {
		return queue.Command{}, fmt.Errorf("digest of the body: %w", err)
	}
	id := sha256.Sum256([]byte(actor + "\x00" + r.URL.Path + "\x00" + key))
	digest := sha256.Sum256(canonical)
	cmd.ID = queue.CommandID(hex.EncodeToString(id[:16]))
	cmd.Digest = binary.BigEndian.Uint64(digest[:8])
	return cmd, nil
}

// clientKey is the request's key, 1 to 64 characters, or nothing.
func clientKey(r *http.Request) (string, error) {
	values := r.Header.Values(keyHeader)
	if len(values) == 0 {
		return "", nil
	}
	key := values[0]
	if n := utf8.RuneCountInString(key); n < 1 || n > 64 || len(values) > 1 {
		return "", Invalid(keyHeader, ReasonKeyLength)
	}
	if !utf8.ValidString(key) {
		return "", Invalid(keyHeader, ReasonNotUTF8)
	}
	for _, c := range key {
		if unicode.IsControl(c) {
			return "", Invalid(keyHeader, ReasonControl)
		}
	}
	return key, nil
}
