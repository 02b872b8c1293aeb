package forecast

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestWindowKeepsTheLast(t *testing.T) {
	w := newWindow(3)
	for _, v := range []float64{9, 1, 5, 1, 7} {
		w.add(v)
	}
	if want := []float64{1, 5, 7}; !slices.Equal(w.sorted, want) {
		t.Errorf("sorted %v, want %v", w.sorted, want)
	}
	if got := w.mean(2); got != 4 {
		t.Errorf("mean of the last two %v, want 4", got)
	}
	if got := w.mean(10); got != 13.0/3 {
		t.Errorf("mean of all %v, want %v", got, 13.0/3)
	}
	if got := w.quantile(0.5, 0); got != 5 {
		t.Errorf("median %v, want 5", got)
	}
}

func TestWindowEmpty(t *testing.T) {
	w := newWindow(3)
	if got := w.quantile(0.9, 42); got != 42 {
		t.Errorf("quantile of nothing %v, want what was given, 42", got)
	}
	if got := w.mean(5); got != 0 {
		t.Errorf("mean of nothing %v, want 0", got)
	}
	if _, ok := w.residual(0, rand.New(rand.NewPCG(1, 1))); ok {
		t.Error("a residual was drawn from nothing")
	}
}

func TestResidualKnowsWhatIsSpent(t *testing.T) {
	w := newWindow(10)
	for _, v := range []float64{10, 20, 100} {
		w.add(v)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		if left, ok := w.residual(30, rng); !ok || left != 70 {
			t.Fatalf("after 30 s: %v %v, want 70: only the longest lasts that long", left, ok)
		}
	}
	if _, ok := w.residual(101, rng); ok {
		t.Error("a residual beyond the longest ever seen")
	}
}
