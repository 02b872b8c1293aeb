package queue_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"moiso/internal/event"
	"moiso/internal/queue"
)

// The words of the transcripts: how a line becomes a command, and what has
// happened becomes a line.

// parse makes the action; nil when the line only asked, or let time pass.
func (m *morning) parse(words []string) queue.Action {
	arg := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	after := func(i int) string { return strings.Join(words[min(i, len(words)):], " ") }
	switch words[0] {
	case "tick": // time has passed already
		return nil
	case "ahead":
		m.say("%s: %d ahead", arg(1), m.state.Ahead(m.ids[arg(1)], m.now))
		return nil
	case "issue":
		return m.parseIssue(words)
	case "cancel":
		return queue.Cancel{Ticket: m.ticket(arg(1))}
	case "configure":
		return m.parseConfigure(words[1:])
	case "open-day":
		return queue.OpenDay{}
	case "close-day":
		return queue.CloseDay{}
	}
	k := queue.CounterID(words[0])
	switch arg(1) {
	case "open":
		return queue.Open{Counter: k}
	case "pause":
		return queue.Pause{Counter: k, Reason: after(2)}
	case "close":
		return queue.Close{Counter: k}
	case "call-next":
		return queue.CallNext{Counter: k}
	case "call":
		return queue.Call{Counter: k, Ticket: m.ticket(arg(2)), Reason: after(3)}
	case "recall":
		return queue.Recall{Counter: k}
	case "start":
		return queue.Start{Counter: k}
	case "finish":
		return queue.Finish{Counter: k}
	case "miss":
		return queue.Miss{Counter: k}
	case "park":
		return queue.Park{Counter: k}
	case "resume":
		return queue.Resume{Counter: k, Ticket: m.ticket(arg(2))}
	case "reinstate":
		return queue.Reinstate{Counter: k, Ticket: m.ticket(arg(2))}
	case "transfer": // SERVICE, @COUNTER or SERVICE@COUNTER
		service, to, _ := strings.Cut(arg(2), "@")
		return queue.Transfer{Counter: k, Service: queue.ServiceID(service), To: queue.CounterID(to)}
	case "undo":
		return queue.Undo{Counter: k}
	case "takes":
		return queue.Reprofile{Counter: k, Services: serviceIDs(after(2))}
	}
	m.Fatalf("%q is not a line of a transcript", strings.Join(words, " "))
	return nil
}

// parseIssue reads: issue SERVICE [CLASS] [then SERVICES] [dossier CODE] [at KIOSK] [id TICKET].
func (m *morning) parseIssue(words []string) queue.Action {
	m.tickets++
	do := queue.Issue{Ticket: queue.TicketID(fmt.Sprintf("t%d", m.tickets))}
	for i := 1; i < len(words); i++ {
		switch words[i] {
		case "then":
			i++
			do.Then = serviceIDs(words[i])
		case "dossier":
			i++
			do.Dossier = words[i]
		case "at":
			i++
			do.Kiosk = queue.KioskID(words[i])
		case "id":
			i++
			do.Ticket = queue.TicketID(words[i])
		default:
			if i == 1 {
				do.Service = queue.ServiceID(words[i])
			} else {
				do.Class = queue.ClassID(words[i])
			}
		}
	}
	return do
}

func serviceIDs(s string) []queue.ServiceID {
	var ids []queue.ServiceID
	for id := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		ids = append(ids, queue.ServiceID(id))
	}
	return ids
}

// parseConfigure changes the definition by path=value.
func (m *morning) parseConfigure(edits []string) queue.Action {
	for _, e := range edits {
		path, text, _ := strings.Cut(e, "=")
		var value any = text
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			value = text // a word needs no quotes
		}
		m.def = edited(m.def, strings.Split(path, "."), value)
	}
	b, err := json.Marshal(m.def)
	if err != nil {
		m.Fatal(err)
	}
	c := new(queue.Centre)
	if err := json.Unmarshal(b, c); err != nil {
		m.Fatal(err)
	}
	return queue.Configure{Centre: c}
}

// edited puts a value at a path; the entries of a list are entered by their id,
// and a null takes an entry out.
func edited(node any, path []string, value any) any {
	if len(path) == 0 {
		return value
	}
	switch n := node.(type) {
	case []any:
		i := slices.IndexFunc(n, func(e any) bool { return e.(map[string]any)["id"] == path[0] })
		if len(path) == 1 && value == nil {
			return slices.Delete(n, i, i+1)
		}
		if i < 0 {
			return append(n, edited(map[string]any{"id": path[0]}, path[1:], value))
		}
		n[i] = edited(n[i], path[1:], value)
		return n
	case map[string]any:
		n[path[0]] = edited(n[path[0]], path[1:], value)
		return n
	}
	return map[string]any{path[0]: edited(nil, path[1:], value)}
}

