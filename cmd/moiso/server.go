package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"moiso/counter"
	"moiso/display"
	"moiso/internal/config"
	"moiso/internal/journal"
	"moiso/internal/journal/boltjournal"
	"moiso/internal/live"
	"moiso/internal/metrics"
	"moiso/internal/queue"
	"moiso/internal/sequencer"
	"moiso/internal/web"
	"moiso/kiosk"
)

const (
	journalFile  = "journal.db"
	stopWithin   = 8 * time.Second // of the 10 that are promised
	headerWithin = 5 * time.Second
	requestLimit = 30 * time.Second
)

// server is everything that runs, joined. Data goes one way: commands through
// the sequencers into the journal, events from there to live and metrics.
type server struct {
	cfg     config.Server
	log     *slog.Logger
	journal journal.Journal
	centres live.Centres
	group   sequencer.Group
	metrics *metrics.Metrics
	sockets web.Sockets
	assets  *web.Assets

	listener net.Listener
	url      string

	defining sync.Mutex // one definition at a time

	mu      sync.Mutex // of adding centres
	loaded  []*live.Centre
	run     func(*live.Centre) // nil before Run
	stopped bool
}

// openServer opens the journal, replays it and listens. Nothing is served
// before Run.
func openServer(cfg config.Server, journalOptions boltjournal.Options) (*server, error) {
	s := &server{cfg: cfg, log: slog.Default()}
	s.metrics = metrics.New(&s.centres, version())
	journalOptions.OnCommit = s.metrics.JournalCommit
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	j, err := boltjournal.Open(filepath.Join(cfg.Data, journalFile), journalOptions)
	if err != nil {
		return nil, explain(cfg.Data, err)
	}
	s.journal = j
	if err := s.open(); err != nil {
		return nil, errors.Join(explain(cfg.Data, err), j.Close())
	}
	return s, nil
}

// explain adds the way out to what may be wrong with a data directory.
func explain(dir string, err error) error {
	switch {
	case errors.Is(err, journal.ErrLocked):
		return fmt.Errorf("data directory %s is held by another moiso; stop that one, or name another with --data", dir)
	case errors.Is(err, journal.ErrNewer):
		return fmt.Errorf("data directory %s: %w; use that version", dir, err)
	case errors.Is(err, journal.ErrDamaged):
		return fmt.Errorf("data directory %s: %w; nothing was changed. Restore a backup into an empty directory (moiso restore)", dir, err)
	}
	return fmt.Errorf("data directory %s: %w", dir, err)
}

func (s *server) open() error {
	streams, err := s.journal.Streams()
	if err != nil {
		return err
	}
	for _, id := range streams {
		if _, err := s.add(queue.CentreID(id)); err != nil {
			return err
		}
	}
	trees, err := assetTrees()
	if err != nil {
		return err
	}
	s.assets, err = web.NewAssets(trees)
	if err != nil {
		return err
	}
	s.listener, err = net.Listen("tcp", s.cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w; is another server there? Choose another with --listen", s.cfg.Listen, err)
	}
	s.url = "http://" + s.listener.Addr().String()
	return nil
}

