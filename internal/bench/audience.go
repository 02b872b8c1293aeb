package bench

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync"
	"time"
)

// audience is the displays: sockets that read and note when a call-out came.
type audience struct {
	mu       sync.Mutex
	lines    []*line
	arrivals map[uint64]*arrival // by sequence
	numbers  map[string]*arrival // by ticket, of calls
	changed  chan struct{}       // closed when one has come to everybody
	views    int                 // displays that show something
	failed   error
}

// arrival is how far a call-out has come.
type arrival struct {
	seq  uint64
	n    int
	last time.Time
}

// ListenOrder connects displays to a feed.
type ListenOrder struct {
	Addr, Path string
	Displays   int
	Views      bool // wait until each shows something
}

// Listen does an order. Those who listened before have to leave first.
func (d *Load) Listen(o ListenOrder, _ *struct{}) error {
	a := &d.audience
	a.mu.Lock()
	a.arrivals, a.numbers = map[uint64]*arrival{}, map[string]*arrival{}
	a.lines, a.views, a.failed, a.changed = nil, 0, nil, make(chan struct{})
	a.mu.Unlock()
	var dialling sync.WaitGroup
	room := make(chan struct{}, 32)
	for range o.Displays {
		room <- struct{}{}
		dialling.Go(func() {
			defer func() { <-room }()
			l, err := listen(o.Addr, o.Path)
			a.mu.Lock()
			defer a.mu.Unlock()
			if err != nil {
				a.failed = errors.Join(a.failed, err)
				return
			}
			a.lines = append(a.lines, l)
			go a.read(l, o.Displays)
		})
	}
	dialling.Wait()
	return a.wait(30*time.Second, func() bool { return !o.Views || a.views == o.Displays })
}

// wait waits until so is so; so is asked with mu held.
func (a *audience) wait(limit time.Duration, so func() bool) error {
	timeout := time.After(limit)
	for {
		a.mu.Lock()
		changed, err, done := a.changed, a.failed, so()
		a.mu.Unlock()
		if err != nil || done {
			return err
		}
		select {
		case <-changed:
		case <-timeout:
			return fmt.Errorf("displays did not get everything within %v", limit)
		}
	}
}

// announce wakes those who wait; mu is held.
func (a *audience) announce() {
	close(a.changed)
	a.changed = make(chan struct{})
}

// Leave closes all displays.
func (d *Load) Leave(_ struct{}, _ *struct{}) error {
	a := &d.audience
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, l := range a.lines {
		if c, ok := l.conn.(*net.TCPConn); ok {
			_ = c.SetLinger(0) // thousands of ports are wanted again at once
		}
		l.Close()
	}
	a.lines = nil
	return nil
}

// HeardOrder waits until a call-out has come to every display.
type HeardOrder struct{ Seq uint64 }

// Heard gives the moment of the last receipt, in ns since 1970.
func (d *Load) Heard(o HeardOrder, last *int64) error {
	a := &d.audience
	err := a.wait(10*time.Second, func() bool {
		at := a.arrivals[o.Seq]
		if at == nil || at.n < len(a.lines) {
			return false
		}
		*last = at.last.UnixNano()
		return true
	})
	return err
}

// listen upgrades a connection to a websocket.
func listen(addr, path string) (*line, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	l := &line{conn: conn, in: bufio.NewReaderSize(conn, 1024)}
	_, err = io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: "+addr+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: moiso.v1\r\n\r\n")
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	status, _, err := l.head()
	if err == nil && status != 101 {
		err = fmt.Errorf("%s: %d instead of a websocket", path, status)
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return l, nil
}

// read takes frames until the connection ends.
func (a *audience) read(l *line, displays int) {
	shows := false
	for {
		op, start, err := l.frame()
		if err != nil {
			if !errors.Is(err, net.ErrClosed) {
				a.mu.Lock()
				a.failed = errors.Join(a.failed, fmt.Errorf("a display lost its line: %w", err))
				a.announce()
				a.mu.Unlock()
			}
			return
		}
		switch {
		case op == opPing:
			_, _ = l.conn.Write([]byte{0x80 | opPong, 0x80, 0, 0, 0, 0})
		case bytes.HasPrefix(start, callOutStart):
			seq, number := callOut(start)
			a.arrived(seq, number, time.Now(), displays)
		case bytes.HasPrefix(start, viewStart) && !shows:
			shows = true
			a.mu.Lock()
			if a.views++; a.views == displays {
				a.announce()
			}
			a.mu.Unlock()
		}
	}
}

func (a *audience) arrived(seq uint64, number string, at time.Time, displays int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	got := a.arrivals[seq]
	if got == nil {
		got = &arrival{seq: seq}
		a.arrivals[seq], a.numbers[number] = got, got
	}
	if at.After(got.last) {
		got.last = at
	}
	if got.n++; got.n == displays {
		a.announce()
	}
}

var (
	callOutStart = []byte(`{"type":"callout","seq":`)
	viewStart    = []byte(`{"type":"view"`)
)

// callOut reads sequence and number from the beginning of a message.
func callOut(message []byte) (seq uint64, number string) {
	digits, rest, _ := bytes.Cut(message[len(callOutStart):], []byte(","))
	seq, _ = strconv.ParseUint(string(digits), 10, 64)
	return seq, numberIn(rest)
}
