package queue_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"slices"
	"testing"

	"moiso/internal/event"
	"moiso/internal/queue"
)

var (
	seeds     = flag.Uint64("seeds", 1000, "made-up days to try")
	firstSeed = flag.Uint64("seed", 0, "the first of them")
)

// TestAgainstModel lets short made-up days (thousands, with -seeds) happen in the core and
// in the model of model_test.go, and compares all that can be seen after every
// command. What must hold of any centre is checked on the way, from the events:
//
//  1. A ticket is at one counter at most, and its life is a path of the chart.
//  2. A number is given once a day, and no two tickets that are not over share one.
//  3. Issued = served + missed + cancelled + expired + open.
//  4. A pick is what a scan of everybody picks; who is ahead is what it counts.
//  5. A later ticket passes an earlier one only under a shorter promise, and only
//     after the time that doc.go states.
//  6. Decide changes nothing. A command told again has its first outcome.
//  7. Stored and replayed, the events give the same state, byte for byte, as do
//     Snapshot and Restore, and the restored state goes on in the same way.
//  8. Every beginning of a journal is a journal.
func TestAgainstModel(t *testing.T) {
	base := baseDefinition(t)
	for seed := *firstSeed; seed < *firstSeed+*seeds; seed++ {
		r := &run{TB: t, seed: seed, generator: newGenerator(t, base, seed), state: queue.New(), path: map[queue.TicketID]queue.TicketState{}}
		r.play(30 + r.IntN(60))
		r.replay()
	}
}

// run is one seed's centre.
type run struct {
	testing.TB
	*generator
	seed   uint64
	state  *queue.State
	twin   *queue.State // restored from a snapshot along the way
	events []queue.Event
	path   map[queue.TicketID]queue.TicketState // by the events
	given  []string                             // day and number
	last   queue.Command
}

func (r *run) failf(format string, args ...any) {
	r.Helper()
	r.Fatalf("seed %d, command %d, %s %T%+v: %s", r.seed, r.n, r.last.At.Time(r.m.zone), r.last.Do, r.last.Do, fmt.Sprintf(format, args...))
}

func (r *run) play(commands int) {
	for i := range commands {
		r.last = r.next()
		r.command(r.last)
		if i == commands/2 {
			twin, err := queue.Restore(snapshotOf(r, r.state))
			if err != nil {
				r.failf("restore: %v", err)
			}
			r.twin = twin
			r.sameState(r.twin, "restored")
		}
	}
	r.sameState(r.twin, "restored and gone on")
}

func (r *run) command(cmd queue.Command) {
	var before []byte
	if r.IntN(30) == 0 {
		before = snapshotOf(r, r.state)
	}
	d, err := r.state.Decide(cmd)
	if before != nil && !bytes.Equal(before, snapshotOf(r, r.state)) {
		r.failf("Decide changed the state")
	}
	want := r.m.do(cmd)
	r.compareVerdict(d, err, want)
	r.compareTwin(cmd, d, err)
	for _, e := range d.Events { // all of them before the first is applied: a pick is among those who waited
		r.checkCall(e)
	}
	for _, e := range d.Events {
		if err := r.state.Apply(e); err != nil {
			r.failf("%v", err)
		}
		r.follow(e)
		if r.twin != nil {
			if err := r.twin.Apply(stored(r, e)); err != nil {
				r.failf("the restored state: %v", err)
			}
		}
	}
	r.compareTickets()
	r.compareDesks()
	r.compareLoads()
	if r.IntN(3) == 0 {
		r.compareOrder(r.now + queue.Instant(r.IntN(2)*r.IntN(30*60_000)))
		r.comparePreview()
	}
	if cmd.ID != "" && len(d.Events) > 0 {
		again, err := r.state.Decide(cmd)
		if err != nil || !again.Repeated || len(again.Events) > 0 || again.Ticket != d.Ticket || again.Counter != d.Counter {
			r.failf("told again: %+v, %v; at first %+v", again, err, d.Outcome)
		}
	}
}

