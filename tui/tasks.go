package tui

import (
	"context"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// tasks is everything of ours that runs beside the screen. Bubbletea abandons
// its commands at the end, so ours are ended and waited for here.
type tasks struct {
	run     context.Context
	stop    context.CancelFunc
	mu      sync.Mutex
	over    bool
	running sync.WaitGroup
}

func newTasks(ctx context.Context) *tasks {
	t := &tasks{}
	t.run, t.stop = context.WithCancel(ctx)
	return t
}

// do makes a command that is waited for at the end of the run, and is not
// begun after it.
func (t *tasks) do(f func() tea.Msg) tea.Cmd {
	return func() tea.Msg {
		t.mu.Lock()
		if t.over {
			t.mu.Unlock()
			return nil
		}
		t.running.Add(1)
		t.mu.Unlock()
		defer t.running.Done()
		return f()
	}
}

// patience is how long the end of a run waits for what still runs.
const patience = 500 * time.Millisecond

// end cancels everything and waits for it, but not for long.
func (t *tasks) end() {
	t.mu.Lock()
	t.over = true
	t.mu.Unlock()
	t.stop()
	done := make(chan struct{})
	go func() { t.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(patience):
	}
}
