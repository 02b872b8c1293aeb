package journal

import (
	"crypto/rand"
	"fmt"
	"strings"
)

// MaxStream is the longest name of a stream, in bytes.
const MaxStream = 255

// CheckStream says whether name can name a stream: 1 to MaxStream bytes, any
// bytes. Engines refuse an Append under another name with this error.
func CheckStream(name string) error {
	if len(name) == 0 || len(name) > MaxStream {
		return fmt.Errorf("journal: a stream's name has %d bytes, must have 1 to %d", len(name), MaxStream)
	}
	return nil
}

// NewEpoch makes the identity of a new journal: 26 random characters of
// [a-z2-7], 130 bits.
func NewEpoch() string {
	return strings.ToLower(rand.Text())
}
