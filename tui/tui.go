// Package tui holds the two interactive front doors of the guide: the full
// screen and the plain lines. Both draw what package steps says and bring back
// what the user answers; neither knows anything about cameras.
package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	_ "camreset/tui/ahead" // must run before bubbletea's own init
	"camreset/tui/halt"

	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
)

// Full walks on the full screen until the walk is over, the user quits or ctx
// ends. It returns the walk as far as it came.
func Full(ctx context.Context, env steps.Env, w steps.Walk, o Options) (steps.Walk, error) {
	o = o.filled().onTerminal()
	busy := newTasks(ctx)
	defer busy.end()
	env, w = env.Until(busy.run), w.With(func(f *facts.Facts) { f.Attended = true })
	last, err := show(ctx, newModel(env, w, busy, o), o)
	p, ours := last.(painted)
	if !ours {
		return w, err
	}
	m := p.model
	if errors.Is(m.err, ErrInterrupted) {
		busy.stop() // no note that another copy holds is waited for
	}
	kept := env.Keep(m.walk) // the screen is gone: nobody reads more than one line now
	if kept != nil {
		_, _ = fmt.Fprintln(os.Stderr, "camreset: "+clean(kept.Error()))
	}
	after := &plain{in: newInputLines(o.In), out: o.Out, width: m.width}
	after.leaveClipboard(ctx, env, m.walk, err == nil && m.err == nil && ctx.Err() == nil)
	if ctx.Err() != nil {
		return m.walk, ctx.Err()
	}
	return m.walk, errors.Join(m.err, err)
}

// show runs the model on the full screen, and leaves the terminal as it was.
func show(ctx context.Context, m model, o Options) (tea.Model, error) {
	var program *tea.Program
	screen := halt.NewScreen(o.Out, func() { program.Send(redrawMsg{}) })
	terminal := halt.Found(screen, o.In, o.Out)
	o.Guard.Hold(terminal)
	defer o.Guard.Hold(nil)
	defer terminal.Left()
	m.out = screen
	if out, is := o.Out.(term.File); is {
		if width, height, err := term.GetSize(out.Fd()); err == nil {
			m = m.resized(tea.WindowSizeMsg{Width: width, Height: height})
		}
	}
	program = tea.NewProgram(painted{model: m, painter: &painter{out: screen}},
		tea.WithContext(ctx), tea.WithInput(o.In), tea.WithOutput(screen.File()), tea.WithAltScreen(), tea.WithFilter(kept), tea.WithFPS(rendererFPS), tea.WithoutSignalHandler())
	return program.Run()
}

// model is the one tea.Model: what is drawn, and what moves it.
type model struct {
	screen

	env   steps.Env
	drive *driver
	busy  *tasks
	out   io.Writer
	guard *halt.Guard

	quiet quiet
	// chosen is the last answer that was given.
	chosen string
	// spinning is true while the spinner has a tick on its way.
	spinning bool
	// first is what the first step begins with.
	first tea.Cmd
	err   error
}

// newModel is the model at the first step of a walk.
func newModel(env steps.Env, w steps.Walk, busy *tasks, o Options) model {
	m := model{
		screen: screen{
			look: o.look(), banner: clean(o.Banner), walk: w, width: usualWidth, height: usualHeight,
		},
		env: env, busy: busy, out: o.Out, guard: o.Guard, drive: flow.Drive(busy.run, unhurried(env.World()), w),
	}
	m.spin = spinner.New(spinner.WithSpinner(m.look.spinner))
	m, m.first = m.arrived()
	if !w.Over() {
		m.first = tea.Batch(m.first, m.commands(m.drive.Begin()))
	}
	m, spin := m.spun()
	m.first = tea.Batch(m.first, spin)
	return m
}

// Init starts the checks of the first step.
func (m model) Init() tea.Cmd { return m.first }
