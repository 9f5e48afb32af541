// Package halt ends the program when it is told to, whatever hangs, and puts
// the terminal back as it was.
package halt

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// Interrupted is the exit code of a run that was told to end.
const Interrupted = 130

const (
	// patience is how long a run has to end by itself after it was told to. With
	// putting the terminal back it is less than a second.
	patience = 800 * time.Millisecond
	// twice is how soon after the first a second signal is still the same wish: a
	// shell and the system both tell of a terminal that is gone.
	twice = 150 * time.Millisecond
)

// Guard hears what tells the program to end: Ctrl+C, SIGTERM, SIGHUP and
// SIGQUIT; on Windows Ctrl+C and the closing of the window.
type Guard struct {
	ctx    context.Context
	cancel context.CancelFunc
	told   chan os.Signal

	mu       sync.Mutex
	terminal *Terminal
}

// New begins to hear signals. The first one ends the context; the program then
// has patience to end by itself. A second one ends it at once.
func New() *Guard {
	g := &Guard{told: make(chan os.Signal, 2)}
	g.ctx, g.cancel = context.WithCancel(context.Background())
	signal.Notify(g.told, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	go g.watch()
	return g
}

// Context ends when the program is told to.
func (g *Guard) Context() context.Context { return g.ctx }

// Interrupt is Ctrl+C where the terminal makes it a key instead of a signal. A
// nil Guard does nothing.
func (g *Guard) Interrupt() {
	if g == nil {
		return
	}
	select {
	case g.told <- os.Interrupt:
	default: // two are waiting already
	}
}

// Hold makes t the terminal that is put back before the program is ended.
// Nil, or a nil Guard, holds none.
func (g *Guard) Hold(t *Terminal) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.terminal = t
}

// watch ends the program where it does not end by itself.
func (g *Guard) watch() {
	<-g.told
	g.cancel()
	first := time.Now()
	select {
	case <-g.told:
		time.Sleep(time.Until(first.Add(twice)))
	case <-time.After(patience):
	}
	g.mu.Lock() // for good: nobody takes the terminal any more
	if g.terminal != nil {
		g.terminal.PutBack()
	}
	os.Exit(Interrupted)
}