func (r *run) compareVerdict(d queue.Decision, err error, want verdict) {
	r.Helper()
	var got verdict
	if e, ok := errors.AsType[*queue.Error](err); ok {
		got.kind = e.Kind
	} else if err != nil {
		r.failf("an error that is no refusal: %v", err)
	} else {
		got = verdict{ticket: d.Ticket, changed: len(d.Events) > 0, repeated: d.Repeated}
	}
	if !got.changed && !got.repeated {
		want.ticket, got.ticket = "", ""
	}
	if got != want {
		r.failf("%+v (%v), the model %+v", got, err, want)
	}
}

// compareTwin: the restored state decides the same.
func (r *run) compareTwin(cmd queue.Command, want queue.Decision, refused error) {
	r.Helper()
	if r.twin == nil {
		return
	}
	got, err := r.twin.Decide(cmd)
	if got.Outcome != want.Outcome || fmt.Sprint(err) != fmt.Sprint(refused) || len(got.Events) != len(want.Events) {
		r.failf("restored: %+v, %v; the state itself: %+v, %v", got, err, want, refused)
	}
	for i := range got.Events {
		if g, w := event.Append(nil, got.Events[i]), event.Append(nil, want.Events[i]); !bytes.Equal(g, w) {
			r.failf("restored, event %d: %+v; the state itself: %+v", i+1, got.Events[i], want.Events[i])
		}
	}
}

// follow keeps count by the events alone.
func (r *run) follow(e queue.Event) {
	id, _ := queue.Concerns(e.Fact)
	if issued, ok := e.Fact.(queue.TicketIssued); ok {
		day, _ := r.state.Day()
		number := day.String() + " " + issued.Number
		if slices.Contains(r.given, number) {
			r.failf("%s given twice", number)
		}
		r.given = append(r.given, number)
		for other, state := range r.path {
			if t, _ := r.state.Ticket(other); !state.Over() && t.Number == issued.Number {
				r.failf("%s given again while %s has it", issued.Number, other)
			}
		}
	}
	if id != "" {
		to, ok := after(r.path[id], e.Fact)
		if !ok {
			r.failf("%T is not for a ticket that is %s", e.Fact, r.path[id])
		}
		r.path[id] = to
	}
	r.events = append(r.events, e)
}

func (r *run) compareTickets() {
	r.Helper()
	waiting := 0
	for _, want := range r.m.tickets {
		got, ok := r.state.Ticket(want.ID)
		if ok == r.m.forgotten(want) {
			r.failf("ticket %s: known %t", want.ID, ok)
		}
		if !ok {
			continue
		}
		if got.State != r.path[got.ID] || got.State != want.State || got.Service != want.Service || got.Class != want.Class || got.Number != want.Number ||
			got.Only != want.Only || got.Ref != want.Ref || got.Calls != want.Calls || got.CalledAt != want.CalledAt || got.Waited != want.Waited ||
			got.StartedAt != want.StartedAt || got.Day != want.Day || !slices.Equal(got.Then, want.Then) || got.Ended != ended(want) {
			r.failf("ticket\n%+v\nin the model\n%+v", got, want.Ticket)
		}
		if got.State != queue.Missed && got.State != queue.Cancelled && got.State != queue.Expired && got.Counter != want.Counter {
			r.failf("ticket %s at %q, in the model at %q", got.Number, got.Counter, want.Counter)
		}
		if got.State == queue.Waiting {
			waiting++
		}
	}
	if n := r.state.WaitingAt(""); n != waiting {
		r.failf("%d wait, %d are counted", waiting, n)
	}
	parked, missed := r.state.Aside()
	for _, t := range slices.Concat(parked, missed) {
		if t.State != r.path[t.ID] {
			r.failf("aside: %+v", t)
		}
	}
}

func ended(t *mTicket) queue.Day {
	if t.State.Over() {
		return t.Ended
	}
	return 0
}

