// Package metrics tells a Prometheus server how the centres fare.
//
// Counters and histograms count what is committed while the process lives;
// gauges are read from the live pictures when somebody asks. A step that is
// undone stays counted: metrics are for watching, figures of the day for
// reports come from the journal.
//
// Labels name centres, services, classes and kinds, all of which a definition
// bounds; never a ticket, a person or a device. Services make most of the
// series, so that above Metrics.SeriesCentres centres their label stays empty.
package metrics
