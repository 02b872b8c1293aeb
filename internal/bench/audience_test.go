package bench

import (
	"fmt"
	"testing"
	"time"
)

// The displays and the floor that writes to them: what is written to all is
// heard by all, not before it was written.
func TestAudienceHears(t *testing.T) {
	s, err := openSockets()
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	load := new(Load)
	if err := load.Listen(ListenOrder{Addr: s.address(), Path: "/", Displays: 20}, nil); err != nil {
		t.Fatal(err)
	}
	before := time.Now().UnixNano()
	for seq := uint64(7); seq < 9; seq++ {
		message := fmt.Appendf(nil, `{"type":"callout","seq":%d,"callout":{"number":"A00%d"}}`, seq, seq)
		if err := s.write(textFrame(message)); err != nil {
			t.Fatal(err)
		}
		var last int64
		if err := load.Heard(HeardOrder{Seq: seq}, &last); err != nil {
			t.Fatal(err)
		}
		if last < before || last > time.Now().UnixNano() {
			t.Errorf("call-out %d was heard at %d, written after %d", seq, last, before)
		}
	}
	if err := load.Leave(struct{}{}, nil); err != nil {
		t.Fatal(err)
	}
}

// A display that is dropped is an error, not a figure.
func TestAudienceThatIsDropped(t *testing.T) {
	s, err := openSockets()
	if err != nil {
		t.Fatal(err)
	}
	load := new(Load)
	if err := load.Listen(ListenOrder{Addr: s.address(), Path: "/", Displays: 3}, nil); err != nil {
		t.Fatal(err)
	}
	s.close()
	var last int64
	if err := load.Heard(HeardOrder{Seq: 1}, &last); err == nil {
		t.Error("nobody is left and the call-out was heard")
	}
}