// add loads a centre and has it run with the others. It is known to the faces
// from when it has a definition.
func (s *server) add(id queue.CentreID) (*live.Centre, error) {
	states, err := sequencer.Load(s.journal, id, 2)
	if err != nil {
		return nil, err
	}
	clock := sequencer.NewClock(time.UnixMilli(int64(states[0].At())))
	centre := live.New(id, s.journal.Epoch(), states[1], clock.Now, s.log)
	sq := sequencer.New(sequencer.Config{
		Centre: id, State: states[0], Journal: s.journal, Clock: clock, Log: s.log,
		Publisher: publisher{centre: centre, metrics: s.metrics},
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped || !s.group.Add(sq) {
		return nil, fmt.Errorf("centre %s is there already", id)
	}
	if def, _ := centre.Definition(); def != nil {
		s.centres.Add(centre)
	}
	s.loaded = append(s.loaded, centre)
	if s.run != nil {
		s.run(centre)
	}
	return centre, nil
}

// publisher hands what is durable to everybody who looks at a centre.
type publisher struct {
	centre  *live.Centre
	metrics *metrics.Metrics
}

func (p publisher) Commit(events []queue.Event) error {
	if err := p.centre.Commit(events); err != nil {
		return err
	}
	p.metrics.Commit(p.centre.ID(), events)
	return nil
}

// define gives a centre its definition, a new centre too.
func (s *server) define(ctx context.Context, c *queue.Centre) error {
	if err := c.Validate(); err != nil {
		return err
	}
	s.defining.Lock()
	defer s.defining.Unlock()
	centre, ok := s.centres.Centre(c.ID)
	if !ok {
		var err error
		if centre, err = s.add(c.ID); err != nil {
			return err
		}
	}
	if _, err := s.group.Do(ctx, c.ID, queue.Command{Actor: "admin", Do: queue.Configure{Centre: c}}); err != nil {
		return err
	}
	s.centres.Add(centre)
	return nil
}

func (s *server) handler() http.Handler {
	feeds := &web.Feeds{Centres: &s.centres, Sockets: &s.sockets, Receipt: s.metrics.Receipt}
	own := &web.Routes{}
	own.Handle("GET /api/v1/centres/{c}/feed", feeds.Handler())
	own.Handle("GET /metrics", s.metrics.Handler())
	own.Handle("GET /{$}", s.index())
	return web.Front(web.NewMux(own, web.Catalogue(&s.centres), web.OpenAPI(), web.Health(s.ready), s.assets.Handler(),
		kiosk.Handler(kiosk.Config{Centres: &s.centres, Commands: &s.group, Assets: s.assets, PublicURL: s.cfg.PublicURL}),
		counter.Handler(counter.Config{Centres: &s.centres, Commands: &s.group, Assets: s.assets}),
		display.Handler(display.Config{Centres: &s.centres, Assets: s.assets}),
	))
}

// ready tells why no work can be done, if none can.
func (s *server) ready() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return errors.New("the server is going down")
	}
	return nil
}

// Run serves until the context ends or the journal fails. It stops in order:
// no more commands, what was accepted is done, feeds say goodbye, the journal
// is closed.
func (s *server) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	viewing, stopViewing := context.WithCancel(context.WithoutCancel(ctx))
	defer stopViewing()
	var views sync.WaitGroup
	s.mu.Lock()
	s.run = func(c *live.Centre) { views.Go(func() { c.Run(viewing) }) }
	for _, c := range s.loaded {
		s.run(c)
	}
	s.mu.Unlock()
	views.Go(func() { s.sockets.Run(viewing) })

	control, err := s.openControl()
	if err != nil {
		return err
	}
	web := &http.Server{Handler: s.handler(), ReadHeaderTimeout: headerWithin, ReadTimeout: requestLimit, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	var serving sync.WaitGroup
	var once sync.Once
	var failed error
	fail := func(err error) {
		if err != nil && !errors.Is(err, http.ErrServerClosed) {
			once.Do(func() { failed = err })
			cancel()
		}
	}
	serving.Go(func() { fail(web.Serve(s.listener)) })
	serving.Go(func() { fail(control.Serve()) })
	commanding, stopCommanding := context.WithCancel(context.WithoutCancel(ctx))
	defer stopCommanding()
	var sequencing sync.WaitGroup
	sequencing.Go(func() { fail(s.group.Run(commanding)) })

	<-ctx.Done()
	limit, stop := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer stop()
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	control.Shutdown(limit)
	stopViewing() // sockets hear 1001 while the last requests are answered
	s.sockets.Wait(limit)
	if err := web.Shutdown(limit); err != nil {
		s.log.Warn("requests were cut off", "error", err)
		web.Close()
	}
	stopCommanding()
	sequencing.Wait()
	views.Wait()
	serving.Wait()
	return errors.Join(failed, s.journal.Close())
}
