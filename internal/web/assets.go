package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"time"
)

// Assets are the embedded files of all pages, served under an address that
// holds the hash of the whole tree and so may be cached for ever: a module that
// imports "../lib/feed.js" gets the feed.js of its own build.
type Assets struct {
	prefix string // "/assets/" + hash
	files  map[string]asset
}

type asset struct {
	kind string // media type
	data []byte
}

// kinds are the media types by extension. The machine's own table is not asked:
// it differs from one machine to the next, and a script with a wrong type does
// not run.
var kinds = map[string]string{
	".css":   "text/css; charset=utf-8",
	".ico":   "image/x-icon",
	".jpg":   "image/jpeg",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".mp3":   "audio/mpeg",
	".opus":  "audio/ogg",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".webp":  "image/webp",
	".woff2": "font/woff2",
}

// NewAssets reads the trees by name: the file "kiosk.js" of the tree "kiosk" is
// the asset "kiosk/kiosk.js"; Lib need not be given. Templates, *.html, are not
// served. A file of a type that it does not know is an error, and so is one that
// cannot be read.
func NewAssets(trees map[string]fs.FS) (*Assets, error) {
	a := &Assets{files: map[string]asset{}}
	if err := a.read("lib", Lib); err != nil {
		return nil, fmt.Errorf("assets of lib: %w", err)
	}
	for tree, fsys := range trees {
		if err := a.read(tree, fsys); err != nil {
			return nil, fmt.Errorf("assets of %s: %w", tree, err)
		}
	}
	hash := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		fmt.Fprintf(hash, "%s %d\n", name, len(a.files[name].data))
		hash.Write(a.files[name].data)
	}
	a.prefix = "/assets/" + hex.EncodeToString(hash.Sum(nil)[:8])
	return a, nil
}

func (a *Assets) read(tree string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) == ".html" {
			return err
		}
		kind, ok := kinds[path.Ext(name)]
		if !ok {
			return fmt.Errorf("%s: no media type for %q", name, path.Ext(name))
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		a.files[tree+"/"+name] = asset{kind: kind, data: data}
		return nil
	})
}

// URL is the address of an asset, such as "kiosk/kiosk.js". A name that does
// not exist is an error: a page that asks for it is broken.
func (a *Assets) URL(name string) (string, error) {
	if _, ok := a.files[name]; !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return a.prefix + "/" + name, nil
}

// Handler serves the assets. An address of another build is not found: the page
// that asks must be loaded again.
func (a *Assets) Handler() http.Handler {
	mux := &Routes{}
	mux.Handle("GET "+a.prefix+"/{file...}", Handle(func(w http.ResponseWriter, r *http.Request) error {
		file, ok := a.files[r.PathValue("file")]
		if !ok {
			return NotFound(ReasonUnknownPath)
		}
		w.Header().Set("Content-Type", file.kind)
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file.data))
		return nil
	}))
	return mux
}
