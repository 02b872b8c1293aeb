package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// keyHeader carries the client's own name for a write.
const keyHeader = "Idempotency-Key"

// A key names one command for good: restarts included.
func TestContractKeys(t *testing.T) {
	data := t.TempDir()
	a := connect(t, data)
	issue := func(key, body string) reply {
		t.Helper()
		return a.ask("POST", ward+"/tickets", body, keyHeader, key)
	}
	const order = `{"service":"phan-anh"}`
	first := issue("k1", order)
	first.want(t, "new key", "201")
	again := func(when string) {
		t.Helper()
		r := issue("k1", order)
		r.want(t, "the key again "+when, "200")
		if r.ticket.ID != first.ticket.ID || r.ticket.Number != first.ticket.Number {
			t.Errorf("the key again %s: ticket %+v, want %+v", when, r.ticket, first.ticket)
		}
		issue("k1", `{"service":"huong-dan"}`).want(t, "the key with another body "+when, "409 conflict")
	}
	again("at once")
	issue("k1", ` { "service" : "phan-anh" } `).want(t, "the same body, spaced", "200")
	a.ask("POST", "/api/v1/centres/quang-ninh/tickets", `{"service":"khong-co"}`, keyHeader, "k1").want(t, "the key at another centre", "404 not_found")
	if one, two := issue("k2", order), a.issue("phan-anh"); one.ticket.ID == two.ID || one.ticket.ID == first.ticket.ID {
		t.Errorf("two tickets are one: %+v, %+v", one.ticket, two)
	}
	for name, key := range map[string]string{"empty": "", "65 characters": strings.Repeat("k", 65)} {
		issue(key, order).want(t, name, "400 invalid")
	}
	issue(strings.Repeat("k", 64), order).want(t, "64 characters", "201")

	// A verb too: who was called by it is the answer, nobody else is called.
	a.must("q1", "open", "")
	called := a.verb("q1", "call-next", "", keyHeader, "c1")
	called.want(t, "call-next", "200")
	repeat := func(state string) {
		t.Helper()
		r := a.verb("q1", "call-next", "", keyHeader, "c1")
		if r.status != http.StatusOK || r.ticket.ID != called.ticket.ID || r.ticket.State != state {
			t.Errorf("call-next again: %d %s, want the ticket, %s now", r.status, r.body, state)
		}
	}
	repeat("called")
	a.verb("q2", "call-next", "", keyHeader, "c1").want(t, "the key at another counter, which is closed", "409 conflict")
	a.must("q1", "start", "")
	repeat("serving")

	a.process.kill()
	a = connect(t, data)
	again("after a power cut")
	repeat("serving")
	a.ask("POST", ward+"/tickets/"+first.ticket.ID+"/cancel", "", keyHeader, "x").want(t, "cancel of who is served", "409 conflict")
	a.process.terminate(t)
	a = connect(t, data)
	defer a.process.terminate(t)
	again("after a restart")
	repeat("serving")
}

