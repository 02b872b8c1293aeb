package office

import (
	"bytes"
	_ "embed"
)

// Office is what is fixed from day to day. Times are minutes.
type Office struct {
	Name         string       `json:"name"`
	Minutes      int          `json:"minutes"`  // from opening until nobody is let in
	Arrivals     []float64    `json:"arrivals"` // of visitors without appointment: weights of equal parts of the day
	Rush         Rush         `json:"rush,omitzero"`
	Break        int          `json:"break"` // length of the one break of every counter; 0: none
	Appointments Appointments `json:"appointments,omitzero"`
	Services     []Service    `json:"services"`
	Classes      []Class      `json:"classes"`
	Counters     []Counter    `json:"counters"`
}

// Rush is who waits at the doors: a share of the first part's visitors come in
// its first minutes.
type Rush struct {
	Share   float64 `json:"share"` // 0 … 1
	Minutes float64 `json:"minutes"`
}

// Appointments is how booked visitors behave. Their slots lie evenly over the
// day. A ticket's reference time is its slot, or the arrival of a visitor who is
// later than Grace; who is early may be called at once.
type Appointments struct {
	Grid   int     `json:"grid"`   // slots begin at multiples of it
	Early  float64 `json:"early"`  // visitors come so long before their slot on average,
	Spread float64 `json:"spread"` // with this standard deviation (normal)
	Grace  float64 `json:"grace"`
	NoShow float64 `json:"no_show"` // share of slots whose visitor does not come; booked in addition
}

// Service is an errand. Its time at the counter is log-normal.
type Service struct {
	ID      string  `json:"id"`
	Minutes float64 `json:"minutes"` // mean
	CV      float64 `json:"cv"`      // standard deviation over mean; 0: always the same
}

// Class is a kind of visitor with one errand.
type Class struct {
	ID          string  `json:"id"`
	Service     string  `json:"service"`
	Promise     int     `json:"promise"`
	HeadStart   int     `json:"head_start,omitempty"`
	Share       float64 `json:"share"` // of all visitors, relative to the other classes
	Rank        int     `json:"rank"`  // for strict priority; 1 goes first
	Appointment bool    `json:"appointment,omitempty"`
}

// Counter is a counter that is open all day, but for its break.
type Counter struct {
	ID       string   `json:"id"`
	Services []string `json:"services"`
	BreakAt  int      `json:"break_at"` // or as soon after that as nobody is at the counter
}

//go:embed reference.json
var reference []byte

// Reference is the office that comes with the program: twelve counters, six
// services, nine classes.
func Reference() *Office {
	o, err := Read(bytes.NewReader(reference))
	if err != nil {
		panic("office: the embedded reference: " + err.Error())
	}
	return o
}
