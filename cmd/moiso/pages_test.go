package main

import (
	"io/fs"
	"path"
	"strings"
	"testing"
)

// What the pages load is part of the binary, and nothing else is: no test, no
// picture that lay around. A page that asks for the font also tells when it does
// not come.
func TestWhatIsEmbedded(t *testing.T) {
	trees, err := assetTrees()
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for face, tree := range trees {
		err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			switch path.Ext(name) {
			case ".css":
			case ".js":
				if strings.HasSuffix(name, ".test.js") {
					t.Errorf("%s/%s is a test", face, name)
				}
			case ".html":
				pages++
				source, err := fs.ReadFile(tree, name)
				if err != nil {
					return err
				}
				if strings.Contains(string(source), "fonts/fonts.css") && !strings.Contains(string(source), "lib/fonts.js") {
					t.Errorf("%s/%s does not tell when its font is missing", face, name)
				}
			default:
				t.Errorf("%s/%s is neither page nor style nor script", face, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if pages < 8 {
		t.Errorf("%d pages, want them all", pages)
	}
}