func (r *run) compareDesks() {
	r.Helper()
	day, open := r.state.Day()
	if day != r.m.day || open != r.m.open {
		r.failf("day %s open %t, in the model %s %t", day, open, r.m.day, r.m.open)
	}
	var here []queue.TicketID
	i := 0
	for d := range r.state.Desks() {
		want := r.m.desks[i]
		i++
		id := queue.TicketID("")
		if want.current != nil {
			id = want.current.ID
		}
		if d.Def.ID != want.def.ID || d.State != want.state || d.Ticket != id || !slices.Equal(d.Services, want.services) || d.Today != want.today {
			r.failf("counter\n%+v\nin the model\n%+v", d, want)
		}
		if slices.Contains(here, id) && id != "" {
			r.failf("ticket %s at two counters", id)
		}
		here = append(here, id)
		step, ticket, until, ok := r.state.Undoable(d.Def.ID, r.now)
		if ok != r.m.undoable(want, r.now) || ok && (step != want.undo.kind || ticket.ID != want.undo.ticket.ID || until != want.undo.at+60_000) {
			r.failf("undo at %s: %s of %s until %d, %t", d.Def.ID, step, ticket.ID, until, ok)
		}
	}
}

// compareOrder asks who is ahead of whom, now or a while later.
func (r *run) compareOrder(now queue.Instant) {
	r.Helper()
	var want []queue.TicketID
	for _, t := range r.m.tickets {
		if t.State != queue.Waiting {
			continue
		}
		want = append(want, t.ID)
		if got, want := r.state.Ahead(t.ID, now), r.m.ahead(t, now); got != want {
			r.failf("%s: %d ahead, in the model %d", t.Number, got, want)
		}
	}
	slices.SortFunc(want, func(a, b queue.TicketID) int {
		if r.m.comesBefore(r.m.find(a), r.m.find(b), now) {
			return -1
		}
		return 1
	})
	limit := r.IntN(4)
	if limit > 0 {
		want = want[:min(limit, len(want))]
	}
	var got []queue.TicketID
	for _, t := range r.state.Waiting("", now, limit) {
		got = append(got, t.ID)
	}
	if !slices.Equal(got, want) {
		r.failf("waiting %v, in the model %v", got, want)
	}
}

func (r *run) sameState(other *queue.State, what string) {
	r.Helper()
	if want, got := snapshotOf(r, r.state), snapshotOf(r, other); !bytes.Equal(want, got) {
		r.failf("%s, the state is\n%s\nand was\n%s", what, got, want)
	}
	if want, got := r.people(r.state), r.people(other); got != want {
		r.failf("%s, there are\n%s\nand were\n%s", what, got, want)
	}
}

// people is who waits, is parked and missed.
func (r *run) people(s *queue.State) string {
	parked, missed := s.Aside()
	b, err := json.Marshal([][]queue.Ticket{s.Waiting("", r.now, 0), parked, missed})
	if err != nil {
		r.Fatal(err)
	}
	return string(b)
}

// replay reads the journal back, and every now and then goes on from where it
// is cut off.
func (r *run) replay() {
	s := queue.New()
	for _, e := range r.events {
		if err := s.Apply(stored(r, e)); err != nil {
			r.failf("replay: %v", err)
		}
		if r.IntN(60) == 0 {
			r.goOn(snapshotOf(r, s))
		}
	}
	r.sameState(s, "replayed")
	r.loseOne()
	r.checkCallOuts()
}

// loseOne replays the journal without one of its events. What became of it then
// is either noticed or another centre, never the same and never a panic.
func (r *run) loseOne() {
	lost := r.IntN(len(r.events))
	s := queue.New()
	for i, e := range r.events {
		if i == lost {
			continue
		}
		if s.Apply(e) != nil {
			return
		}
	}
	if bytes.Equal(snapshotOf(r, s), snapshotOf(r, r.state)) {
		r.failf("event %d, %+v, makes no difference", lost+1, r.events[lost])
	}
}

// goOn lets a cut-off journal's centre go on working.
func (r *run) goOn(snapshot []byte) {
	s, err := queue.Restore(snapshot)
	if err != nil {
		r.failf("restore of a beginning: %v", err)
	}
	for _, do := range []queue.Action{queue.Tick{}, queue.Tick{}, queue.Open{Counter: "q1"}, queue.CallNext{Counter: "q1"}, queue.Finish{Counter: "q1"}, queue.Tick{}} {
		d, err := s.Decide(queue.Command{At: r.now, Do: do})
		if _, ok := errors.AsType[*queue.Error](err); err != nil && !ok {
			r.failf("after a beginning: %v", err)
		}
		for _, e := range d.Events {
			if err := s.Apply(e); err != nil {
				r.failf("after a beginning: %v", err)
			}
		}
	}
}
