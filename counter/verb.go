package counter

import (
	"net/http"

	"moiso/internal/queue"
	"moiso/internal/web"
)

// verb reads the body of a request and makes the action of it. body is what was
// read, for the command's digest.
type verb func(w http.ResponseWriter, r *http.Request, k queue.CounterID) (body any, do queue.Action, err error)

// verbs are all that can be asked of a counter. Where the contract's table says
// no body, only an empty one or {} is taken.
var verbs = map[string]verb{
	"open":      bare(func(k queue.CounterID) queue.Action { return queue.Open{Counter: k} }),
	"close":     bare(func(k queue.CounterID) queue.Action { return queue.Close{Counter: k} }),
	"call-next": bare(func(k queue.CounterID) queue.Action { return queue.CallNext{Counter: k} }),
	"recall":    bare(func(k queue.CounterID) queue.Action { return queue.Recall{Counter: k} }),
	"start":     bare(func(k queue.CounterID) queue.Action { return queue.Start{Counter: k} }),
	"finish":    bare(func(k queue.CounterID) queue.Action { return queue.Finish{Counter: k} }),
	"miss":      bare(func(k queue.CounterID) queue.Action { return queue.Miss{Counter: k} }),
	"park":      bare(func(k queue.CounterID) queue.Action { return queue.Park{Counter: k} }),
	"undo":      bare(func(k queue.CounterID) queue.Action { return queue.Undo{Counter: k} }),
	"pause": with(func(k queue.CounterID, b pause) (queue.Action, error) {
		return queue.Pause{Counter: k, Reason: b.Reason}, required("reason", b.Reason)
	}),
	"call": with(func(k queue.CounterID, b call) (queue.Action, error) {
		if err := required("ticket", b.Ticket); err != nil {
			return nil, err
		}
		return queue.Call{Counter: k, Ticket: b.Ticket, Reason: b.Reason}, required("reason", b.Reason)
	}),
	"resume": with(func(k queue.CounterID, b one) (queue.Action, error) {
		return queue.Resume{Counter: k, Ticket: b.Ticket}, required("ticket", b.Ticket)
	}),
	"reinstate": with(func(k queue.CounterID, b one) (queue.Action, error) {
		return queue.Reinstate{Counter: k, Ticket: b.Ticket}, required("ticket", b.Ticket)
	}),
	// One of the two fields is enough: the core refuses a transfer to nowhere.
	"transfer": with(func(k queue.CounterID, b transfer) (queue.Action, error) {
		return queue.Transfer{Counter: k, Service: b.Service, To: b.Counter}, nil
	}),
	"profile": with(func(k queue.CounterID, b profile) (queue.Action, error) {
		if b.Services == nil {
			return nil, web.Invalid("services", queue.ReasonRequired)
		}
		return queue.Reprofile{Counter: k, Services: b.Services}, nil
	}),
}

// The bodies.
type (
	pause struct {
		Reason string `json:"reason"`
	}
	call struct {
		Ticket queue.TicketID `json:"ticket"`
		Reason string         `json:"reason"`
	}
	one struct {
		Ticket queue.TicketID `json:"ticket"`
	}
	transfer struct {
		Service queue.ServiceID `json:"service"` // empty: as it is
		Counter queue.CounterID `json:"counter"` // empty: whichever serves it
	}
	profile struct {
		Services []queue.ServiceID `json:"services"` // may be empty, must be there
	}
)

func bare(action func(queue.CounterID) queue.Action) verb {
	return with(func(k queue.CounterID, _ struct{}) (queue.Action, error) { return action(k), nil })
}

func with[B any](action func(queue.CounterID, B) (queue.Action, error)) verb {
	return func(w http.ResponseWriter, r *http.Request, k queue.CounterID) (any, queue.Action, error) {
		var body B
		if err := web.Decode(w, r, &body); err != nil {
			return nil, nil, err
		}
		do, err := action(k, body)
		return body, do, err
	}
}

// required refuses a field that is not there.
func required[S ~string](field string, value S) error {
	if value == "" {
		return web.Invalid(field, queue.ReasonRequired)
	}
	return nil
}
