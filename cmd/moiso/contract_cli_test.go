package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"moiso/internal/feed"
	"moiso/internal/web"
)

// How a call ends: 0 well, 1 the work failed, 2 the call was wrong.
func TestContractCalls(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("no backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		call string
		code int
		says string
	}{
		{"", 0, "Usage"},
		{"help", 0, "restore"},
		{"--version", 0, "moiso"},
		{"serve --help", 0, "--public-url"},
		{"fly", 2, `no command "fly"`},
		{"serve now", 2, "no arguments"},
		{"serve --fast", 2, "--fast"},
		{"verify now", 2, "no arguments"},
		{"backup", 2, "file"},
		{"restore", 2, "backup"},
		{"centre import", 2, "file"},
		{"centre export", 2, "id"},
		{"centre fly", 2, "fly"},
		{"replay --until noon", 2, "noon"},
		{"serve --listen 8080", 2, "host:port"},
		{"serve --listen 0.0.0.0:0", 2, "--insecure-open"},
		{"demo --listen :0", 2, "--insecure-open"},
		{"serve --log-level loud", 2, "loud"},
		{"serve --public-url moiso", 2, "public-url"},
		{"serve --config " + none, 2, none},
		{"serve --listen 127.0.0.1:0 --data " + filepath.Join(t.TempDir(), "new"), 1, "moiso centre import"},
		{"serve --data " + file, 1, file},
		{"verify --data " + none, 1, none},
		{"replay --data " + none, 1, none},
		{"export --data " + none, 1, none},
		{"backup --data " + none + " " + file + ".bak", 1, none},
		{"centre export ha-long --data " + none, 1, none},
		{"centre import " + none + " --data " + none, 1, none},
		{"restore " + none + " --data " + none, 1, none},
		{"restore " + file + " --data " + none, 1, file},
	} {
		out, code := moiso(t, strings.Fields(c.call)...)
		if code != c.code || !strings.Contains(out, c.says) {
			t.Errorf("moiso %s: exit %d, want %d and %q\n%s", c.call, code, c.code, c.says, out)
		}
	}
	if _, err := os.Stat(filepath.Join(none, journalFile)); err == nil {
		t.Error("a command that failed left a journal")
	}
}

// Every flag has a twin in the environment; the flag wins.
func TestContractEnvironment(t *testing.T) {
	data := t.TempDir()
	for name, value := range map[string]string{
		"MOISO_LISTEN": "0.0.0.0:0", "MOISO_LOG_LEVEL": "loud", "MOISO_PUBLIC_URL": "moiso", "MOISO_INSECURE_OPEN": "perhaps",
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			if out, code := moiso(t, "serve", "--data", data); code != 2 || !strings.Contains(out, value) {
				t.Errorf("exit %d, want 2 and the value named\n%s", code, out)
			}
		})
	}
	t.Setenv("MOISO_DATA", filepath.Join(data, "other"))
	if out, code := moiso(t, "verify"); code != 1 || !strings.Contains(out, filepath.Join(data, "other")) {
		t.Errorf("MOISO_DATA: exit %d\n%s", code, out)
	}
	t.Setenv("MOISO_LISTEN", "0.0.0.0:0")
	start(t, filepath.Join(data, "served")).terminate(t) // with --listen and --data
}

// run is moiso that must end well.
func run(t *testing.T, args ...string) string {
	t.Helper()
	out, code := moiso(t, args...)
	if code != 0 {
		t.Fatalf("moiso %s: exit %d\n%s", strings.Join(args, " "), code, out)
	}
	return out
}

