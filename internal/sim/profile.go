package sim

import "time"

// Profile is how the visits of a day spread over it. Within a slot they come
// evenly, one by one or in small groups. The slots are in order and do not
// overlap.
type Profile []Slot

// Slot is a stretch of the day, since midnight, with its share of the visits.
type Slot struct {
	From, To time.Duration
	Share    float64 // the slots' shares add up to 1
}

// WorkingDay is the spread of an ordinary working day: a rush from half past
// seven, nearly nobody at noon, a lower afternoon.
func WorkingDay() Profile {
	at := func(hours, minutes time.Duration) time.Duration { return hours*time.Hour + minutes*time.Minute }
	return Profile{
		{at(7, 0), at(7, 30), 0.07},
		{at(7, 30), at(8, 30), 0.20},
		{at(8, 30), at(9, 30), 0.20},
		{at(9, 30), at(10, 30), 0.13},
		{at(10, 30), at(11, 30), 0.06},
		{at(13, 0), at(13, 30), 0.03},
		{at(13, 30), at(14, 30), 0.13},
		{at(14, 30), at(15, 30), 0.11},
		{at(15, 30), at(16, 30), 0.06},
		{at(16, 30), at(17, 0), 0.01},
	}
}

// Steady is an even stream that lasts for d.
func Steady(d time.Duration) Profile { return Profile{{0, d, 1}} }

// DayFactor is how many visits a day of the week sees, relative to the mean of
// Monday to Friday. Saturday is a morning; nobody works on Sunday.
func DayFactor(d time.Weekday) float64 {
	return [...]float64{
		time.Sunday: 0, time.Monday: 1.25, time.Tuesday: 1.05, time.Wednesday: 0.95,
		time.Thursday: 0.95, time.Friday: 0.90, time.Saturday: 0.35,
	}[d]
}
