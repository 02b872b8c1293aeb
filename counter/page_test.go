package counter_test

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"moiso/counter"
	"moiso/internal/livetest"
	"moiso/internal/locale"
)

func TestPagesSpeakTheLanguageAskedFor(t *testing.T) {
	server := serve(t, livetest.Open(t))
	for _, test := range []struct{ path, want string }{
		{"/counter/demo", "Quầy 1"},
		{"/counter/demo", "Hộ tịch · Đất đai"},
		{"/counter/demo?lang=en", "Counter 2"},
		{"/counter/demo/q1", "Quầy 1"},
		{"/counter/demo/q1?lang=en", "Call number"},
	} {
		res := send(t, server, http.MethodGet, test.path, "", "")
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != http.StatusOK || !strings.Contains(string(body), test.want) {
			t.Errorf("%s: %s, without %q", test.path, res.Status, test.want)
		}
		if key := regexp.MustCompile(`>\s*counter\.[a-z_.]+\s*<`).FindString(string(body)); key != "" {
			t.Errorf("%s shows %q, which has no text", test.path, key)
		}
	}
	for _, path := range []string{"/counter/other", "/counter/demo/q9"} {
		if res := send(t, server, http.MethodGet, path, "", ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}

// The modules name their texts in three ways: as they are, as a beginning that
// a state or a verb completes, and as the reason of a refusal.
var (
	whole     = regexp.MustCompile(`"(counter\.[a-z0-9_.]+[a-z0-9_])"`)
	beginning = regexp.MustCompile("`(counter\\.[a-z0-9_.]+)\\$")
	reason    = regexp.MustCompile(`\bno\("([a-z_]+)"`)
)

func TestEveryTextOfTheModulesExists(t *testing.T) {
	texts := locale.Section("vi", "counter.")
	err := fs.WalkDir(counter.Page, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(counter.Page, path)
		if err != nil {
			return err
		}
		var keys []string
		for _, m := range whole.FindAllSubmatch(data, -1) {
			keys = append(keys, string(m[1]))
		}
		for _, m := range reason.FindAllSubmatch(data, -1) {
			keys = append(keys, "counter.not."+string(m[1]))
		}
		for _, key := range keys {
			if _, ok := texts[key]; !ok && !strings.HasPrefix(key, "counter/") {
				t.Errorf("%s: no text %q", path, key)
			}
		}
		for _, m := range beginning.FindAllSubmatch(data, -1) {
			if len(locale.Section("vi", string(m[1]))) == 0 {
				t.Errorf("%s: no text begins with %q", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryStateAndActionHasItsTexts(t *testing.T) {
	texts := locale.Section("vi", "counter.")
	for section, names := range map[string]string{
		"do":        "open go_on pause close call_next call recall start finish miss park resume reinstate transfer undo",
		"done":      "open pause close call_next nobody call recall start finish miss park resume reinstate transfer undo profile",
		"undo":      "finish miss park",
		"state":     "open paused closed",
		"doing":     "free called serving paused closed",
		"rest":      "free paused closed",
		"elsewhere": "free called serving paused closed",
		"ask":       "miss miss_press close close_press",
	} {
		for name := range strings.FieldsSeq(names) {
			if key := fmt.Sprintf("counter.%s.%s", section, name); texts[key] == "" {
				t.Errorf("no text %q", key)
			}
		}
	}
}
