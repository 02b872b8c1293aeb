package web_test

import (
	"runtime"
	"testing"
	"testing/synctest"
)

// What a stuck reader costs does not grow with what it has not read.
func TestStuckReadersHoldNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("weighs the heap")
	}
	const readers = 200
	weigh := func(n int) (bytes int64) {
		synctest.Test(t, func(t *testing.T) {
			h := openHall(t)
			for range n {
				h.lay("hall/a", nil)
			}
			synctest.Wait()
			for range 500 {
				h.call("1")
				synctest.Wait()
			}
			bytes = heap()
		})
		return bytes
	}
	without := weigh(0)
	if each := (weigh(readers) - without) / readers; each > 64<<10 {
		t.Errorf("each stuck reader holds %d KiB", each>>10)
	} else {
		t.Logf("each stuck reader holds %d KiB, both ends of its line included", each>>10)
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}
