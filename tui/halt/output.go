package halt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"
)

// ErrStalled says that nobody reads the output.
var ErrStalled = errors.New("the output is not read")

// parting is how long the last words of a run may take where nobody may read them.
const parting = 100 * time.Millisecond

// stream is an output that may stall: a pipe that nobody reads, a terminal that
// Ctrl+S has stopped. One write is on its way at a time.
type stream struct {
	to io.Writer
	// idle holds a token while nothing is on its way.
	idle chan struct{}
}

func newStream(to io.Writer) stream {
	s := stream{to, make(chan struct{}, 1)}
	s.idle <- struct{}{}
	return s
}

// write is given up when limit ends; what had begun by then stays on its way.
func (s stream) write(limit context.Context, b []byte) (int, error) {
	select {
	case <-s.idle:
	case <-limit.Done():
		return 0, ErrStalled
	}
	type outcome struct {
		n   int
		err error
	}
	own, done := bytes.Clone(b), make(chan outcome, 1)
	go func() {
		n, err := s.to.Write(own)
		s.idle <- struct{}{}
		done <- outcome{n, err}
	}()
	select {
	case o := <-done:
		return o.n, o.err
	case <-limit.Done():
		return 0, ErrStalled
	}
}

// Writer writes lines to a stream that may stall. It waits for the reader for as
// long as the run lasts, and then only for a moment.
type Writer struct {
	stream
	run context.Context
}

// NewWriter makes a Writer for a run that ends with ctx.
func NewWriter(ctx context.Context, to io.Writer) *Writer { return &Writer{newStream(to), ctx} }

// Write writes all of b; ErrStalled where the run ended before that.
func (w *Writer) Write(b []byte) (int, error) {
	limit, giveUp := context.WithCancel(context.Background())
	defer giveUp()
	defer context.AfterFunc(w.run, func() { time.AfterFunc(parting, giveUp) })()
	return w.write(limit, b)
}
