package bench

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// Every form of the length, one frame after the other, and how each begins.
func TestFrames(t *testing.T) {
	var sent []byte
	lengths := []int{0, 1, 125, 126, 255, 256, 257, 5000, 65535, 65536, 100_000}
	for _, n := range lengths {
		sent = append(sent, textFrame([]byte(strings.Repeat("x", n)))...)
	}
	l := &line{in: bufio.NewReaderSize(bytes.NewReader(sent), 1024)}
	for _, n := range lengths {
		op, start, err := l.frame()
		if err != nil || op != opText || len(start) != min(n, 256) {
			t.Fatalf("frame of %d bytes: kind %d, begins with %d bytes, %v", n, op, len(start), err)
		}
	}
	if _, _, err := l.frame(); !errors.Is(err, io.EOF) {
		t.Errorf("after the last frame: %v, want io.EOF", err)
	}
}

func TestFrameThatIsCut(t *testing.T) {
	whole := textFrame([]byte(strings.Repeat("x", 3000)))
	l := &line{in: bufio.NewReaderSize(bytes.NewReader(whole[:2000]), 1024)}
	if _, _, err := l.frame(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("half a frame: %v, want io.ErrUnexpectedEOF", err)
	}
}

func TestCallOut(t *testing.T) {
	seq, number := callOut([]byte(`{"type":"callout","seq":1042,"callout":{"number":"A012","counter":"3"}}`))
	if seq != 1042 || number != "A012" {
		t.Errorf("call-out %d of %q, want 1042 of A012", seq, number)
	}
	if number := numberIn([]byte(`{"counter":{"id":"3"},"ticket":null}`)); number != "" {
		t.Errorf("number %q where there is none", number)
	}
}
