package tui

import (
	"context"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// work is everything of ours that runs beside the screen. Bubbletea abandons
// its commands at the end, so ours are ended and waited for here.
type work struct {
	run     context.Context
	stop    context.CancelFunc
	mu      sync.Mutex
	over    bool
	running sync.WaitGroup
}

func newWork(ctx context.Context) *work {
	w := &work{}
	w.run, w.stop = context.WithCancel(ctx)
	return w
}

// do makes a command that is waited for at the end of the run, and is not
// begun after it.
func (w *work) do(f func() tea.Msg) tea.Cmd {
	return func() tea.Msg {
		w.mu.Lock()
		if w.over {
			w.mu.Unlock()
			return nil
		}
		w.running.Add(1)
		w.mu.Unlock()
		defer w.running.Done()
		return f()
	}
}

// patience is how long the end of a run waits for what still runs.
const patience = 500 * time.Millisecond

// end cancels everything and waits for it, but not for long.
func (w *work) end() {
	w.mu.Lock()
	w.over = true
	w.mu.Unlock()
	w.stop()
	done := make(chan struct{})
	go func() { w.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(patience):
	}
}
