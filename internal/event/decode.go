package event

import (
	"encoding/binary"
	"fmt"

	"moiso/internal/queue"
)

// Decode reads what Append wrote, all of b and nothing after it. The event
// keeps nothing of b; its strings share one copy of it.
//
// Errors are ErrNewer when the kind, the version or a field of the definition
// is not known, and ErrMalformed otherwise. Any bytes may be given: it does not
// panic, and what it allocates is in proportion to them.
func Decode(b []byte) (queue.Event, error) {
	if len(b) < 2 {
		return queue.Event{}, fmt.Errorf("%w: %d bytes are too short for an event", ErrMalformed, len(b))
	}
	k, v := kind(b[0]), b[1]
	if k == 0 || v == 0 {
		return queue.Event{}, fmt.Errorf("%w: kind %d version %d, both count from 1", ErrMalformed, k, v)
	}
	if int(k) >= len(rows) {
		return queue.Event{}, fmt.Errorf("%w: kind %d, the last known is %d", ErrNewer, k, len(rows)-1)
	}
	if v > k.version() {
		return queue.Event{}, fmt.Errorf("%w: %s version %d, the last known is %d", ErrNewer, rows[k].word, v, k.version())
	}

	r := &reader{s: string(b), i: 2}
	e := queue.Event{
		At:      read[queue.Instant](r),
		Command: queue.CommandID(r.text()),
		Digest:  r.fixed64(),
		Actor:   r.text(),
	}
	e.Fact = rows[k].versions[v-1](r)
	if r.err == nil && r.i != len(r.s) {
		r.fail("%d bytes after the end", len(r.s)-r.i)
	}
	if r.err != nil {
		return queue.Event{}, fmt.Errorf("%s version %d: %w", rows[k].word, v, r.err)
	}
	return e, nil
}

// reader takes values off a string. After the first error it gives zeros.
type reader struct {
	s   string
	i   int
	err error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w at byte %d: %s", ErrMalformed, r.i, fmt.Sprintf(format, args...))
	}
	r.i = len(r.s)
}

// newer records that what was read is sound but not known here.
func (r *reader) newer(err error) {
	r.err = fmt.Errorf("%w: %w", ErrNewer, err)
	r.i = len(r.s)
}

func (r *reader) uvarint() uint64 {
	if r.i < len(r.s) && r.s[r.i] < 0x80 {
		r.i++
		return uint64(r.s[r.i-1])
	}
	return r.uvarintLong()
}

func (r *reader) uvarintLong() uint64 {
	var n uint64
	for j := range binary.MaxVarintLen64 {
		if r.i+j >= len(r.s) {
			r.fail("cut short in a number")
			return 0
		}
		c := r.s[r.i+j]
		if j == binary.MaxVarintLen64-1 && c > 1 {
			break
		}
		n |= uint64(c&0x7f) << (7 * j)
		if c < 0x80 {
			// One event has one encoding, or its hash would not name it.
			if c == 0 {
				r.fail("number not in its shortest form")
				return 0
			}
			r.i += j + 1
			return n
		}
	}
	r.fail("number over 64 bits")
	return 0
}

func (r *reader) fixed64() uint64 {
	if len(r.s)-r.i < 8 {
		r.fail("cut short in a digest")
		return 0
	}
	var n uint64
	for j := range 8 {
		n |= uint64(r.s[r.i+j]) << (8 * j)
	}
	r.i += 8
	return n
}

// read takes a zigzag number that has room in T.
func read[T ~int | ~int32 | ~int64](r *reader) T {
	u := r.uvarint()
	n := int64(u>>1) ^ -int64(u&1)
	if int64(T(n)) != n {
		r.fail("number %d is too large for its field", n)
		return 0
	}
	return T(n)
}

// bytes takes a length and that many bytes.
func (r *reader) bytes() string {
	n := r.uvarint()
	if n > uint64(len(r.s)-r.i) {
		r.fail("length %d, but %d bytes are left", n, len(r.s)-r.i)
		return ""
	}
	r.i += int(n)
	return r.s[r.i-int(n) : r.i]
}

func (r *reader) optional() bool {
	if r.i >= len(r.s) || r.s[r.i] > 1 {
		r.fail("neither 0 nor 1 before an optional value")
		return false
	}
	r.i++
	return r.s[r.i-1] == 1
}
