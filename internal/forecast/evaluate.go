package forecast

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// Split tells which calls of a file count. Every call is learned from, whether it
// counts or not, and no estimate depends on the split.
type Split struct {
	// WarmUp is how many days at the beginning do not count. Below 0: the whole days
	// that hold the first three fifths of the calls that could.
	WarmUp int
	// From is the first day that counts; when it is set, WarmUp is not looked at.
	From time.Time
}

// Evaluate walks through a call file in the order of time. Each call that queues gets
// an estimate from every forecaster when it joins, from what could be seen by then; a
// wait is told to them when its service begins. Calls that queued and were served count.
//
// It holds the calls that are in the house, the lessons of the regression and 32 bytes
// for each call that could count. The same file and seed give the same report. An error
// names the line, the column and the value, or is that of ctx.
func Evaluate(ctx context.Context, file io.Reader, split Split, seed uint64) (*Report, error) {
	r, err := NewReader(file)
	if err != nil {
		return nil, err
	}
	e := newExam(seed)
	s := newStream(r.Next)
	for ctx.Err() == nil {
		g, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		e.see(g)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	from, err := e.first(split)
	if err != nil {
		return nil, err
	}
	out := e.report(from)
	out.Aside = r.Aside()
	return out, nil
}

// first is the first day that counts, in days since 1970.
func (e *exam) first(split Split) (int64, error) {
	days := slices.Sorted(maps.Keys(e.days))
	if len(days) == 0 {
		return 0, errors.New("call file: no call queued and was served; there is nothing to evaluate")
	}
	from := days[0] + int64(split.WarmUp)
	if !split.From.IsZero() {
		from = split.From.Unix() / day
	} else if split.WarmUp < 0 {
		all, so := 0, 0
		for _, d := range days {
			all += e.days[d].all[0].n
		}
		for _, d := range days {
			if 5*so >= 3*all {
				break
			}
			so += e.days[d].all[0].n
			from = min(d+1, days[len(days)-1])
		}
	}
	if last := days[len(days)-1]; from > last {
		return 0, fmt.Errorf("no call counts from %s on: the last that queued and was served is of %s; choose an earlier start",
			date(from*day), date(last*day))
	}
	return from, nil
}
