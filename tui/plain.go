package tui

import (
	"context"
	"errors"

	"camreset/steps"
	"camreset/tui/halt"

	"github.com/charmbracelet/x/term"
)

// Plain walks with plain lines: for screen readers, serial consoles and
// scripts.
func Plain(ctx context.Context, env steps.Env, w steps.Walk, o Options) (steps.Walk, error) {
	o = o.filled()
	terminal := halt.Found(nil, o.In)
	o.Guard.Hold(terminal)
	defer o.Guard.Hold(nil)
	defer terminal.Left()
	p := &plain{now: env.Now, in: newInputLines(o.In), out: halt.NewWriter(ctx, o.Out), width: usualWidth, loud: isTerminal(o.Out)}
	p.keys = o.Keys || !p.in.terminal
	if f, is := o.Out.(term.File); is && p.loud {
		if width, _, err := term.GetSize(f.Fd()); err == nil && width > 0 {
			p.width = width
		}
	}
	p.howTo()
	if o.Banner != "" {
		p.print(wrap(clean(o.Banner), p.room())...)
	}
	w, err := steps.Run(ctx, env, w, p.ask, p.saw)
	if err == nil && w.Step().Ends() {
		p.head(w)
	}
	p.leaveClipboard(ctx, env, w, err == nil)
	return w, errors.Join(err, p.err)
}

// howTo is the first line of a run.
func (p *plain) howTo() {
	const everywhere = " At every question but a password, :help, :back, :quit and :again work too."
	if p.keys {
		p.print("An answer is a number, or the key in brackets behind it." + everywhere)
		return
	}
	p.print(wrap("To answer, type the number of an answer and press Enter."+everywhere, p.width)...)
}
