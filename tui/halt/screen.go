package halt

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/term"
)

// stalled is how long a terminal may take for a frame.
const stalled = 200 * time.Millisecond

// leave ends bracketed paste, shows the cursor, drops colours and leaves the
// alternate screen: what bubbletea does at its own end.
const leave = "\x1b[?2004l\x1b[?25h\x1b[0m\x1b[?1049l"

// Screen writes frames to a terminal that may stall. Frames that it does not
// take are dropped, so that keys are still heard.
type Screen struct {
	stream
	// redraw is called when a terminal that was stalled takes frames again.
	redraw func()
	// behind is true while frames are dropped, closed once no more are taken.
	behind, closed atomic.Bool
}

// NewScreen makes a Screen. redraw is called when the whole screen has to be
// drawn again.
func NewScreen(to io.Writer, redraw func()) *Screen {
	return &Screen{stream: newStream(to), redraw: redraw}
}

// Write never fails for a terminal that is stalled.
func (s *Screen) Write(b []byte) (int, error) {
	if s.behind.Load() || s.closed.Load() {
		return len(b), nil
	}
	limit, end := context.WithTimeout(context.Background(), stalled)
	defer end()
	n, err := s.write(limit, b)
	if err != ErrStalled { //nolint:errorlint // our own, never wrapped
		return n, err
	}
	if s.behind.CompareAndSwap(false, true) {
		go s.catchUp()
	}
	return len(b), nil
}

// catchUp waits until the terminal takes frames again.
func (s *Screen) catchUp() {
	<-s.idle
	s.idle <- struct{}{}
	s.behind.Store(false)
	if !s.closed.Load() {
		s.redraw()
	}
}

// File is the Screen as the terminal that it is; the Screen itself where it is none.
func (s *Screen) File() io.Writer {
	if f, is := s.to.(term.File); is {
		return file{f, s}
	}
	return s
}

type file struct {
	term.File
	screen *Screen
}

func (f file) Write(b []byte) (int, error) { return f.screen.Write(b) }

// close takes no more frames, and leaves the full screen.
func (s *Screen) close() {
	if s.closed.Swap(true) {
		return
	}
	limit, end := context.WithTimeout(context.Background(), parting)
	defer end()
	_, _ = s.write(limit, []byte(leave)) // best effort: nobody is left to be told
}
