package main

import (
	"context"
	"net/http"
	"sync"
	"time"

	"moiso/counter"
	"moiso/internal/queue"
	"moiso/internal/sim"
	"moiso/kiosk"
)

const (
	peopleSpeed = 12   // the halls live faster than we do, yet every call can be heard
	peopleLoad  = 0.9  // of what the officers can do: there is always somebody waiting
	peopleEarly = 2    // visitors a counter, who wait at the doors
	peopleSeed  = 2026 // the same people each time
)

// animate has simulated visitors and officers use every centre, through the
// same routes as the pages, until the context ends. One counter in each hall
// is left to whoever looks on.
func (s *server) animate(ctx context.Context) error {
	client := &http.Client{Timeout: requestLimit, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	var all sync.WaitGroup
	for _, c := range s.centres.Centres() {
		def, _ := c.Definition()
		if def == nil {
			continue
		}
		manned := mannedCounters(def)
		day := sim.Demand{
			Centre: def, Counters: manned, Profile: sim.Steady(10 * time.Hour),
			Visits: peopleLoad * 10 * sim.Capacity(def, manned), Early: peopleEarly * len(manned),
		}
		people := &sim.People{
			Centre: def, Counters: manned, Plan: day.Plan(peopleSeed), Speed: peopleSpeed, Seed: peopleSeed, Log: s.log,
			Kiosk: &kiosk.Client{BaseURL: s.url, HTTP: client}, Desk: &counter.Client{BaseURL: s.url, HTTP: client},
		}
		all.Go(func() { people.Run(ctx) })
	}
	all.Wait()
	return nil
}

// mannedCounters are all but the last of each hall that has several.
func mannedCounters(def *queue.Centre) []queue.Counter {
	last := map[queue.HallID]int{}
	several := map[queue.HallID]bool{}
	for i, k := range def.Counters {
		_, several[k.Hall] = last[k.Hall]
		last[k.Hall] = i
	}
	var manned []queue.Counter
	for i, k := range def.Counters {
		if !several[k.Hall] || i != last[k.Hall] {
			manned = append(manned, k)
		}
	}
	return manned
}
