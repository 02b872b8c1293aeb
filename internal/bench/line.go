package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
)

// line is a client's HTTP connection, kept alive. It does as little as a client
// can, so that what is measured is the server.
type line struct {
	conn net.Conn
	in   *bufio.Reader
	out  []byte
	body []byte
}

func dial(addr string) (*line, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &line{conn: conn, in: bufio.NewReader(conn)}, nil
}

func (l *line) Close() error { return l.conn.Close() }

// post asks and gives the answer, which is valid until the next one. An empty
// key is none.
func (l *line) post(path, key, body string) (status int, answer []byte, err error) {
	l.out = append(l.out[:0], "POST "...)
	l.out = append(l.out, path...)
	l.out = append(l.out, " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "...)
	l.out = strconv.AppendInt(l.out, int64(len(body)), 10)
	if key != "" {
		l.out = append(l.out, "\r\nIdempotency-Key: "...)
		l.out = append(l.out, key...)
	}
	l.out = append(l.out, "\r\n\r\n"...)
	l.out = append(l.out, body...)
	if _, err := l.conn.Write(l.out); err != nil {
		return 0, nil, err
	}
	status, length, err := l.head()
	if err != nil {
		return 0, nil, err
	}
	if length < 0 {
		return 0, nil, fmt.Errorf("an answer without Content-Length")
	}
	l.body = append(l.body[:0], make([]byte, length)...)
	_, err = io.ReadFull(l.in, l.body)
	return status, l.body, err
}

// head reads an answer's status and length; -1 when it has none.
func (l *line) head() (status, length int, err error) {
	length = -1
	for first := true; ; first = false {
		row, err := l.in.ReadSlice('\n')
		if err != nil {
			return 0, 0, err
		}
		row = bytes.TrimRight(row, "\r\n")
		switch name, value, _ := bytes.Cut(row, []byte(": ")); {
		case first:
			if len(row) < 12 {
				return 0, 0, fmt.Errorf("not HTTP: %q", row)
			}
			if status, err = strconv.Atoi(string(row[9:12])); err != nil {
				return 0, 0, fmt.Errorf("not HTTP: %q", row)
			}
		case len(row) == 0:
			return status, length, nil
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, 0, err
			}
		}
	}
}
