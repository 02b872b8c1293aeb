package web

import (
	"net/http"

	"moiso/internal/queue"
)

// Kinds of refusal that only the edge knows; with the core's they are the
// stable words of the contract.
const (
	KindUnauthenticated  queue.Kind = "unauthenticated"    // who asks is not known
	KindForbidden        queue.Kind = "forbidden"          // who asks may not
	KindMethodNotAllowed queue.Kind = "method_not_allowed" // the path knows other methods
	KindTooLarge         queue.Kind = "too_large"          // the body is longer than BodyLimit
	KindTooMany          queue.Kind = "too_many"           // too many requests in a short time
	KindBusy             queue.Kind = "busy"               // nothing happened; worth a retry in a second
	KindInternal         queue.Kind = "internal"           // our fault
)

// statuses is the one place where a kind becomes an HTTP status.
var statuses = map[queue.Kind]int{
	queue.KindInvalid:    http.StatusBadRequest,
	queue.KindNotFound:   http.StatusNotFound,
	queue.KindConflict:   http.StatusConflict,
	queue.KindQuota:      http.StatusConflict,
	queue.KindClosed:     http.StatusConflict,
	KindUnauthenticated:  http.StatusUnauthorized,
	KindForbidden:        http.StatusForbidden,
	KindMethodNotAllowed: http.StatusMethodNotAllowed,
	KindTooLarge:         http.StatusRequestEntityTooLarge,
	KindTooMany:          http.StatusTooManyRequests,
	KindBusy:             http.StatusServiceUnavailable,
	KindInternal:         http.StatusInternalServerError,
}

// Reasons that only the edge gives; their texts are "web." + Reason.
const (
	ReasonUnknownField queue.Reason = "unknown_field" // {field}
	ReasonTwice        queue.Reason = "twice"         // {field} stands more than once
	ReasonNotJSON      queue.Reason = "not_json"      // the body does not parse
	ReasonNotUTF8      queue.Reason = "not_utf8"
	ReasonTooDeep      queue.Reason = "too_deep"     // {depth} levels at most
	ReasonControl      queue.Reason = "control"      // {field} holds a control character
	ReasonKeyLength    queue.Reason = "key_length"   // of the Idempotency-Key
	ReasonUnknownPath  queue.Reason = "unknown_path" // nothing is served there
	ReasonCrossOrigin  queue.Reason = "cross_origin" // the request came from another site's page

	reasonInternal queue.Reason = "internal" // {request}
)

// Refuse is an error of the kind; pairs are the names and values of what the
// wording's placeholders stand for.
func Refuse(kind queue.Kind, reason queue.Reason, pairs ...string) error {
	return refusal(kind, reason, "", pairs...)
}

// NotFound says that the request names something that is not there.
func NotFound(reason queue.Reason, pairs ...string) error {
	return refusal(queue.KindNotFound, reason, "", pairs...)
}

// Invalid says that a field of the request is wrong.
func Invalid(field string, reason queue.Reason, pairs ...string) error {
	return refusal(queue.KindInvalid, reason, field, append(pairs, "field", field)...)
}

func refusal(kind queue.Kind, reason queue.Reason, field string, pairs ...string) *queue.Error {
	e := &queue.Error{Kind: kind, Reason: reason, Field: field}
	if len(pairs) > 0 {
		e.Vars = make(map[string]string, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			e.Vars[pairs[i]] = pairs[i+1]
		}
	}
	return e
}
