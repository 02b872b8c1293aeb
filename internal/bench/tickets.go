package bench

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"moiso/internal/journal/boltjournal"
)

// tickets measures how many tickets kiosks get over HTTP, each with a key so
// that a repeat is known. The floor is a handler that reads the same body,
// stores a value of the same size in a bare group commit and answers in JSON.
func (b *run) tickets(ctx context.Context) error {
	return b.house(ctx, "tickets", 1, boltjournal.Options{}, func(_ context.Context, h House, at []place) error {
		floor, err := boltjournal.OpenFloor(filepath.Join(b.dir, "tickets.floor"))
		if err != nil {
			return err
		}
		defer floor.Close()
		bare, stop, err := serveBare(floor)
		if err != nil {
			return err
		}
		defer stop()
		round := func(addr string) func() (float64, error) {
			order := WorkOrder{Addr: addr, For: b.Duration}
			for i := range b.Kiosks {
				p := at[i%len(at)]
				order.Workers = append(order.Workers, []Step{p.issue()})
			}
			return func() (float64, error) {
				var r WorkReport
				err := b.load.Call("Load.Work", order, &r)
				if err == nil && r.Refused > 0 {
					err = errors.New("tickets were refused")
				}
				return float64(r.Done) / r.Seconds, err
			}
		}
		return b.rounds("http_tickets_per_second", "floor_http_per_second", "http_ratio", round(address(h)), round(bare))
	})
}

// serveBare is the floor of the HTTP part.
func serveBare(floor *boltjournal.Floor) (addr string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	type order struct {
		Service string `json:"service"`
		Class   string `json:"class"`
		Kiosk   string `json:"kiosk"`
		Dossier string `json:"dossier"`
	}
	type ticket struct {
		ID       string `json:"id"`
		Number   string `json:"number"`
		Service  string `json:"service"`
		Class    string `json:"class"`
		State    string `json:"state"`
		IssuedAt string `json:"issued_at"`
		Ahead    int    `json:"ahead"`
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v1/centres/{c}/tickets", func(w http.ResponseWriter, r *http.Request) {
		var o order
		if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if err := floor.Append(make([]byte, issuedSize)); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		body, err := json.Marshal(ticket{
			ID: strings.Repeat("X", 26), Number: "A001", Service: o.Service, Class: "thuong", State: "waiting",
			IssuedAt: time.Now().Format(time.RFC3339),
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(body) // a client that is gone needs no answer
	})
	s := &http.Server{Handler: mux}
	go s.Serve(l)
	return l.Addr().String(), func() { s.Close() }, nil
}

// issuedSize is how long the event of a ticket with a key is stored, in bytes.
const issuedSize = 120

func address(h House) string { return strings.TrimPrefix(h.URL, "http://") }
