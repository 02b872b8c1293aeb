package main

import (
	"embed"
	"io/fs"

	"moiso/counter"
	"moiso/display"
	"moiso/kiosk"
)

//go:embed page
var pages embed.FS

// assetTrees are the files that the pages load, by face.
func assetTrees() (map[string]fs.FS, error) {
	own, err := fs.Sub(pages, "page")
	if err != nil {
		return nil, err
	}
	return map[string]fs.FS{"kiosk": kiosk.Page, "counter": counter.Page, "display": display.Page, "index": own}, nil
}
