package main

import "context"

func (s *server) animate(ctx context.Context) error {
	<-ctx.Done()
	return nil
}