// The commands say the same beside the running server and on what it leaves.
func TestContractBooks(t *testing.T) {
	data, elsewhere := t.TempDir(), t.TempDir()
	a := connect(t, data)
	a.must("q1", "open", "")
	a.issue("phan-anh")
	a.must("q1", "call-next", "")
	position := watchOnce(t, a)

	commands := map[string][]string{
		"verify":        {"verify"},
		"replay":        {"replay"},
		"replay to 2":   {"replay", "--until", "2"},
		"replay to now": {"replay", "--centre", "ha-long", "--until", time.Now().Add(time.Hour).Format(time.RFC3339)},
		"replay of old": {"replay", "--until", "2020-01-01T00:00:00+07:00"},
		"export":        {"export"},
		"definition":    {"centre", "export", "ha-long"},
	}
	beside := map[string]string{}
	for name, args := range commands {
		beside[name] = run(t, append(args, "--data", data)...)
	}
	for name, want := range map[string]string{
		"verify": "journal is whole", "replay": "ticket_called L001 @q1", "replay to now": "ticket_called L001 @q1",
		"export": `"kind":"ticket_called"`, "definition": `"id": "ha-long"`,
	} {
		if !strings.Contains(beside[name], want) {
			t.Errorf("%s lacks %q:\n%s", name, want, beside[name])
		}
	}
	if beside["replay of old"] != "" || strings.Count(beside["replay to 2"], "\n") != 4 {
		t.Errorf("--until: %q, %q; want nothing, and two events of two centres", beside["replay of old"], beside["replay to 2"])
	}
	for line := range strings.Lines(beside["export"]) {
		if !json.Valid([]byte(line)) {
			t.Errorf("export: %q is not JSON", line)
		}
	}
	hot := filepath.Join(elsewhere, "hot")
	run(t, "backup", hot, "--data", data)

	// One holds the directory, one the port.
	if out, code := moiso(t, "serve", "--listen", "127.0.0.1:0", "--data", data); code != 1 || !strings.Contains(out, "held by another moiso") {
		t.Errorf("serve on a held directory: exit %d\n%s", code, out)
	}
	if out, code := moiso(t, "backup", hot, "--data", data); code != 1 || !strings.Contains(out, "exists") {
		t.Errorf("backup over a backup: exit %d\n%s", code, out)
	}
	if out, code := moiso(t, "restore", hot, "--data", data); code != 1 || !strings.Contains(out, "not empty") {
		t.Errorf("restore over a journal: exit %d\n%s", code, out)
	}
	restored := filepath.Join(elsewhere, "restored")
	run(t, "restore", hot, "--data", restored)
	port := strings.TrimPrefix(a.process.url, "http://")
	if out, code := moiso(t, "serve", "--listen", port, "--data", restored); code != 1 || !strings.Contains(out, port) {
		t.Errorf("serve on a busy port: exit %d\n%s", code, out)
	}
	if got := run(t, "export", "--data", restored); got != beside["export"] {
		t.Errorf("restored, the journal is\n%s\nwant\n%s", got, beside["export"])
	}

	a.process.terminate(t)
	for name, args := range commands {
		if got := run(t, append(args, "--data", data)...); got != beside[name] {
			t.Errorf("%s on the stopped directory:\n%s\nbeside the server:\n%s", name, got, beside[name])
		}
	}
	run(t, "backup", filepath.Join(elsewhere, "cold"), "--data", data)

	// What was restored is a new history: positions of the old one mean nothing.
	b := connect(t, restored)
	defer b.process.terminate(t)
	line, err := web.Dial(t.Context(), b.process.url, "ha-long", hallOfHaLong, &position)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	if f, err := line.Next(); err != nil || f.Type != "resync" {
		t.Errorf("the position of before on a restored journal: %+v, %v", f, err)
	}
	if _, err := line.Next(); web.CloseCode(err) != feed.Resync {
		t.Errorf("after resync: %v, want %d", err, feed.Resync)
	}
}

