package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"moiso/internal/browsertest"
)

// binary is the program, built once for all tests that run it for real.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "moiso-test-")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "moiso")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		os.Exit(1)
	}
	code := browsertest.Main(m)
	os.RemoveAll(dir)
	os.Exit(code)
}

// process is a server that runs as its user would run it.
type process struct {
	cmd    *exec.Cmd
	url    string
	log    *lockedBuffer
	exited chan error
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// start runs "moiso demo" on the data directory and waits until it says where it serves.
func start(t testing.TB, data string, args ...string) *process {
	t.Helper()
	p := &process{log: &lockedBuffer{}, exited: make(chan error, 1)}
	p.cmd = exec.Command(binary, append([]string{"demo", "--listen", "127.0.0.1:0", "--data", data}, args...)...)
	p.cmd.Stderr = p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	ready := make(chan string, 1)
	go func() {
		for lines.Scan() {
			if url, ok := strings.CutPrefix(lines.Text(), "Moiso serves "); ok {
				ready <- url
			}
		}
		close(ready)
		p.exited <- p.cmd.Wait()
	}()
	select {
	case url, ok := <-ready:
		if !ok {
			t.Fatalf("moiso demo ended: %v\n%s", <-p.exited, p.log)
		}
		p.url = url
	case <-time.After(30 * time.Second):
		p.kill()
		t.Fatalf("moiso demo did not start\n%s", p.log)
	}
	return p
}

// kill is a power cut for the process.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.exited
}

// terminate asks it to end and waits, as a service manager does.
func (p *process) terminate(t testing.TB) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-p.exited:
		if err != nil {
			t.Errorf("after SIGTERM: %v\n%s", err, p.log)
		}
	case <-time.After(10 * time.Second):
		p.kill()
		t.Errorf("still there 10 s after SIGTERM\n%s", p.log)
	}
}

// moiso runs a command to its end.
func moiso(t testing.TB, args ...string) (out string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	b, err := exec.CommandContext(ctx, binary, args...).CombinedOutput()
	if exit, ok := err.(*exec.ExitError); ok {
		return string(b), exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b), 0
}
