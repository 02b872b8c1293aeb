package livetest

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"moiso/internal/web"
)

// House is a face with all that its pages ask for, put together as the program
// does it.
type House struct {
	Centre  *Centre
	Assets  *web.Assets
	Face    http.Handler                    // what the face's Handler gives
	Receipt web.Receipt                     // of displays; nil: nobody counts them
	Before  func(http.Handler) http.Handler // stands before all routes; nil: nothing does
}

// Assets are those of one face, with lib.
func Assets(t *testing.T, name string, page fs.FS) *web.Assets {
	t.Helper()
	assets, err := web.NewAssets(map[string]fs.FS{name: page})
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

// Serve serves the house until the test ends.
func (h House) Serve(t *testing.T) *httptest.Server {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	sockets := &web.Sockets{}
	var running sync.WaitGroup
	running.Go(func() { h.Centre.Live.Run(ctx) })
	running.Go(func() { sockets.Run(ctx) })
	feed := &web.Routes{}
	feed.Handle("GET /api/v1/centres/{c}/feed", (&web.Feeds{Centres: h.Centre, Sockets: sockets, Receipt: h.Receipt}).Handler())
	handler := web.Front(web.NewMux(h.Face, web.Catalogue(h.Centre), h.Assets.Handler(), feed))
	if h.Before != nil {
		handler = h.Before(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		stop()
		running.Wait()
		server.Close()
	})
	return server
}
