// Package web is the edge kit that the faces share: handlers whose errors
// leave in one form, strict JSON, commands with their idempotency, pages with
// their assets, and the handler that stands before them all.
//
// A face writes handlers as functions that return an error and puts them on an
// table of Routes of its own, with full paths:
//
//	mux.Handle("POST /api/v1/centres/{c}/tickets", web.Handle(k.issue))
//
// cmd joins the muxes of all faces with [NewMux]. What a handler may rely on
// there: the request is not from another site, the answer carries the security
// headers, whatever matches no route has been answered already.
//
// Refusals are *queue.Error, the core's own and, for what only the edge knows,
// those of [Refuse] with the kinds of this package. Any other error is internal:
// its text goes to the log and never to the client.
//
// Everything here may be used by several goroutines at once.
package web
