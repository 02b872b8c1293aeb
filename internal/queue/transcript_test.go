package queue_test

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"moiso/internal/queue"
)

var update = flag.Bool("update", false, "rewrite the transcripts with what happens now; commit that only if you understand the difference")

// TestTranscripts plays testdata/*.txt. A block is some lines of what people do,
// a line of four hyphens, and what comes of it: events, refusals, answers, and
// after an equals sign who waits (in the order of the discipline) and who is
// where. A file begins on Monday 2026-03-02 with the centre of ward.json.
//
//	09:00 issue khai-sinh elderly #k1     at the kiosk; #k1 is the command's id
//	09:01 q1 call-next                    at a counter, by the verbs of the contract
//	day 2026-03-03                        the lines below are of that day
//	configure rules.day_end=carry         a new definition; lists are entered by id
//
// As in the sequencer, time itself has its effects before and after every line.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			m := newMorning(t)
			got := m.play(string(want))
			m.replay()
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want) {
				t.Errorf("%s: %s\nrun with -update to see the whole difference", file, firstDifference(string(want), got))
			}
		})
	}
}

// TestTranscriptsRefuse: every reason to refuse is in a transcript.
func TestTranscriptsRefuse(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	for _, reason := range queue.Reasons() {
		shown := regexp.MustCompile(`(?m)^refused: [a-z_]+ ` + string(reason) + `( |$)`).Match(all)
		if !shown && reason != queue.ReasonUnknownCentre { // which is the edge's
			t.Errorf("no transcript shows a refusal for %s", reason)
		}
	}
}

// morning is one transcript being played.
type morning struct {
	*testing.T
	state   *queue.State
	def     any // the definition as JSON values
	events  []queue.Event
	date    string
	now     queue.Instant
	tickets int
	ids     map[string]queue.TicketID // the newest ticket with the number
	out     strings.Builder
}

func newMorning(t *testing.T) *morning {
	m := &morning{T: t, state: queue.New(), date: "2026-03-02", ids: map[string]queue.TicketID{}}
	m.def = readDefinition(t)
	m.at("00:00")
	m.do("configure")
	m.out.Reset()
	return m
}

// play gives the transcript with the answers put in anew.
func (m *morning) play(text string) string {
	var page strings.Builder
	inAnswer := false
	for line := range strings.Lines(text) {
		words := strings.TrimSpace(line)
		switch {
		case words == "----":
			inAnswer = true
			page.WriteString("----\n" + m.out.String() + m.standing() + "\n")
			m.out.Reset()
		case words == "":
			inAnswer = false
			page.WriteString("\n")
		case inAnswer:
		default:
			page.WriteString(line)
			if !strings.HasPrefix(words, "#") {
				m.line(words)
			}
		}
	}
	return page.String()
}

// line plays one line: the time, if it has one, and what is done.
func (m *morning) line(text string) {
	first, rest, _ := strings.Cut(text, " ")
	if first == "day" {
		m.date = rest
		return
	}
	if strings.Contains(first, ":") {
		m.at(first)
		text = rest
	}
	m.pass()
	m.do(text)
	m.pass()
}

// at sets the time, as the clock on the centre's wall shows it.
func (m *morning) at(clock string) {
	clock += ":00"[min(3, len(clock)-5):]
	t, err := time.ParseInLocation("2006-01-02 15:04:05", m.date+" "+clock, m.state.Zone())
	if err != nil {
		m.Fatal(err)
	}
	m.now = max(m.now, queue.InstantOf(t))
}

// pass lets time have its effects.
func (m *morning) pass() {
	for range 100 {
		if d, err := m.state.Decide(queue.Command{At: m.now, Actor: "clock", Do: queue.Tick{}}); err != nil || len(d.Events) == 0 {
			return
		} else {
			m.apply(d.Events)
		}
	}
	m.Fatalf("time has effects without end at %s", m.now.Time(m.state.Zone()))
}

// do gives one command and writes down what comes of it.
func (m *morning) do(text string) {
	text, key, _ := strings.Cut(text, " #")
	digest := fnv.New64a()
	digest.Write([]byte(text))
	cmd := queue.Command{ID: queue.CommandID(key), Digest: digest.Sum64(), At: m.now, Actor: "officer"}
	if cmd.Do = m.parse(strings.Fields(text)); cmd.Do == nil {
		return
	}
	d, err := m.state.Decide(cmd)
	refused, ok := errors.AsType[*queue.Error](err)
	switch {
	case ok:
		m.say("refused: %s", refusal(refused))
	case err != nil:
		m.Fatal(err)
	case d.Repeated:
		m.say("as before: %s", cmp.Or(m.number(d.Ticket), string(d.Counter), "nothing"))
	case len(d.Events) == 0:
		m.say("nothing to do")
	}
	m.apply(d.Events)
}

func (m *morning) apply(events []queue.Event) {
	for _, e := range events {
		if err := m.state.Apply(e); err != nil {
			m.Fatal(err)
		}
		m.say("%s", m.sentence(e.Fact))
	}
	m.events = append(m.events, events...)
}

// replay sees to it that the journal of the morning gives its state again.
func (m *morning) replay() {
	want, got := snapshotOf(m.T, m.state), snapshotOf(m.T, replayed(m.T, m.events))
	if !bytes.Equal(want, got) {
		m.Errorf("the replay differs:\n%s\n%s", want, got)
	}
}

func firstDifference(want, got string) string {
	w, g := append(strings.Split(want, "\n"), "end"), append(strings.Split(got, "\n"), "end")
	i := 0
	for i < min(len(w), len(g))-1 && w[i] == g[i] {
		i++
	}
	return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], g[i])
}
