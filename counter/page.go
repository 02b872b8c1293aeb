package counter

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"moiso/internal/queue"
	"moiso/internal/web"
)

// terminal is what the officer's page starts with.
type terminal struct {
	Name       string          `json:"-"`
	Label      string          `json:"-"`
	CentreName string          `json:"-"`
	Centre     queue.CentreID  `json:"centre"`
	Counter    queue.CounterID `json:"counter"`
	Now        string          `json:"now"` // RFC 3339: the page tells time by the server's clock
	Version    int             `json:"version"`
	Definition *queue.Centre   `json:"definition"`
}

// work is the terminal of one counter.
func (f *face) work(w http.ResponseWriter, r *http.Request) error {
	c, k, err := f.found(r)
	if err != nil {
		return err
	}
	def, version := c.Definition()
	t := terminal{
		Centre: c.ID(), Counter: k.ID, CentreName: def.Name.In(web.PageLang(r)),
		Now: time.Now().In(c.Location()).Format(time.RFC3339Nano), Version: version, Definition: def,
	}
	if i := slices.IndexFunc(def.Counters, func(one queue.Counter) bool { return one.ID == k.ID }); i >= 0 {
		t.Name, t.Label = def.Counters[i].Name.In(web.PageLang(r)), def.Counters[i].Short(web.PageLang(r))
	}
	return f.terminal.Render(w, r, t)
}

// choice is the page where an officer chooses the counter.
type choice struct {
	CentreName string         `json:"-"`
	Halls      []choiceHall   `json:"-"`
	Centre     queue.CentreID `json:"centre"`
}

type choiceHall struct {
	ID       queue.HallID
	Name     string
	Counters []choiceCounter
}

type choiceCounter struct {
	ID     queue.CounterID
	Name   string
	Label  string
	Fields string // what it takes
}

// choose lists the counters by hall; what each is doing comes by the feed.
func (f *face) choose(w http.ResponseWriter, r *http.Request) error {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return err
	}
	def, _ := c.Definition()
	lang := web.PageLang(r)
	page := choice{CentreName: def.Name.In(lang), Centre: c.ID()}
	for _, hall := range def.Halls {
		h := choiceHall{ID: hall.ID, Name: hall.Name.In(lang)}
		for i := range def.Counters {
			if k := &def.Counters[i]; k.Hall == hall.ID {
				h.Counters = append(h.Counters, choiceCounter{k.ID, k.Name.In(lang), k.Short(lang), fieldsOf(def, k, lang)})
			}
		}
		if len(h.Counters) > 0 {
			page.Halls = append(page.Halls, h)
		}
	}
	return f.choice.Render(w, r, page)
}

// fieldsOf names the fields whose services the counter's profile holds.
func fieldsOf(def *queue.Centre, k *queue.Counter, lang string) string {
	var names []string
	for _, field := range def.Fields {
		if slices.ContainsFunc(def.Services, func(s queue.Service) bool {
			return s.Field == field.ID && slices.Contains(k.Services, s.ID)
		}) {
			names = append(names, field.Name.In(lang))
		}
	}
	return strings.Join(names, " · ")
}
