package display

import (
	"net/http"

	"moiso/internal/live"
	"moiso/internal/locale"
	"moiso/internal/queue"
	"moiso/internal/web"
)

// ticketPage is what the page of a ticket starts with. Names are in the page's
// language; the feed's views bring ids.
type ticketPage struct {
	CentreName string `json:"-"`
	Other      string `json:"-"` // the language to change to

	Centre   queue.CentreID             `json:"centre"`
	Ticket   live.Ticket                `json:"ticket"`
	Halls    map[queue.HallID]string    `json:"halls"`
	Counters map[queue.CounterID]string `json:"counters"`
	Services map[queue.ServiceID]string `json:"services"` // the ticket's own
}

// follow is a ticket on a phone. It is written so that it says everything
// without its script too, as of the moment that it was asked for.
func (f *face) follow(w http.ResponseWriter, r *http.Request) error {
	lang := web.Lang(r)
	c, ok := f.Centres.Centre(queue.CentreID(r.PathValue("c")))
	if !ok {
		return f.missing(w, lang, "follow.unknown")
	}
	t, ok := c.Ticket(queue.TicketID(r.PathValue("ticket")))
	if !ok {
		return f.missing(w, lang, "follow.unknown")
	}
	// Why a ticket was called tells about those who were not.
	t.Why = nil
	def, _ := c.Definition()
	p := ticketPage{
		CentreName: def.Name.In(lang),
		Other:      other(lang),
		Centre:     c.ID(),
		Ticket:     t,
		Halls:      map[queue.HallID]string{},
		Counters:   map[queue.CounterID]string{},
		Services:   map[queue.ServiceID]string{},
	}
	for _, h := range def.Halls {
		p.Halls[h.ID] = h.Name.In(lang)
	}
	for _, k := range def.Counters {
		p.Counters[k.ID] = k.Name.In(lang)
	}
	for _, s := range def.Services {
		p.Services[s.ID] = s.Name.In(lang)
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	return f.followPage.RenderIn(w, http.StatusOK, lang, p)
}

// other is the language that the page offers to change to.
func other(lang string) string {
	for _, l := range locale.Languages() {
		if l != lang {
			return l
		}
	}
	return lang
}
