package main

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"moiso/internal/live"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// The control line lets the commands of this program work beside a running
// server: it alone holds the journal. It listens on loopback and asks for a
// token that is in a file of the data directory which only its owner can read.
//
//	GET  /backup         a consistent copy of the journal
//	PUT  /centres/{c}    a centre's definition
//	GET  /centres/{c}    the same

const controlFile = "control.json"

type controlAddress struct {
	Address string `json:"address"`
	Token   string `json:"token"`
}

type control struct {
	http     http.Server
	listener net.Listener
	path     string
}

// openControl listens and says where in the data directory.
func (s *server) openControl() (*control, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("control line: %w", err)
	}
	at := controlAddress{Address: l.Addr().String(), Token: rand.Text()}
	b, err := json.Marshal(at)
	if err != nil {
		return nil, err
	}
	c := &control{listener: l, path: filepath.Join(s.cfg.Data, controlFile)}
	if err := os.WriteFile(c.path, b, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("control line: %w", err), l.Close())
	}
	mux := http.NewServeMux()
	mux.Handle("GET /backup", web.Handle(s.sendBackup))
	mux.Handle("PUT /centres/{c}", web.Handle(s.importCentre))
	mux.Handle("GET /centres/{c}", web.Handle(s.exportCentre))
	c.http.ReadHeaderTimeout = headerWithin
	c.http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+at.Token)) != 1 {
			http.Error(w, "the token is not that of "+controlFile, http.StatusUnauthorized)
			return
		}
		mux.ServeHTTP(w, r)
	})
	return c, nil
}

func (c *control) Serve() error { return c.http.Serve(c.listener) }

func (c *control) Shutdown(ctx context.Context) {
	if err := c.http.Shutdown(ctx); err != nil {
		c.http.Close()
	}
	if err := os.Remove(c.path); err != nil {
		slog.Warn("control line's file remains", "error", err)
	}
}

func (s *server) sendBackup(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/octet-stream")
	_, err := s.journal.WriteTo(w)
	return err
}

func (s *server) importCentre(w http.ResponseWriter, r *http.Request) error {
	c, err := readCentre(r.Body)
	if err != nil {
		return web.Invalid("centre", queue.ReasonMalformed, "value", err.Error())
	}
	if err := s.define(r.Context(), c); err != nil {
		if _, ok := errors.AsType[*queue.Error](err); ok {
			return err
		}
		return web.Invalid("centre", queue.ReasonMalformed, "value", err.Error())
	}
	_, version := centreOf(&s.centres, c.ID)
	return web.JSON(w, http.StatusOK, map[string]any{"id": c.ID, "version": version})
}

func (s *server) exportCentre(w http.ResponseWriter, r *http.Request) error {
	c, _ := centreOf(&s.centres, queue.CentreID(r.PathValue("c")))
	if c == nil {
		return web.NotFound(queue.ReasonUnknownCentre, "centre", r.PathValue("c"))
	}
	return web.JSON(w, http.StatusOK, c)
}

func centreOf(all *live.Centres, id queue.CentreID) (*queue.Centre, int) {
	c, ok := all.Centre(id)
	if !ok {
		return nil, 0
	}
	return c.Definition()
}

// errNoServer: no server runs on the data directory.
var errNoServer = errors.New("no server runs on the data directory")

// askServer sends a request over the control line of the server that runs on
// the data directory.
func askServer(ctx context.Context, dir, method, path string, body io.Reader) (*http.Response, error) {
	b, err := os.ReadFile(filepath.Join(dir, controlFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errNoServer
	}
	if err != nil {
		return nil, err
	}
	var at controlAddress
	if err := json.Unmarshal(b, &at); err != nil {
		return nil, fmt.Errorf("%s: %w", controlFile, err)
	}
	r, err := http.NewRequestWithContext(ctx, method, "http://"+at.Address+path, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+at.Token)
	answer, err := http.DefaultClient.Do(r)
	if opErr, ok := errors.AsType[*net.OpError](err); ok && opErr.Op == "dial" {
		return nil, errNoServer // left behind by one that was killed
	}
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		defer answer.Body.Close()
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
		var problem struct {
			Detail string            `json:"detail"`
			Vars   map[string]string `json:"vars"`
		}
		if json.Unmarshal(text, &problem) == nil && problem.Detail != "" {
			return nil, fmt.Errorf("%s\n%s", problem.Detail, problem.Vars["value"])
		}
		return nil, fmt.Errorf("the server answered %s: %s", answer.Status, text)
	}
	return answer, nil
}
