package bench

import (
	"testing"
	"time"
)

func TestSpread(t *testing.T) {
	var took []time.Duration
	for i := 1000; i > 0; i-- {
		took = append(took, time.Duration(i)*time.Millisecond)
	}
	want := Spread{N: 1000, P50: .5, P99: .99, P999: .999, Max: 1}
	if got := spread(took); got != want {
		t.Errorf("spread of 1 to 1000 ms is %+v, want %+v", got, want)
	}
	one := Spread{N: 1, P50: .001, P99: .001, P999: .001, Max: .001}
	if got := spread([]time.Duration{time.Millisecond}); got != one {
		t.Errorf("spread of one is %+v, want %+v", got, one)
	}
	if got := spread(nil); got != (Spread{}) {
		t.Errorf("spread of none is %+v", got)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 3}, 3}, {[]float64{4, 1, 2, 9}, 3}} {
		if got := median(c.of); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.of, got, c.want)
		}
	}
}