// What is not to the letter is refused, and the field is named.
func TestContractBodies(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	for _, c := range []struct{ body, want, field string }{
		{`{"service":"sao-y"}`, "201", ""},
		{" \n{\"service\": \"sao-y\", \"class\": \"elderly\", \"kiosk\": \"kiosk-1\", \"dossier\": \"H47.11-251123-0001\"}\n", "201", ""},
		{`{"service":"sao-y","class":null}`, "201", ""},
		{``, "400 invalid", "service"},
		{`{}`, "400 invalid", "service"},
		{`{"service":""}`, "400 invalid", "service"},
		{`{"service":"sao-y","name":"An"}`, "400 invalid", "name"},
		{`{"Service":"sao-y"}`, "400 invalid", "Service"},
		{`{"service":"sao-y","service":"sao-y"}`, "400 invalid", "service"},
		{`{"service":7}`, "400 invalid", "service"},
		{`{"service":["sao-y"]}`, "400 invalid", "service"},
		{`{"service":"sao-y"}{}`, "400 invalid", ""},
		{`{"service":"sao-y"`, "400 invalid", ""},
		{`["sao-y"]`, "400 invalid", ""},
		{`"sao-y"`, "400 invalid", ""},
		{`null`, "400 invalid", ""},
		{`service=sao-y`, "400 invalid", ""},
		{"{\"service\":\"sao-y\xff\"}", "400 invalid", ""},
		{`{"service":"sao-y","dossier":"a\u0000b"}`, "400 invalid", "dossier"},
		{`{"service":"khong-co"}`, "404 not_found", ""},
		{`{"service":"sao-y","class":"vip"}`, "404 not_found", ""},
		{`{"service":"sao-y","kiosk":"k9"}`, "404 not_found", ""},
		{`{"service":"` + strings.Repeat("a", 64<<10) + `"}`, "413 too_large", ""},
	} {
		what := c.body[:min(len(c.body), 80)]
		r := a.ask("POST", ward+"/tickets", c.body)
		r.want(t, what, c.want)
		if r.problem.Field != c.field {
			t.Errorf("%s: field %q, want %q", what, r.problem.Field, c.field)
		}
	}
	// As curl and urllib send it unless told otherwise.
	a.ask("POST", ward+"/tickets", `{"service":"sao-y"}`, "Content-Type", "application/x-www-form-urlencoded").want(t, "JSON as a form", "201")
	for verb, field := range map[string]string{"pause": "reason", "call": "ticket", "resume": "ticket", "reinstate": "ticket", "transfer": "service", "profile": "services"} {
		r := a.verb("q1", verb, "")
		r.want(t, verb+" with nothing", "400 invalid")
		if r.problem.Field != field {
			t.Errorf("%s with nothing: field %q, want %q", verb, r.problem.Field, field)
		}
	}
	a.verb("q1", "open", `{"force":true}`).want(t, "open with a field", "400 invalid")
	a.verb("q1", "profile", `{"services":["sao-y","sao-y"]}`).want(t, "profile with a service twice", "400 invalid")
	a.verb("q1", "profile", `{"services":["khong-co"]}`).want(t, "profile with an unknown service", "404 not_found")
}

// What leads nowhere, or comes from elsewhere.
func TestContractRefusals(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	for _, c := range []struct {
		method, path, want string
		header             []string
	}{
		{"GET", "/api/v1/centres", "200", nil},
		{"GET", ward, "200", nil},
		{"GET", ward + "/definition", "200", nil},
		{"GET", ward + "/queue", "200", nil},
		{"GET", "/api/v1/centres/khong-co", "404 not_found", nil},
		{"GET", "/api/v1/centres/khong-co/queue", "404 not_found", nil},
		{"GET", ward + "/queue?counter=q99", "404 not_found", nil},
		{"GET", ward + "/preview?service=khong-co", "404 not_found", nil},
		{"GET", ward + "/preview", "400 invalid", nil},
		{"GET", ward + "/tickets/khong-co", "404 not_found", nil},
		{"POST", ward + "/tickets/khong-co/cancel", "404 not_found", nil},
		{"GET", ward + "/tickets/khong-co/slip.pdf", "404 not_found", nil},
		{"GET", ward + "/tickets/khong-co/slip.html", "404 not_found", nil},
		{"POST", ward + "/counters/q99/open", "404 not_found", nil},
		{"GET", ward + "/feed?topic=hall/hall-a", "400 invalid", nil},
		{"GET", ward + "/feed?topic=hall/z", "404 not_found", nil},
		{"POST", ward + "/counters/q1/open", "200", []string{"Origin", a.process.url}},
		{"POST", ward + "/counters/q1/open", "403 forbidden", []string{"Origin", "http://evil.test"}},
		{"POST", ward + "/counters/q1/open", "403 forbidden", []string{"Sec-Fetch-Site", "cross-site"}},
	} {
		r := a.ask(c.method, c.path, "", c.header...)
		r.want(t, fmt.Sprint(c.method, " ", c.path, " ", c.header), c.want)
	}
	for path, allow := range map[string]string{ward + "/tickets": "POST", ward + "/queue": "GET, HEAD", ward + "/counters/q1/open": "POST"} {
		r := a.send("DELETE", path, "")
		if r.status != http.StatusMethodNotAllowed || r.header.Get("Allow") != allow || !strings.Contains(string(r.body), `"kind":"method_not_allowed"`) {
			t.Errorf("DELETE %s: %d, Allow %q\n%s", path, r.status, r.header.Get("Allow"), r.body)
		}
	}
	for _, path := range []string{"/api/v1/nowhere", "/api/v2/centres", ward + "/counters/q1/fire"} {
		r := a.send("POST", path, "")
		if r.status != http.StatusNotFound || !strings.Contains(string(r.body), `"kind":"not_found"`) || r.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("POST %s: %d %s", path, r.status, r.body)
		}
	}
	id := a.issue("sao-y").ID
	if len(id) < 22 {
		t.Errorf("ticket id %q can be guessed", id)
	}
	a.ask("GET", ward+"/tickets/"+id+"/slip.pdf", "").want(t, "slip.pdf", "200")
	a.ask("GET", ward+"/tickets/"+id+"/slip.html", "").want(t, "slip.html", "200")
	// A detail is for people: in their language, and it names what they know.
	r := a.ask("GET", ward+"/tickets/khong-co", "", "Accept-Language", "en")
	if vi := a.ask("GET", ward+"/tickets/khong-co", ""); vi.problem.Detail == r.problem.Detail {
		t.Errorf("the same words in both languages: %s", r.problem.Detail)
	}
}

