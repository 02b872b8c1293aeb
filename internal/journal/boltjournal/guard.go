package boltjournal

import "runtime/debug"

// guard runs fn and turns its panics, and the fault of a mapped page that the
// disk cannot give, into ErrDamaged: the process has other things to serve.
// fn must not call foreign code.
func guard(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damaged("%v", p)
		}
	}()
	return fn()
}
