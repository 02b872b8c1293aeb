package office

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestBefore(t *testing.T) {
	at := func(ref, promise, lead, usual int64) Claim {
		return Claim{Ref: ref * minute, Promise: promise * minute, Lead: lead * minute, Usual: usual * minute}
	}
	for _, c := range []struct {
		what  string
		first Claim
		then  Claim
		now   int64 // minutes
	}{
		{"the earlier of two alike", at(1, 30, 0, 10), at(2, 30, 0, 10), 5},
		{"the earlier promise date", at(10, 10, 0, 10), at(0, 30, 0, 10), 15},
		{"a lead brings the date forward", at(10, 30, 15, 10), at(0, 30, 0, 10), 15},
		{"who presses before who does not", at(0, 20, 0, 10), at(19, 10, 0, 10), 20},
		{"the greater part of the promise", at(10, 10, 0, 10), at(0, 30, 0, 10), 40},
		{"the shorter errand", at(0, 10, 0, 4), at(0, 10, 0, 15), 20},
		{"but not for ever: 35 minutes before 15 of work, 23 before 4", at(0, 10, 0, 15), at(12, 10, 0, 4), 35},
		{"a lead counts as wait", at(0, 10, 8, 10), at(0, 10, 2, 10), 20},
		{"an appointment that is yet to come", at(30, 10, 10, 10), at(40, 10, 10, 10), 20},
	} {
		if !Before(c.first, c.then, c.now*minute) || Before(c.then, c.first, c.now*minute) {
			t.Errorf("%s: the other way round", c.what)
		}
	}
	a, b := at(0, 10, 0, 10), at(0, 10, 0, 10)
	b.Order = 1
	if !Before(a, b, 0) || Before(b, a, 0) || Before(a, a, 0) {
		t.Error("alike tickets go by order of issue, and none is before itself")
	}
}

func TestLead(t *testing.T) {
	for _, c := range []struct{ promise, headStart, usuals, counters, want int64 }{
		{600, 0, 0, 3, 0},
		{600, 100, 450, 3, 200}, // 150 each: one becomes free every 50
		{600, 100, 9000, 3, 600},
		{600, 100, 0, 0, 600}, // no counter
	} {
		if got := Lead(c.promise, c.headStart, c.usuals, c.counters); got != c.want {
			t.Errorf("Lead(%d, %d, %d, %d) = %d, want %d", c.promise, c.headStart, c.usuals, c.counters, got, c.want)
		}
	}
}

// key is a claim's place by the words of Before, in numbers that cannot
// overflow: who presses has a positive one. The greater goes first.
func key(c Claim, now int64) *big.Rat {
	n := func(x int64) *big.Int { return big.NewInt(x) }
	used := new(big.Int).Add(n(now-c.Ref), n(c.Lead))
	if used.Cmp(n(c.Promise)) >= 0 {
		return new(big.Rat).SetFrac(used, new(big.Int).Mul(n(c.Promise), n(c.Usual+20*60_000)))
	}
	return new(big.Rat).SetInt(used.Sub(used, n(c.Promise)))
}

func TestBeforeAgainstBigNumbers(t *testing.T) {
	const day = 24 * 60 * minute
	r := rand.New(rand.NewPCG(1, 1))
	claim := func(scale int64) Claim {
		c := Claim{Ref: r.Int64N(scale), Order: r.Int64N(9), Promise: 1 + r.Int64N(min(scale, day)), Usual: r.Int64N(min(scale, day) + 1)}
		c.Lead = r.Int64N(c.Promise + 1)
		return c
	}
	pressing := 0
	for range 200_000 {
		scale := int64(1) << r.IntN(34)
		a, b, now := claim(scale), claim(scale), r.Int64N(3*scale)
		if a.Ref == b.Ref && a.Order == b.Order {
			continue
		}
		cmp := key(a, now).Cmp(key(b, now))
		want := cmp > 0 || cmp == 0 && (a.Ref < b.Ref || a.Ref == b.Ref && a.Order < b.Order)
		if Before(a, b, now) != want || Before(b, a, now) == want {
			t.Fatalf("at %d: %+v before %+v is %t, want %t", now, a, b, !want, want)
		}
		if now >= a.date() && now >= b.date() {
			pressing++
		}
	}
	if pressing < 10_000 {
		t.Errorf("only %d pairs press: little was tried", pressing)
	}
}

// TestReachAgainstBefore: of any two tickets, whatever the leads, the later goes
// first only within the reach; and the reach is not far from what happens.
func TestReachAgainstBefore(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	claim := func(ref, order int64) (c Claim, headStart int64) {
		c = Claim{Ref: ref, Order: order, Promise: (1 + r.Int64N(60)) * minute, Usual: r.Int64N(40) * minute}
		headStart = r.Int64N(c.Promise)
		c.Lead = headStart + r.Int64N(c.Promise-headStart+1)
		return c, headStart
	}
	closest := 0.0
	for range 500_000 {
		later := r.Int64N(120 * minute)
		i, headStart := claim(0, 0)
		j, _ := claim(later, 1)
		now := later + r.Int64N(300*minute)
		if !Before(j, i, now) {
			continue
		}
		reach := Reach(i, j, headStart, now)
		if later >= reach {
			t.Fatalf("at %d: %+v goes before %+v; it may be %d later", now, j, i, reach)
		}
		closest = math.Max(closest, float64(later)/float64(reach))
	}
	if closest < 0.9 {
		t.Errorf("nobody came nearer to the bound than %.2f of it", closest)
	}
}
