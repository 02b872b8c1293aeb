package forecast

import (
	"math/rand/v2"
	"slices"
)

// forest is regression trees, each grown on half of the lessons: what the linear
// model cannot say, that some inputs matter only together.
type forest struct {
	rng   *rand.Rand
	trees []tree
}

const (
	grown    = 20 // trees a night
	standing = 80 // trees at most, the oldest fall first
	leaf     = 20 // lessons at the least
	bins     = 32 // values told apart of an input
	tries    = 3  // one input in so many is looked at for a split
)

// tree is its nodes, the root first.
type tree []node

type node struct {
	input       int
	above       float64 // left below or equal, right above
	left, right int     // 0 in a leaf
	value       float64
}

func newForest(seed uint64) *forest { return &forest{rng: rand.New(rand.NewPCG(seed, 2))} }

// at is the mean of the trees' values, ok when there are any.
func (f *forest) at(x []float64) float64 {
	sum := 0.0
	for _, t := range f.trees {
		n := &t[0]
		for n.left != 0 {
			if x[n.input] <= n.above {
				n = &t[n.left]
			} else {
				n = &t[n.right]
			}
		}
		sum += n.value
	}
	return sum / float64(len(f.trees))
}

// grow adds a night's trees.
func (f *forest) grow(x [][]float64, y []float64) {
	g := newGrower(f.rng, x, y)
	for range grown {
		f.trees = append(f.trees, g.tree())
	}
	f.trees = slices.Delete(f.trees, 0, max(0, len(f.trees)-standing))
}

// grower grows trees on inputs that are cut into bins.
type grower struct {
	rng   *rand.Rand
	y     []float64
	bin   [][]uint8   // by input, by lesson
	edges [][]float64 // upper edge of each bin, by input
	out   tree
}

func newGrower(rng *rand.Rand, x [][]float64, y []float64) *grower {
	g := &grower{rng: rng, y: y}
	column := make([]float64, len(x))
	for j := range x[0] {
		for i := range x {
			column[i] = x[i][j]
		}
		slices.Sort(column)
		var edges []float64
		for b := 1; b < bins; b++ {
			if v := column[b*len(column)/bins]; len(edges) == 0 || v > edges[len(edges)-1] {
				edges = append(edges, v)
			}
		}
		at := make([]uint8, len(x))
		for i := range x {
			k, _ := slices.BinarySearch(edges, x[i][j])
			at[i] = uint8(k)
		}
		g.edges = append(g.edges, edges)
		g.bin = append(g.bin, at)
	}
	return g
}

func (g *grower) tree() tree {
	rows := make([]int32, len(g.y))
	for i := range rows {
		rows[i] = int32(i)
	}
	g.rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	rows = rows[:(len(rows)+1)/2]
	slices.Sort(rows) // near each other in memory
	g.out = nil
	g.node(rows)
	return g.out
}

// node grows what stands on rows and gives its place.
func (g *grower) node(rows []int32) int {
	place := len(g.out)
	sum := 0.0
	for _, i := range rows {
		sum += g.y[i]
	}
	g.out = append(g.out, node{value: sum / float64(len(rows))})
	input, cut := g.split(rows, sum)
	if input < 0 {
		return place
	}
	k := 0
	for i, r := range rows {
		if int(g.bin[input][r]) <= cut {
			rows[i], rows[k] = rows[k], rows[i]
			k++
		}
	}
	l := g.node(rows[:k])
	r := g.node(rows[k:])
	g.out[place].input, g.out[place].above = input, g.edges[input][cut]
	g.out[place].left, g.out[place].right = l, r
	return place
}

// split finds the input and the last bin of the left side that lessen the squared error most; input
// is -1 when nothing does.
func (g *grower) split(rows []int32, sum float64) (input, cut int) {
	input = -1
	if len(rows) < 2*leaf {
		return
	}
	best := sum * sum / float64(len(rows)) * (1 + 1e-9)
	for range (len(g.bin) + tries - 1) / tries {
		j := g.rng.IntN(len(g.bin))
		var sums [bins]float64
		var counts [bins]int
		col := g.bin[j]
		for _, r := range rows {
			sums[col[r]] += g.y[r]
			counts[col[r]]++
		}
		l, n := 0.0, 0
		for b := range g.edges[j] {
			l += sums[b]
			n += counts[b]
			if n < leaf {
				continue
			}
			if len(rows)-n < leaf {
				break
			}
			if gain := l*l/float64(n) + (sum-l)*(sum-l)/float64(len(rows)-n); gain > best {
				best, input, cut = gain, j, b
			}
		}
	}
	return input, cut
}
