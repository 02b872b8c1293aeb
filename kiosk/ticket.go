package kiosk

import (
	"net/http"

	"moiso/internal/web"
)

// ticket tells how a ticket stands.
func (f *face) ticket(w http.ResponseWriter, r *http.Request) error {
	_, t, err := f.found(r)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, t)
}
