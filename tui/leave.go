package tui

import (
	"context"

	"camreset/steps"
	"camreset/steps/facts"
)

// leaveClipboard says at the end of a run what it leaves in a clipboard, and on a
// terminal offers to clear it. With asks false it only says so: the user wants out.
func (p *plain) leaveClipboard(ctx context.Context, env steps.Env, w steps.Walk, asks bool) {
	secret, where := steps.InClipboard(w)
	if secret.IsZero() {
		return
	}
	p.print(wrap("The new password is still in "+where.Place()+", unless something else was copied since.", p.width)...)
	if !asks || !p.in.terminal || env.Uncopy == nil {
		return
	}
	p.print(wrap("Type c and Enter to clear it, or Enter alone to leave it there.", p.width)...)
	if given, err := p.read(ctx, steps.Choice); err != nil || given != "c" {
		return
	}
	cleared, err := env.Uncopy(secret.Reveal())
	p.print(wrap(afterClearing(where, cleared, err), p.width)...)
}

// afterClearing says what came of clearing a clipboard.
func afterClearing(where facts.Clipboard, cleared bool, err error) string {
	switch {
	case err != nil:
		return "It could not be cleared. Copy something else, and it is gone from there."
	case !cleared:
		return "Something else is in the clipboard by now. It was left alone."
	case where == facts.TmuxClipboard:
		return "The terminal was asked to clear it; not every one does. In tmux type: tmux delete-buffer"
	case where == facts.TerminalClipboard:
		return "The terminal was asked to clear it; not every one does. Copy something else to be sure."
	}
	return "It is cleared. A clipboard manager may still have it."
}