// watchOnce gives the position of a hall's first view.
func watchOnce(t *testing.T, a *api) feed.Position {
	t.Helper()
	line, err := web.Dial(t.Context(), a.process.url, "ha-long", hallOfHaLong, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	hello, err := line.Next()
	if err != nil || hello.Type != "hello" {
		t.Fatalf("%+v, %v", hello, err)
	}
	return feed.Position{Epoch: hello.Epoch, Seq: hello.Seq}
}

// Definitions go in and out, beside the server and without one; a wrong one
// changes nothing.
func TestContractDefinitions(t *testing.T) {
	data, files := t.TempDir(), t.TempDir()
	a := connect(t, data)
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(files, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	export := func() string {
		t.Helper()
		return run(t, "centre", "export", "ha-long", "--data", data)
	}
	first := export()
	renamed := strings.Replace(first, "Sảnh tiếp công dân", "Sảnh chính", 1)

	// Beside the server, which serves it at once.
	run(t, "centre", "import", write("renamed.json", renamed), "--data", data)
	if got := export(); got != renamed {
		t.Errorf("imported\n%s\nexported\n%s", renamed, got)
	}
	if r := a.ask("GET", ward, ""); !strings.Contains(string(r.body), "Sảnh chính") || !strings.Contains(string(r.body), `"version":2`) {
		t.Errorf("served after the import: %s", r.body)
	}

	broken := func(when string) {
		t.Helper()
		for name, c := range map[string]struct{ text, says string }{
			"unknown field":   {strings.Replace(renamed, `"id"`, `"idd"`, 1), "idd"},
			"unknown service": {strings.Replace(renamed, `"sao-y"`, `"sao-z"`, 1), "sao-y"},
			"no name":         {strings.Replace(renamed, `"vi": "Sảnh chính"`, `"vi": ""`, 1), "halls"},
			"no JSON":         {"centre: ha-long", "not right"},
			"two values":      {renamed + "{}", "follows"},
			"not UTF-8":       {"\xff" + renamed, "UTF-8"},
		} {
			out, code := moiso(t, "centre", "import", write("broken.json", c.text), "--data", data)
			if code != 1 || !strings.Contains(out, c.says) {
				t.Errorf("%s %s: exit %d, want 1 and %q\n%s", name, when, code, c.says, out)
			}
		}
		if got := export(); got != renamed {
			t.Errorf("a wrong definition changed something %s:\n%s", when, got)
		}
	}
	broken("beside the server")

	// A centre more.
	another := strings.Replace(strings.Replace(renamed, `"id": "ha-long"`, `"id": "hon-gai"`, 1), "phường Hạ Long", "phường Hồng Gai", 1)
	run(t, "centre", "import", write("another.json", another), "--data", data)
	if r := a.ask("POST", "/api/v1/centres/hon-gai/tickets", `{"service":"sao-y"}`); r.status != http.StatusCreated {
		t.Errorf("a ticket of the new centre: %d %s", r.status, r.body)
	}
	if out, code := moiso(t, "centre", "export", "khong-co", "--data", data); code != 1 || !strings.Contains(out, "khong-co") {
		t.Errorf("export of a centre that is not there: exit %d\n%s", code, out)
	}

	// Without a server.
	a.process.terminate(t)
	broken("on the stopped directory")
	run(t, "centre", "import", write("first.json", first), "--data", data)
	if got := export(); got != first {
		t.Errorf("imported\n%s\nexported\n%s", first, got)
	}
	run(t, "verify", "--data", data)
}

// SIGTERM ends in order, and says so to every screen.
func TestContractStop(t *testing.T) {
	data := t.TempDir()
	a := connect(t, data)
	var lines []*web.Line
	for _, topic := range []string{hallOfHaLong, "counter/q1", "kiosk/kiosk-1", "centre", "ticket/" + a.issue("sao-y").ID} {
		line, err := web.Dial(t.Context(), a.process.url, "ha-long", topic, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer line.Close()
		lines = append(lines, line)
	}
	a.process.terminate(t)
	for i, line := range lines {
		var err error
		for err == nil {
			_, err = line.Next()
		}
		if code := web.CloseCode(err); code != feed.GoingAway {
			t.Errorf("line %d: %v, want %d", i, err, feed.GoingAway)
		}
	}
	if _, err := os.Stat(filepath.Join(data, controlFile)); err == nil {
		t.Error("the control line's file is left")
	}
	run(t, "verify", "--data", data)
}

// A record that rotted is found, and nobody works on.
func TestContractDamage(t *testing.T) {
	data := t.TempDir()
	a := connect(t, data)
	const dossier = "H47.11-261122-0042"
	a.ask("POST", ward+"/tickets", `{"service":"sao-y","dossier":"`+dossier+`"}`).want(t, "ticket", "201")
	a.process.terminate(t)
	path := filepath.Join(data, journalFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rotten := bytes.ReplaceAll(whole, []byte(dossier), []byte("H47.11-261122-0043"))
	if bytes.Equal(rotten, whole) {
		t.Fatal("the record is not to be found in the file")
	}
	if err := os.WriteFile(path, rotten, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"verify"}, {"serve", "--listen", "127.0.0.1:0"}, {"export"}, {"backup", filepath.Join(t.TempDir(), "b")}} {
		out, code := moiso(t, append(args, "--data", data)...)
		if code != 1 || !strings.Contains(out, "damaged") || !strings.Contains(out, "ha-long") {
			t.Errorf("moiso %s: exit %d, want 1 and what is damaged\n%s", args[0], code, out)
		}
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, rotten) {
		t.Error("somebody wrote to the damaged journal")
	}
}
