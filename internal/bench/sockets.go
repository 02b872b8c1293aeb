package bench

import (
	"bufio"
	"errors"
	"io"
	"net"
	"sync"
)

// sockets is the floor of the fan-out: connections that are sent bytes.
type sockets struct {
	listener net.Listener
	mu       sync.Mutex
	conns    []net.Conn
}

func openSockets() (*sockets, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &sockets{listener: l}
	go s.accept()
	return s, nil
}

func (s *sockets) address() string { return s.listener.Addr().String() }

func (s *sockets) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		if s.shake(conn) != nil {
			conn.Close() // the display says what it missed
		}
	}
}

// shake answers the displays' upgrade with as little as they accept.
func (s *sockets) shake(conn net.Conn) error {
	in := bufio.NewReaderSize(conn, 1024)
	for {
		row, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(row) == 2 {
			break
		}
	}
	s.mu.Lock()
	s.conns = append(s.conns, conn)
	s.mu.Unlock()
	_, err := io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\n\r\n")
	return err
}

// write sends the frame to everybody.
func (s *sockets) write(frame []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.conns {
		if _, err := c.Write(frame); err != nil {
			return err
		}
	}
	return nil
}

func (s *sockets) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.listener.Close()
	for _, c := range s.conns {
		err = errors.Join(err, c.Close())
	}
	return err
}
