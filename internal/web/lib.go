package web

import (
	"embed"
	"io/fs"
)

//go:embed lib
var libFiles embed.FS

// Lib is what the pages of all faces share: the ES modules feed.js, api.js and
// text.js, the stylesheets and the fonts. It is registered as "lib".
var Lib = lib()

func lib() fs.FS {
	sub, err := fs.Sub(libFiles, "lib")
	if err != nil {
		// The name is a constant that the embedding above has checked.
		panic(err)
	}
	return sub
}
