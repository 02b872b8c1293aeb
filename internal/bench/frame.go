package bench

import (
	"encoding/binary"
	"errors"
	"io"
)

// What of RFC 6455 a display needs.
const (
	opText  = 1
	opClose = 8
	opPing  = 9
	opPong  = 10
)

// frame reads one frame and gives its kind and how it begins; the rest is
// passed over. start is valid until the next frame.
func (l *line) frame() (op byte, start []byte, err error) {
	head, err := l.in.Peek(2)
	if err != nil {
		return 0, nil, err
	}
	op, length, size := head[0]&0x0f, int(head[1]&0x7f), 2
	if op == opClose {
		return 0, nil, errors.New("the server said goodbye")
	}
	switch length {
	case 126:
		size = 4
		if head, err = l.in.Peek(size); err == nil {
			length = int(binary.BigEndian.Uint16(head[2:]))
		}
	case 127:
		size = 10
		if head, err = l.in.Peek(size); err == nil {
			length = int(binary.BigEndian.Uint64(head[2:]))
		}
	}
	if err != nil {
		return 0, nil, err
	}
	if _, err := l.in.Discard(size); err != nil {
		return 0, nil, err
	}
	begin, err := l.in.Peek(min(length, l.in.Size()))
	if err != nil {
		return 0, nil, err
	}
	l.body = append(l.body[:0], begin[:min(len(begin), 256)]...)
	_, err = l.in.Discard(length)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return op, l.body, err
}

// textFrame is a message as a server sends it.
func textFrame(message []byte) []byte {
	out := []byte{0x80 | opText}
	switch n := len(message); {
	case n < 126:
		out = append(out, byte(n))
	case n < 1<<16:
		out = binary.BigEndian.AppendUint16(append(out, 126), uint16(n))
	default:
		out = binary.BigEndian.AppendUint64(append(out, 127), uint64(n))
	}
	return append(out, message...)
}
