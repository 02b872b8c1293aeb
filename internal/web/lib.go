package web

import (
	"embed"
	"io/fs"
)

//go:embed lib
var libFiles embed.FS

// Lib is what the pages of all faces share: the ES modules feed.js, api.js and
// text.js, the stylesheets and the fonts. It is registered as "lib".
var Lib = Folder(libFiles, "lib")

// Folder is a folder of embedded files as a tree of its own, as NewAssets and
// NewPage take it. It panics when name is no path.
func Folder(files embed.FS, name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err)
	}
	return sub
}