// ticket is the id behind a number; a number that nobody has stands for itself.
func (m *morning) ticket(number string) queue.TicketID {
	if id, ok := m.ids[number]; ok {
		return id
	}
	return queue.TicketID(number)
}

// number is the ticket's number, empty for no ticket.
func (m *morning) number(id queue.TicketID) string {
	t, _ := m.state.Ticket(id)
	return t.Number
}

func (m *morning) say(format string, args ...any) { fmt.Fprintf(&m.out, format+"\n", args...) }

// sentence tells a fact.
func (m *morning) sentence(fact queue.Fact) string {
	id, k := queue.Concerns(fact)
	about := strings.ReplaceAll(event.Kind(fact), "_", " ")
	if id != "" {
		about += " " + m.number(id)
	}
	if k != "" {
		about += " " + string(k)
	}
	switch f := fact.(type) {
	case queue.TicketIssued:
		m.ids[f.Number] = f.Ticket
		return fmt.Sprintf("ticket issued %s %s %s%s%s", f.Number, f.Service, f.Class, list(" then ", f.Then), optional(" dossier ", f.Dossier))
	case queue.TicketCalled:
		why := fmt.Sprintf(" by %s%s, %s", f.Why.Rule, optional(": ", f.Why.Reason), share(f.Why.Winner))
		if f.Why.Over != nil {
			why += fmt.Sprintf(" over %s %s", f.Why.Over.Number, share(*f.Why.Over))
		}
		return about + why + fmt.Sprintf(", of %d", f.Why.Waiting)
	case queue.TicketRecalled:
		return about + fmt.Sprintf(" time %d", f.Times)
	case queue.ServiceFinished:
		return about + " after " + duration(f.Took) + optional(", next ", string(f.Next))
	case queue.TicketReinstated:
		return about + " as if here since " + m.clock(f.Ref)
	case queue.TicketTransferred:
		return about + " to " + string(f.Service) + optional(" at ", string(f.To))
	case queue.StepUndone:
		return about + fmt.Sprintf(" %s, back to %s", f.Step, f.Back)
	case queue.CounterPaused:
		return about + ": " + f.Reason
	case queue.CounterReprofiled:
		return about + list(": ", f.Services)
	case queue.DayOpened:
		return about + " " + f.Day.String()
	case queue.DayClosed:
		return about + fmt.Sprintf(" %s, %d expired, %d carried", f.Day, f.Expired, f.Carried)
	case queue.CentreConfigured:
		return about + fmt.Sprintf(" version %d", f.Version)
	}
	return about
}

func (m *morning) clock(i queue.Instant) string {
	return i.Time(m.state.Zone()).Format("15:04:05")
}

func share(c queue.Candidate) string {
	return duration(queue.Instant(c.Waited)*1000) + "/" + duration(queue.Instant(c.Promise)*1000)
}

// duration writes 12m, 12m30s, 30s, 1h0m.
func duration(ms queue.Instant) string {
	s := (time.Duration(ms) * time.Millisecond).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	return s
}

func optional(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func list(before string, ids []queue.ServiceID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return optional(before, strings.Join(words, ","))
}

// refusal tells a refusal with all that its wording is given.
func refusal(e *queue.Error) string {
	words := []string{string(e.Kind), string(e.Reason)}
	for _, k := range slices.Sorted(maps.Keys(e.Vars)) {
		words = append(words, k+"="+strings.ReplaceAll(e.Vars[k], " ", "_"))
	}
	return strings.Join(words, " ")
}

// standing tells who waits, in the order of the discipline, and who is where.
func (m *morning) standing() string {
	waiting := m.state.Waiting("", m.now, 0)
	s := "= " + m.clock(m.now) + " nobody waits"
	if len(waiting) > 0 {
		s = "= " + m.clock(m.now) + " waiting"
		for _, t := range waiting {
			s += " " + t.Number + optional("@", string(t.Only))
		}
	}
	for d := range m.state.Desks() {
		if t, ok := m.state.Ticket(d.Ticket); ok {
			s += fmt.Sprintf("; %s %s %s", d.Def.ID, t.State, t.Number)
		} else if d.State != queue.StateClosed {
			s += fmt.Sprintf("; %s %s", d.Def.ID, d.State)
		}
	}
	parked, missed := m.state.Aside()
	for _, t := range parked {
		s += fmt.Sprintf("; parked %s at %s", t.Number, t.Counter)
	}
	for _, t := range missed {
		s += "; missed " + t.Number
	}
	return s
}
