// Package layers holds the import table of the house and one test that enforces
// it. A package may import only packages of lower levels, and of third parties
// only what its row names. Test imports are free.
package layers

// row is what one package may do.
type row struct {
	level int
	third []string // module or package path prefixes
}

// table is the house, lowest level first. A package that is not here fails the
// test: give it a row.
var table = map[string]row{
	"internal/queue":         {level: 0},
	"internal/journal":       {level: 0},
	"internal/locale":        {level: 0, third: []string{"golang.org/x/text"}},
	"internal/config":        {level: 0, third: []string{"github.com/BurntSushi/toml", "github.com/spf13/pflag"}},
	"internal/config/sample": {level: 0},

	"internal/event":               {level: 1},
	"internal/journal/boltjournal": {level: 1, third: []string{"go.etcd.io/bbolt"}},
	"internal/journal/memjournal":  {level: 1},
	"internal/journal/journaltest": {level: 1},

	"internal/feed": {level: 2},

	"internal/sequencer": {level: 3},
	"internal/live":      {level: 3},
	"internal/forecast":  {level: 3},

	"internal/metrics": {level: 4, third: []string{"github.com/prometheus"}},
	"internal/slip":    {level: 4, third: []string{"github.com/go-pdf/fpdf", "golang.org/x/image", "golang.org/x/text", "rsc.io/qr"}},
	"internal/web":     {level: 4, third: []string{"github.com/gorilla/websocket", "golang.org/x/text"}},

	"kiosk":             {level: 5},
	"counter":           {level: 5},
	"display":           {level: 5},
	"internal/livetest": {level: 5},

	"internal/sim":         {level: 6},
	"internal/office":      {level: 6},
	"internal/bench":       {level: 6},
	"internal/browsertest": {level: 6, third: []string{"github.com/chromedp"}},

	"internal/layers": {level: 7},
	"cmd/moiso":       {level: 7, third: []string{"github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/text"}},
}

// never lists arrows between levels that are forbidden all the same: the faces
// know neither who orders commands nor what keeps them.
var never = map[string][]string{
	"kiosk":   {"internal/sequencer", "internal/journal"},
	"counter": {"internal/sequencer", "internal/journal"},
	"display": {"internal/sequencer", "internal/journal"},
}
