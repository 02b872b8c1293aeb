package web

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"moiso/internal/feed"
	"moiso/internal/queue"
)

const (
	// A peer that does not take a frame in this time is stuck; nobody else waits for it.
	writeTimeout = 5 * time.Second
	// The server pings this often; a peer that says nothing for silence is gone.
	pingEvery = 20 * time.Second
	silence   = 45 * time.Second
	// What a client may send: receipts, which are short.
	messageLimit = 1 << 10
	refusedMost  = 256 << 10 // bytes that are read of what was refused
	// socketsMost bounds the memory of all connections together.
	socketsMost = 100_000
)

// Close codes that only the edge gives.
const closeBadRequest = 4400

// Writing and closing of one connection.
const (
	idle    = iota // nobody writes
	writing        // a writer runs
	again          // a writer runs and has more to look for
)

// socket is one websocket. One goroutine reads it for as long as it lives. At
// most one writes, started when there is something to write and gone when there
// is not, so that an idle display costs one small stack.
type socket struct {
	conn    *websocket.Conn
	owner   *Sockets
	sub     *feed.Subscriber
	receipt func(kind string, seq uint64) bool // whether the topic has such a call-out
	state   atomic.Int32
	ping    atomic.Bool
	slot    int
}

var upgrader = websocket.Upgrader{
	HandshakeTimeout: 10 * time.Second,
	ReadBufferSize:   256,
	WriteBufferSize:  1024,
	WriteBufferPool:  new(sync.Pool),
	Subprotocols:     []string{"moiso.v1"},
	// CheckOrigin stays the default: the origin's host is the request's.
	Error: func(http.ResponseWriter, *http.Request, int, error) {},
}

// admit refuses what may not become a websocket here.
func (ss *Sockets) admit(r *http.Request) error {
	if !websocket.IsWebSocketUpgrade(r) {
		return Refuse(queue.KindInvalid, ReasonNotWebsocket)
	}
	if origin := r.Header.Get("Origin"); origin != "" && !sameHost(origin, r.Host) {
		return Refuse(KindForbidden, ReasonCrossOrigin, "origin", origin)
	}
	if ss.count.Load() >= socketsMost {
		return Refuse(KindBusy, "")
	}
	return nil
}

// newSocket is a socket that may be woken but has no connection yet.
func newSocket(owner *Sockets) *socket {
	s := &socket{owner: owner}
	s.state.Store(writing) // begin's writer will look
	return s
}

// upgrade takes the request's connection over. False with no error: it is gone.
func (s *socket) upgrade(w http.ResponseWriter, r *http.Request) (bool, error) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err == nil {
		s.conn = conn
		return true, nil
	}
	if _, bad := errors.AsType[websocket.HandshakeError](err); bad {
		return false, Refuse(queue.KindInvalid, ReasonNotWebsocket)
	}
	return false, nil
}

func sameHost(origin, host string) bool {
	_, rest, ok := strings.Cut(origin, "://")
	return ok && strings.EqualFold(rest, host)
}

// begin starts to serve; the handler of the request returns, and its buffers
// with it.
func (s *socket) begin(sub *feed.Subscriber) {
	s.sub = sub
	s.owner.add(s)
	go s.read()
	go s.write()
}

// read takes receipts until the peer is gone.
func (s *socket) read() {
	defer s.owner.remove(s)
	defer s.sub.Close()
	defer s.conn.Close()
	s.conn.SetPongHandler(func(string) error { return s.conn.SetReadDeadline(time.Now().Add(silence)) })
	var said allowance
	for {
		if s.conn.SetReadDeadline(time.Now().Add(silence)) != nil {
			return
		}
		kind, message, err := s.conn.NextReader()
		if err != nil {
			return
		}
		// The limit is ours to keep: the library's own answers with another code.
		data, err := io.ReadAll(io.LimitReader(message, messageLimit+1))
		if err != nil {
			return
		}
		if kind != websocket.TextMessage || len(data) > messageLimit || !s.take(data, &said) {
			s.refuse()
			return
		}
	}
}

// wake starts the writer, or tells it to look once more.
func (s *socket) wake() {
	for {
		switch s.state.Load() {
		case idle:
			if s.state.CompareAndSwap(idle, writing) {
				go s.write()
				return
			}
		case writing:
			if s.state.CompareAndSwap(writing, again) {
				return
			}
		case again:
			return
		}
	}
}

var buffers = sync.Pool{New: func() any { return new([64 + 8]*feed.Message) }}

// write writes until there is nothing more.
func (s *socket) write() {
	buf := buffers.Get().(*[64 + 8]*feed.Message)
	defer func() {
		clear(buf[:])
		buffers.Put(buf)
	}()
	for {
		messages, end := s.sub.Next(buf[:0])
		for _, m := range messages {
			if s.send(m) != nil {
				s.conn.Close() // ends the reader, which cleans up
				return
			}
		}
		switch {
		case end == feed.Resync:
			s.resync()
			return
		case end != 0:
			s.close(end, "")
			return
		case len(messages) > 0:
			continue
		case s.ping.Swap(false):
			if s.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTimeout)) != nil {
				s.conn.Close()
				return
			}
		}
		if s.state.CompareAndSwap(writing, idle) {
			return
		}
		s.state.Store(writing)
	}
}

func (s *socket) send(m *feed.Message) error {
	if err := s.conn.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	if m.Own {
		return s.conn.WriteMessage(websocket.TextMessage, m.Data)
	}
	p := m.Prepared(func(data []byte) any {
		p, err := websocket.NewPreparedMessage(websocket.TextMessage, data)
		if err != nil {
			return err
		}
		return p
	})
	prepared, ok := p.(*websocket.PreparedMessage)
	if !ok {
		return p.(error)
	}
	return s.conn.WritePreparedMessage(prepared)
}

// close says why, if the peer still listens, and ends the connection.
func (s *socket) close(code int, why string) {
	_ = s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second))
	s.conn.Close()
}

// refuse closes for what the peer has sent. The rest of that is read first: to
// close over unread bytes is to reset the line, and the peer would not hear why.
func (s *socket) refuse() {
	_ = s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(closeBadRequest, "bad message"), time.Now().Add(time.Second))
	if s.conn.SetReadDeadline(time.Now().Add(time.Second)) == nil {
		_, _ = io.CopyN(io.Discard, s.conn.NetConn(), refusedMost)
	}
}

// resync tells a client that its position is unknown.
func (s *socket) resync() {
	if s.conn.SetWriteDeadline(time.Now().Add(writeTimeout)) == nil && s.conn.WriteMessage(websocket.TextMessage, feed.ResyncMessage()) == nil {
		s.close(feed.Resync, "resync")
		return
	}
	s.conn.Close()
}
