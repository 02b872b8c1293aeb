package display_test

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"moiso/display"
	"moiso/internal/web"
)

// Television sets of 2019 have Chrome 63. What it cannot read is found by
// writing every script for it and for today: where the two differ, the script
// uses syntax that came later.
func TestScriptsRunOnChrome63(t *testing.T) {
	chrome63 := []api.Engine{{Name: api.EngineChrome, Version: "63"}}
	eachFile(t, ".js", func(t *testing.T, name, source string) {
		today := transform(t, source, api.TransformOptions{Target: api.ESNext})
		then := transform(t, source, api.TransformOptions{Engines: chrome63})
		if today != then {
			t.Errorf("%s has syntax that Chrome 63 does not know; written for it, it is\n%s", name, firstDifference(today, then))
		}
		for word, since := range laterInterfaces {
			if word.MatchString(source) {
				t.Errorf("%s uses %s, which came with Chrome %d", name, word, since)
			}
		}
	})
}

// laterInterfaces are those that a script would reach for, with the version of
// Chrome that brought them. AbortController is asked for by lib before use.
var laterInterfaces = map[*regexp.Regexp]int{
	regexp.MustCompile(`\bResizeObserver\b`):                 64,
	regexp.MustCompile(`\.(flat|flatMap)\(`):                 69,
	regexp.MustCompile(`\btoggleAttribute\(`):                69,
	regexp.MustCompile(`\bglobalThis\b`):                     71,
	regexp.MustCompile(`\bqueueMicrotask\(`):                 71,
	regexp.MustCompile(`\bObject\.fromEntries\(`):            73,
	regexp.MustCompile(`\.matchAll\(`):                       73,
	regexp.MustCompile(`\bPromise\.(allSettled|any)\(`):      76,
	regexp.MustCompile(`\b(dateStyle|timeStyle)\b`):          76,
	regexp.MustCompile(`\.replaceAll\(`):                     85,
	regexp.MustCompile(`\.replaceChildren\(`):                86,
	regexp.MustCompile(`\.at\(-`):                            92,
	regexp.MustCompile(`\brandomUUID\(|\bstructuredClone\(`): 92,
	regexp.MustCompile(`\bObject\.hasOwn\(`):                 93,
	regexp.MustCompile(`\bAbortSignal\.timeout\(`):           103,
}

// A declaration or selector that Chrome 63 drops must not be one that the page
// stands on. :focus-visible in base.css is written for being dropped.
func TestStylesAreReadByChrome63(t *testing.T) {
	eachFile(t, ".css", func(t *testing.T, name, source string) {
		for _, found := range laterStyles.FindAllString(comments.ReplaceAllString(source, ""), -1) {
			if name == "lib/base.css" && found == ":focus-visible" {
				continue
			}
			t.Errorf("%s has %q, which Chrome 63 does not know", name, strings.TrimSpace(found))
		}
	})
}

var (
	comments    = regexp.MustCompile(`(?s)/\*.*?\*/`)
	laterStyles = regexp.MustCompile(strings.Join([]string{
		`(?m)^\s*(row-|column-)?gap\s*:`, // in grids grid-gap is known, in flex boxes none
		`(?m)^\s*(inset|aspect-ratio|translate|rotate|scale|place-items|place-content|place-self|accent-color|content-visibility|container)[a-z-]*\s*:`,
		`\b(min|max|clamp|color-mix|oklch|lab|conic-gradient)\(`,
		`:(is|where|has|focus-visible|not\([^)]*,[^)]*\))`,
		`\b\d+(\.\d+)?(dvh|svh|lvh|dvw|cqw|cqh|rlh|lh)\b`,
		`@(layer|container|property|scope|supports-condition|starting-style)\b`,
		`overflow-wrap\s*:\s*anywhere|(?m)^\s*&`,
	}, "|"))
)

func TestLaterStylesAreFound(t *testing.T) {
	for _, css := range []string{
		"a {\n  gap: 1rem;\n}", "a {\n  row-gap: 1rem;\n}", "a {\n  inset: 0;\n}",
		"a { width: min(1rem, 2vw) }", "a { font-size: clamp(1rem, 2vw, 3rem) }", ":is(a, b) { color: red }",
		"a { height: 100dvh }", "@layer base {}", "a:has(b) {}", "a {\n  aspect-ratio: 1;\n}",
	} {
		if !laterStyles.MatchString(css) {
			t.Errorf("%q is taken for CSS of Chrome 63", css)
		}
	}
	for _, css := range []string{
		"a {\n  grid-gap: 1rem;\n  grid-row-gap: 0;\n}", "a {\n  transform: translate(1px, 2px);\n}",
		"a { grid-template-rows: minmax(0, 1fr) }", "@media (min-width: 1rem) {}", "a {\n  max-width: 1rem;\n}",
	} {
		if found := laterStyles.FindString(css); found != "" {
			t.Errorf("%q is refused for %q", css, found)
		}
	}
}

// eachFile calls check for the files of the face's pages and of lib that end so.
func eachFile(t *testing.T, end string, check func(t *testing.T, name, source string)) {
	t.Helper()
	count := 0
	for tree, fsys := range map[string]fs.FS{"display": display.Page, "lib": web.Lib} {
		err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(name) != end {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return err
			}
			count++
			check(t, tree+"/"+name, string(data))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if count == 0 {
		t.Fatalf("no file ends in %s", end)
	}
}

func transform(t *testing.T, source string, options api.TransformOptions) string {
	t.Helper()
	options.Loader = api.LoaderJS
	result := api.Transform(source, options)
	for _, e := range result.Errors {
		t.Errorf("line %d: %s", e.Location.Line, e.Text)
	}
	return string(result.Code)
}

// firstDifference is the first line that one of them lacks.
func firstDifference(today, then string) string {
	a, b := strings.Split(today, "\n"), strings.Split(then, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "- " + a[i] + "\n+ " + b[i]
		}
	}
	return "the longer of the two"
}
