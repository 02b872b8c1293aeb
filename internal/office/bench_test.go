package office

import "testing"

func BenchmarkSimulate200Days(b *testing.B) {
	o, d := Reference(), Disciplines()[0]
	for b.Loop() {
		Simulate(o, d, 0.86, 200, 1)
	}
}

// BenchmarkPlay plays one day again and again; nothing is allocated.
func BenchmarkPlay(b *testing.B) {
	o := Reference()
	h, day := NewHouse(o, Disciplines()[0], 0.95), o.Day(0.95, 1, 1)
	h.Play(day)
	b.ReportAllocs()
	for b.Loop() {
		h.Play(day)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(day)), "ns/ticket")
}
