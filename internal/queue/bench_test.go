package queue_test

import (
	"fmt"
	"testing"

	"moiso/internal/queue"
)

// hall is a centre of so many services and classes, with a counter that takes
// them all, where so many wait. The counter is open.
func hall(b testing.TB, services, classes, waiting int) *queue.State {
	c := &queue.Centre{
		ID: "hall", Name: queue.Text{"vi": "Trung tâm"}, Halls: []queue.Hall{{ID: "h", Name: queue.Text{"vi": "Sảnh"}}},
		Fields: []queue.Field{{ID: "f", Name: queue.Text{"vi": "Lĩnh vực"}}}, Series: []queue.Series{{ID: "a", Prefix: "A"}},
	}
	desk := queue.Counter{ID: "q1", Name: queue.Text{"vi": "Quầy 1"}, Hall: "h"}
	for i := range services {
		id := queue.ServiceID(fmt.Sprintf("s%d", i))
		c.Services = append(c.Services, queue.Service{ID: id, Name: queue.Text{"vi": "Dịch vụ"}, Field: "f", Series: "a"})
		desk.Services = append(desk.Services, id)
	}
	for i := range classes {
		c.Classes = append(c.Classes, queue.Class{ID: queue.ClassID(fmt.Sprintf("c%d", i)), Name: queue.Text{"vi": "Đối tượng"}, Promise: 10 + 7*i})
	}
	c.Counters = []queue.Counter{desk}
	s := queue.New()
	must(b, s, queue.Command{At: begin, Do: queue.Configure{Centre: c}})
	must(b, s, queue.Command{At: begin, Do: queue.OpenDay{}})
	must(b, s, queue.Command{At: begin, Do: queue.Open{Counter: "q1"}})
	for i := range waiting {
		must(b, s, issueCommand(i, services, classes))
	}
	return s
}

const begin = queue.Instant(1772410000000) // 2026-03-02 07:06:40 in Viet Nam

func issueCommand(i, services, classes int) queue.Command {
	return queue.Command{
		ID: queue.CommandID(fmt.Sprintf("%032d", i)), At: begin + queue.Instant(i), Actor: "kiosk",
		Do: queue.Issue{
			Ticket:  queue.TicketID(fmt.Sprintf("%022d", i)),
			Service: queue.ServiceID(fmt.Sprintf("s%d", i%services)), Class: queue.ClassID(fmt.Sprintf("c%d", i/services%classes)),
		},
	}
}

// must decides and applies, and gives the events.
func must(tb testing.TB, s *queue.State, cmd queue.Command) []queue.Event {
	tb.Helper()
	d, err := s.Decide(cmd)
	if err != nil {
		tb.Fatalf("%+v: %v", cmd.Do, err)
	}
	for _, e := range d.Events {
		if err := s.Apply(e); err != nil {
			tb.Fatal(err)
		}
	}
	return d.Events
}

func BenchmarkDecideCallNext(b *testing.B) {
	for _, waiting := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(waiting), func(b *testing.B) {
			s := hall(b, 50, 5, waiting)
			cmd := queue.Command{ID: "call", At: begin + 3_600_000, Do: queue.CallNext{Counter: "q1"}}
			b.ReportAllocs()
			for b.Loop() {
				if d, err := s.Decide(cmd); err != nil || len(d.Events) != 1 {
					b.Fatal(d, err)
				}
			}
		})
	}
}

func BenchmarkIssue(b *testing.B) {
	s := hall(b, 50, 5, 1000)
	b.ReportAllocs()
	i := 1000
	for b.Loop() {
		must(b, s, issueCommand(i, 50, 5))
		i++
	}
}

// BenchmarkVisit is one visitor's whole stay: issued, called, started, finished.
func BenchmarkVisit(b *testing.B) {
	s := hall(b, 50, 5, 1000)
	b.ReportAllocs()
	i := 1000
	for b.Loop() {
		cmd := issueCommand(i, 50, 5)
		must(b, s, cmd)
		for _, do := range []queue.Action{queue.CallNext{Counter: "q1"}, queue.Start{Counter: "q1"}, queue.Finish{Counter: "q1"}} {
			must(b, s, queue.Command{At: cmd.At, Do: do})
		}
		i++
	}
}

// BenchmarkApply takes steps that come back to where they began, and divides.
func BenchmarkApply(b *testing.B) {
	for _, round := range []struct {
		name string
		do   []queue.Action
	}{
		{"recalled", []queue.Action{queue.Recall{Counter: "q1"}}},
		{"missed-undone", []queue.Action{queue.Miss{Counter: "q1"}, queue.Undo{Counter: "q1"}}},
		{"transferred-called", []queue.Action{queue.Transfer{Counter: "q1", To: "q1"}, queue.CallNext{Counter: "q1"}}},
	} {
		b.Run(round.name, func(b *testing.B) {
			s := hall(b, 50, 5, 1000)
			must(b, s, queue.Command{At: begin + 60_000, Do: queue.CallNext{Counter: "q1"}})
			var events []queue.Event
			for _, do := range round.do {
				events = append(events, must(b, s, queue.Command{At: begin + 60_000, Do: do})...)
			}
			b.ReportAllocs()
			for b.Loop() {
				for _, e := range events {
					if err := s.Apply(e); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkAhead(b *testing.B) {
	s := hall(b, 50, 5, 10_000)
	last := queue.TicketID(fmt.Sprintf("%022d", 9_999))
	b.ReportAllocs()
	for b.Loop() {
		if s.Ahead(last, begin+3_600_000) == 0 {
			b.Fatal("nobody ahead")
		}
	}
}

// A full day: 2,400 tickets, half of them served.
func BenchmarkSnapshot(b *testing.B) {
	snapshot := snapshotOf(b, fullDay(b))
	s := fullDay(b)
	b.SetBytes(int64(len(snapshot)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Snapshot(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRestore(b *testing.B) {
	snapshot := snapshotOf(b, fullDay(b))
	b.SetBytes(int64(len(snapshot)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := queue.Restore(snapshot); err != nil {
			b.Fatal(err)
		}
	}
}

func fullDay(b *testing.B) *queue.State {
	s := hall(b, 50, 5, 2_400)
	for range 1_200 {
		for _, do := range []queue.Action{queue.CallNext{Counter: "q1"}, queue.Start{Counter: "q1"}, queue.Finish{Counter: "q1"}} {
			must(b, s, queue.Command{At: begin + 3_600_000, Do: do})
		}
	}
	return s
}

// TestCallNextAllocates what the event needs, whoever else waits.
func TestCallNextAllocates(t *testing.T) {
	cost := func(services, waiting int) float64 {
		s := hall(t, services, 5, waiting)
		cmd := queue.Command{At: begin + 3_600_000, Do: queue.CallNext{Counter: "q1"}}
		return testing.AllocsPerRun(100, func() {
			if _, err := s.Decide(cmd); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := cost(1, 2), cost(50, 2_000); few != many {
		t.Errorf("%v allocations for 2 waiting, %v for 2,000", few, many)
	}
}
