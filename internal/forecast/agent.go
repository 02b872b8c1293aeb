package forecast

// agent is one who serves, as the calls show: nobody tells when an agent comes,
// goes or pauses.
type agent struct {
	name   string
	call   *Call   // in service; nil between calls
	since  int64   // of the service, or of its end
	queued bool    // somebody waited whom the agent could serve when the last service ended
	pace   float64 // length of this agent's services against all
	served int
	byCls  map[string]float64 // services by class
}

// gone is how long after the last service an agent counts as gone home.
const gone = 20 * minute

// present tells whether the agent is at work at a time, as far as can be seen.
func (a *agent) present(at int64) bool { return a.call != nil || at-a.since <= gone }
