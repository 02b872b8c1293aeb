package locale_test

import (
	"strings"
	"testing"

	"moiso/internal/locale"
	"moiso/internal/queue"
)

// kinds are the words of the contract; the edge adds its own to the core's.
var kinds = []queue.Kind{
	queue.KindInvalid, queue.KindNotFound, queue.KindConflict, queue.KindQuota, queue.KindClosed,
	"unauthenticated", "forbidden", "method_not_allowed", "too_large", "too_many", "busy", "internal",
}

func TestEveryKindAndReasonHasAText(t *testing.T) {
	known := map[string]bool{}
	for _, kind := range kinds {
		known["error."+string(kind)] = true
	}
	for _, reason := range queue.Reasons() {
		known["reason."+string(reason)] = true
	}
	for _, lang := range locale.Languages() {
		catalogue := locale.Catalogue(lang)
		for key := range known {
			if catalogue[key] == "" {
				t.Errorf("%s has no text for %s", lang, key)
			}
		}
		for key := range catalogue {
			if (strings.HasPrefix(key, "error.") || strings.HasPrefix(key, "reason.")) && !known[key] {
				t.Errorf("%s has a text for %s, which nothing says any more", lang, key)
			}
		}
	}
}

func TestEveryStateHasAText(t *testing.T) {
	states := []string{
		string(queue.Waiting), string(queue.Called), string(queue.Serving), string(queue.Parked),
		string(queue.Served), string(queue.Missed), string(queue.Cancelled), string(queue.Expired),
		string(queue.StateOpen), string(queue.StatePaused), string(queue.StateClosed),
	}
	for _, lang := range locale.Languages() {
		section := locale.Section(lang, "state.")
		for _, state := range states {
			if section["state."+state] == "" {
				t.Errorf("%s has no text for state.%s", lang, state)
			}
		}
		if len(section) != len(states) {
			t.Errorf("%s has %d texts of states, the core has %d states", lang, len(section), len(states))
		}
	}
}

func TestGetFillsPlaceholders(t *testing.T) {
	vars := map[string]string{"number": "A012", "counter": "Quầy 3", "unused": "x"}
	if got, want := locale.Get("vi", "reason.ticket_taken", vars), "Số A012 vừa được Quầy 3 gọi. Vui lòng gọi số khác."; got != want {
		t.Errorf("Get = %q, want %q", got, want)
	}
	// A value is never read as a placeholder itself, and a gap stays visible.
	vars = map[string]string{"number": "{counter}"}
	if got, want := locale.Get("vi", "reason.ticket_taken", vars), "Số {counter} vừa được {counter} gọi. Vui lòng gọi số khác."; got != want {
		t.Errorf("Get = %q, want %q", got, want)
	}
}
