package bench

import (
	"context"
	"errors"
	"io"
	"net/rpc"
	"os"
	"os/exec"
)

// Serve is the second process: it does what it is told on in and says on out
// what came of it, until in ends.
func Serve(in io.ReadCloser, out io.WriteCloser) error {
	s := rpc.NewServer()
	if err := s.Register(new(Load)); err != nil {
		return err
	}
	s.ServeConn(pipes{in, out})
	return nil
}

// Load is what the second process can do; its methods are for net/rpc.
type Load struct{ audience audience }

// client is this process's end of the second one.
type client struct {
	*rpc.Client
	process *exec.Cmd
}

func startLoad(ctx context.Context, program []string) (*client, error) {
	c := exec.CommandContext(ctx, program[0], program[1:]...)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	return &client{rpc.NewClient(pipes{out, in}), c}, nil
}

func (c *client) stop() error {
	return errors.Join(c.Close(), c.process.Wait())
}

// pipes makes one connection of two pipes.
type pipes struct {
	io.ReadCloser
	out io.WriteCloser
}

func (p pipes) Write(b []byte) (int, error) { return p.out.Write(b) }
func (p pipes) Close() error                { return errors.Join(p.out.Close(), p.ReadCloser.Close()) }
