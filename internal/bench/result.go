package bench

// Result is what a run found, by name: times in seconds, memory in bytes. A
// floor is what the same machine did in the same run without anything of ours; a
// ratio is ours over floor.
//
//	events_per_second, floor_events_per_second, events_ratio         in process, 256 kiosks of one centre
//	mixed_events_per_second, floor_mixed_…, mixed_events_ratio       256 kiosks and counters of 8 centres
//	http_tickets_per_second, floor_http_per_second, http_ratio       over HTTP, all kiosks
//	fanout_last_seconds, floor_fanout_seconds, fanout_ratio          commit to the last display
//	commands_per_second                                              kiosks and counters together
//	{issue,call_next,start,finish}_{p50,p99,p999}_seconds            the same, by command
//	callout_{p50,p99}_seconds                                        request to the last display, 20 calls/s
//	callout_commit_{p50,p99}_seconds                                 of that, from the commit on
//	callout_…_{5ms,30ms}_seconds                                     with that much added to each commit
//	bytes_per_connection                                             an idle display, the whole process
//	startup_{200k,1m}_seconds                                        from a closed journal to the first view
//	kiosks, counters, displays, connections, rounds, round_seconds   what the run was asked for
type Result map[string]float64
