package kiosk_test

import (
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"testing"

	"moiso/internal/livetest"
	"moiso/internal/locale"
	"moiso/internal/queue"
	"moiso/internal/slip"
	"moiso/kiosk"
)

func TestSlips(t *testing.T) {
	c := livetest.Open(t)
	server := serve(t, c)
	c.Must(t, queue.Issue{Ticket: "an", Service: "birth", Class: "elderly"})
	status, page, header := exchange(t, server, "GET", tickets+"/an/slip.html?lang=en", "")
	if status != http.StatusOK || header.Get("Content-Type") != "text/html; charset=utf-8" || header.Get("Cache-Control") != "no-store" {
		t.Errorf("slip.html answers %d %v", status, header)
	}
	for _, want := range []string{"A001", "Registration of a birth", "Elderly person", "Hall A", `lang="en"`, "/lib/slip.css"} {
		if !strings.Contains(page, want) {
			t.Errorf("slip.html lacks %q", want)
		}
	}
	status, document, header := exchange(t, server, "GET", tickets+"/an/slip.pdf", "")
	if status != http.StatusOK || header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(document, "%PDF-") {
		t.Errorf("slip.pdf answers %d %v", status, header)
	}
	if disposition := header.Get("Content-Disposition"); disposition != `inline; filename="A001.pdf"` {
		t.Errorf("slip.pdf is %s", disposition)
	}
}

// The screen leads phones to the ticket where they can reach the server.
func TestTheCodeToFollowATicket(t *testing.T) {
	c := livetest.Open(t)
	c.Issue(t, "birth", "an")
	status, svg, header := exchange(t, serve(t, c), "GET", tickets+"/an/follow.svg", "")
	want, err := slip.QR("https://moiso.test/t/demo/an")
	if err != nil {
		t.Fatal(err)
	}
	if status != http.StatusOK || header.Get("Content-Type") != "image/svg+xml" || svg != string(want) {
		t.Errorf("%d %v %s", status, header, svg)
	}
	all := assets(t)
	inside := livetest.House{Centre: c, Assets: all, Face: kiosk.Handler(kiosk.Config{Centres: c, Commands: c, Assets: all})}.Serve(t)
	if status, body := ask(t, inside, "GET", tickets+"/an/follow.svg", ""); status != http.StatusNotFound {
		t.Errorf("without a public address: %d %s", status, body)
	}
	if _, page := ask(t, inside, "GET", "/kiosk/demo/door", ""); !strings.Contains(page, `"follow":false`) {
		t.Error("without a public address the page offers the code")
	}
}

// A service that is given in two halls names none: any of them may call.
func TestASlipOfTwoHallsNamesNone(t *testing.T) {
	c := livetest.Open(t)
	server := serve(t, c)
	c.Must(t, queue.Issue{Ticket: "an", Service: "copy"})
	_, page := ask(t, server, "GET", tickets+"/an/slip.html", "")
	if strings.Contains(page, "Sảnh A") || strings.Contains(page, "Sảnh B") {
		t.Error("the slip sends the visitor to one hall of two")
	}
}

func TestPages(t *testing.T) {
	server := serve(t, livetest.Open(t))
	status, page := ask(t, server, "GET", "/kiosk/demo/door?lang=en", "")
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, page)
	}
	for _, want := range []string{`<html lang="en">`, "Kiosk, main door", "/kiosk/kiosk.js", `"kiosk":"door"`, `"paper":true`, "Mời ông/bà", "Please choose"} {
		if !strings.Contains(page, want) {
			t.Errorf("the kiosk's page lacks %q", want)
		}
	}
	if _, page := ask(t, server, "GET", "/kiosk/demo/door?print=off", ""); !strings.Contains(page, `"paper":false`) {
		t.Error("print=off does not keep the page from printing")
	}
	_, list := ask(t, server, "GET", "/kiosk/demo", "")
	for _, want := range []string{`href="/kiosk/demo/door"`, `href="/kiosk/demo/desk"`, "Máy lấy số – Bàn hướng dẫn"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
}

func TestOneKioskNeedsNoList(t *testing.T) {
	server := serve(t, livetest.Open(t, func(c *queue.Centre) { c.Kiosks = c.Kiosks[:1] }))
	status, _, header := exchange(t, server, "GET", "/kiosk/demo", "")
	if status != http.StatusFound || header.Get("Location") != "/kiosk/demo/door" {
		t.Errorf("%d to %q, want 302 to the kiosk", status, header.Get("Location"))
	}
}

var (
	worded  = regexp.MustCompile(`\bt\("([a-z_.]+)"|\{\{t "kiosk\.([a-z_.]+)"`)
	counted = regexp.MustCompile(`\bcount\(t, "([a-z_.]+)"`)
)

func TestEveryTextOfThePageIsThere(t *testing.T) {
	texts, seen := locale.Section("vi", "kiosk."), 0
	has := func(file, key string) {
		seen++
		if _, ok := texts["kiosk."+key]; !ok {
			t.Errorf("%s: no text kiosk.%s", file, key)
		}
	}
	err := fs.WalkDir(kiosk.Page, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".js" && path.Ext(file) != ".html" {
			return err
		}
		source, err := fs.ReadFile(kiosk.Page, file)
		if err != nil {
			return err
		}
		for _, m := range worded.FindAllStringSubmatch(string(source), -1) {
			has(file, m[1]+m[2])
		}
		for _, m := range counted.FindAllStringSubmatch(string(source), -1) {
			for _, form := range []string{"_none", "_one", "_many"} {
				has(file, m[1]+form)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 40 {
		t.Errorf("only %d texts were seen in the page", seen)
	}
}
