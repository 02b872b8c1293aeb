package kiosk

import (
	"net/http"

	"moiso/internal/queue"
	"moiso/internal/web"
)

// Preview is what to expect of a ticket taken now.
type Preview struct {
	Ahead int `json:"ahead"` // waiting tickets that would be called before it
}

// preview tells it, or refuses as issue would.
func (f *face) preview(w http.ResponseWriter, r *http.Request) error {
	c, err := web.CentreOf(f.Centres, r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	ahead, err := c.Preview(queue.ServiceID(query.Get("service")), queue.ClassID(query.Get("class")))
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, Preview{Ahead: ahead})
}
