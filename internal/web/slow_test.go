package web_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"moiso/internal/feed"
)

// A display that stopped reading keeps nobody waiting, is cut off, and finds
// everything when it comes back.
func TestStuckReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		began := h.state.Seq()
		stuck, good := h.lay("hall/a", nil), h.watch("hall/a", nil)
		synctest.Wait() // the writer of the stuck one waits with the first message
		at := time.Now()
		var want []uint64
		for range 1000 {
			want = append(want, h.call("1"))
			synctest.Wait()
		}
		if got := good.callouts(); !slices.Equal(got, want) || !time.Now().Equal(at) {
			t.Errorf("the neighbour heard %d call-outs after %s, want %d at once", len(got), time.Since(at), len(want))
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if n := h.centre.Feed().Subscribers()["hall"]; n != 1 {
			t.Errorf("%d subscribers after the time to write, want the good one", n)
		}
		stuck.Close()
		back := h.watch("hall/a", &feed.Position{Epoch: "e", Seq: began})
		if got := back.callouts(); !slices.Equal(got, want) {
			t.Errorf("came back to %d call-outs, want %d", len(got), len(want))
		}
	})
}

// A display that reads, but not fast enough, is told to come back.
func TestSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		began := h.state.Seq()
		conn := h.lay("hall/a", nil)
		for range 2 { // hello and the view: it is up to date
			if _, _, err := conn.ReadMessage(); err != nil {
				t.Fatal(err)
			}
		}
		var want []uint64
		for range 300 {
			want = append(want, h.call("1"))
			synctest.Wait()
		}
		time.Sleep(4 * time.Second)
		s := listen(conn)
		if code := s.code(); code != feed.TooSlow {
			t.Fatalf("closed with %d, want %d", code, feed.TooSlow)
		}
		got := s.callouts()
		position := feed.Position{Epoch: "e", Seq: began}
		if n := len(got); n > 0 {
			position.Seq = got[n-1]
		}
		got = append(got, h.watch("hall/a", &position).callouts()...)
		if !slices.Equal(got, want) {
			t.Errorf("heard %d call-outs over both lines, want %d", len(got), len(want))
		}
	})
}

// The server asks every 20 s whether somebody is there, and drops who has not
// answered for 45 s.
func TestSilentPeer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		mute := h.lay("centre", nil)
		at := time.Now()
		var pings []time.Time
		mute.SetPingHandler(func(string) error {
			pings = append(pings, time.Now())
			return nil
		})
		gone := listen(mute)
		there := h.watch("centre", nil)
		for gone.code() == 0 && time.Since(at) < time.Minute {
			time.Sleep(time.Second)
		}
		if took := time.Since(at); took != 45*time.Second || len(pings) < 2 || pings[1].Sub(pings[0]) != 20*time.Second {
			t.Errorf("dropped after %s, pings at %v; want 45s, pings 20s apart", took, pings)
		}
		time.Sleep(10 * time.Minute)
		if code := there.code(); code != 0 {
			t.Errorf("who answers was closed with %d", code)
		}
	})
}

// When the server goes down everybody is told, and so is who comes just then.
func TestGoingDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t)
		var all []*screen
		for _, topic := range []string{"hall/a", "hall/b", "counter/1", "kiosk/k", "centre", "ticket/" + string(h.issue())} {
			all = append(all, h.watch(topic, nil))
		}
		synctest.Wait()
		h.centre.Feed().Close()
		all = append(all, h.watch("hall/a", nil))
		for i, s := range all {
			if code := s.code(); code != websocket.CloseGoingAway {
				t.Errorf("line %d closed with %d, want %d", i, code, websocket.CloseGoingAway)
			}
		}
	})
}