// openapi.json has every route, and every one of its routes is there.
func TestContractDescription(t *testing.T) {
	a := connect(t, t.TempDir())
	defer a.process.terminate(t)
	fill := strings.NewReplacer("{c}", "ha-long", "{k}", "q1", "{id}", "khong-co")
	for _, template := range slices.Sorted(maps.Keys(a.says.Paths)) {
		for method, op := range a.says.Paths[template] {
			r := a.send(strings.ToUpper(method), fill.Replace(template), "")
			if r.status == http.StatusMethodNotAllowed || strings.Contains(string(r.body), "unknown_path") {
				t.Errorf("%s %s: %d %s", method, template, r.status, r.body)
			}
			if op.Summary == "" {
				t.Errorf("%s %s says nothing of itself", method, template)
			}
		}
	}
	found := 0
	for _, folder := range []string{"../../kiosk", "../../counter", "../../display", "../../internal/web", "."} {
		for _, pattern := range routesIn(t, folder) {
			method, path, _ := strings.Cut(pattern, " ")
			if !strings.HasPrefix(path, "/api/") {
				continue
			}
			found++
			path = strings.ReplaceAll(path, "{verb}", "open")
			if _, ok := a.says.operation(method, path); !ok {
				t.Errorf("%s registers %s, of which openapi.json says nothing", folder, pattern)
			}
		}
	}
	if found < 13 {
		t.Errorf("only %d routes were found in the sources", found)
	}
}

// routesIn lists the patterns that a package registers: the constant first
// arguments of Handle and HandleFunc that begin with a method.
func routesIn(t *testing.T, folder string) (patterns []string) {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, value := range n.Values {
					if text, ok := textOf(value, words); ok {
						words[n.Names[i].Name] = text
					}
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(f.Sel.Name, "Handle") && len(n.Args) == 2 {
					if text, ok := textOf(n.Args[0], words); ok && strings.Contains(text, " /") {
						patterns = append(patterns, text)
					}
				}
			}
			return true
		})
	}
	return patterns
}

// textOf is the value of a string expression made of literals and constants.
func textOf(e ast.Expr, words map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		text, ok := words[e.Name]
		return text, ok
	case *ast.BinaryExpr:
		a, one := textOf(e.X, words)
		b, two := textOf(e.Y, words)
		return a + b, one && two && e.Op == token.ADD
	}
	return "", false
}
