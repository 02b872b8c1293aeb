package boltjournal

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"time"

	bolt "go.etcd.io/bbolt"

	"moiso/internal/journal"
)

// The layout is described in the package's comment.
const (
	format     = 1
	pageSize   = 4096
	keySize    = 4 + 8
	stampSize  = 1 + crc32.Size // format and CRC before every value
	recordHead = stampSize + len(journal.Hash{})
)

var (
	bucketJournal   = []byte("journal")
	bucketStreams   = []byte("streams")
	bucketRecords   = []byte("records")
	bucketSnapshots = []byte("snapshots")
	buckets         = [][]byte{bucketJournal, bucketStreams, bucketRecords, bucketSnapshots}

	keyHeader = []byte("header")
	keyTail   = []byte("tail")

	castagnoli = crc32.MakeTable(crc32.Castagnoli)
)

func damaged(text string, args ...any) error {
	return fmt.Errorf("%w: "+text, append([]any{journal.ErrDamaged}, args...)...)
}

// stamp writes format and CRC into the first bytes of value.
func stamp(key, value []byte) {
	value[0] = format
	binary.BigEndian.PutUint32(value[1:], checksum(key, value))
}

func checksum(key, value []byte) uint32 {
	c := crc32.Update(0, castagnoli, key)
	c = crc32.Update(c, castagnoli, value[:1])
	return crc32.Update(c, castagnoli, value[stampSize:])
}

// checkStamp says what is wrong with a value of at least size bytes.
func checkStamp(key, value []byte, size int) error {
	if len(value) < stampSize {
		return damaged("%d bytes are too few", len(value))
	}
	if binary.BigEndian.Uint32(value[1:]) != checksum(key, value) {
		return damaged("the checksum does not fit the content")
	}
	if value[0] > format {
		return fmt.Errorf("%w: its format is %d, this version reads %d", journal.ErrNewer, value[0], format)
	}
	if value[0] != format || len(value) < size {
		return damaged("%d bytes of format %d", len(value), value[0])
	}
	return nil
}

func recordKey(id uint32, seq uint64) []byte {
	return appendKey(make([]byte, 0, keySize), id, seq)
}

func appendKey(b []byte, id uint32, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(b, id), seq)
}

// appendRecord appends the value of a record or snapshot to b.
func appendRecord(b, key []byte, hash journal.Hash, payload []byte) []byte {
	start := len(b)
	b = append(b, make([]byte, stampSize)...)
	b = append(b, hash[:]...)
	b = append(b, payload...)
	stamp(key, b[start:])
	return b
}

// decodeRecord reads a record or snapshot; the payload is part of value.
func decodeRecord(key, value []byte) (journal.Record, error) {
	if len(key) != keySize {
		return journal.Record{}, damaged("a key of %d bytes, it must have %d", len(key), keySize)
	}
	r := journal.Record{Seq: binary.BigEndian.Uint64(key[4:])}
	if err := checkStamp(key, value, recordHead); err != nil {
		return r, fmt.Errorf("record %d: %w", r.Seq, err)
	}
	copy(r.Hash[:], value[stampSize:])
	r.Payload = value[recordHead:]
	return r, nil
}

// lastOf finds the last key of a stream; nil when it has none.
func lastOf(c *bolt.Cursor, id uint32) (key, value []byte) {
	return atOrBefore(c, id, 1<<64-1)
}

// atOrBefore finds the key of a stream with the highest sequence up to seq; nil
// when there is none.
func atOrBefore(c *bolt.Cursor, id uint32, seq uint64) (key, value []byte) {
	want := recordKey(id, seq)
	key, value = c.Seek(want)
	if key == nil {
		key, value = c.Last()
	} else if !bytes.Equal(key, want) {
		key, value = c.Prev()
	}
	if !bytes.HasPrefix(key, want[:4]) {
		return nil, nil
	}
	return key, value
}

func encodeHeader(epoch string, created time.Time) []byte {
	b := make([]byte, stampSize, stampSize+8+len(epoch))
	b = binary.BigEndian.AppendUint64(b, uint64(created.Unix()))
	b = append(b, epoch...)
	stamp(keyHeader, b)
	return b
}

func decodeHeader(b []byte) (epoch string, err error) {
	if err := checkStamp(keyHeader, b, stampSize+8+1); err != nil {
		return "", fmt.Errorf("header: %w", err)
	}
	return string(b[stampSize+8:]), nil
}

func encodeStream(name string, id uint32) []byte {
	b := binary.BigEndian.AppendUint32(nil, id)
	return binary.BigEndian.AppendUint32(b, streamChecksum(name, b))
}

func decodeStream(name, b []byte) (uint32, error) {
	if len(b) != 8 || binary.BigEndian.Uint32(b[4:]) != streamChecksum(string(name), b[:4]) {
		return 0, damaged("stream %q: the checksum does not fit name and id", name)
	}
	return binary.BigEndian.Uint32(b), nil
}

func streamChecksum(name string, id []byte) uint32 {
	return crc32.Update(crc32.Checksum([]byte(name), castagnoli), castagnoli, id)
}

// tail says where all streams together end.
type tail struct {
	records uint64
	mix     journal.Hash // XOR of the last hash of every stream
}

// move notes that a stream got n records more and its last hash went from old
// (zero for a new stream) to new.
func (t *tail) move(n uint64, old, new journal.Hash) {
	t.records += n
	for i := range t.mix {
		t.mix[i] ^= old[i] ^ new[i]
	}
}

func encodeTail(t tail) []byte {
	return append(binary.BigEndian.AppendUint64(nil, t.records), t.mix[:]...)
}

func decodeTail(b []byte) (tail, error) {
	if len(b) != 8+len(journal.Hash{}) {
		return tail{}, damaged("tail: %d bytes", len(b))
	}
	return tail{binary.BigEndian.Uint64(b), journal.Hash(b[8:])}, nil
}
