package steps

import (
	"context"

	"camreset/isapi"
)

// Clipboard says where Env.Copy puts a text.
type Clipboard string

// The clipboards.
const (
	// NoClipboard: there is none, or none that could be reached.
	NoClipboard Clipboard = ""
	// OwnClipboard is that of this computer.
	OwnClipboard Clipboard = "own"
	// TerminalClipboard is that of the computer where the terminal runs, as over
	// SSH: the text goes through the terminal's stream.
	TerminalClipboard Clipboard = "terminal"
	// TmuxClipboard is the same through tmux, which keeps a copy.
	TmuxClipboard Clipboard = "tmux"
)

// far is true where a copy leaves this computer and cannot be looked after.
func (c Clipboard) far() bool { return c == TerminalClipboard || c == TmuxClipboard }

// Place names a clipboard in a sentence.
func (c Clipboard) Place() string {
	switch c {
	case TerminalClipboard:
		return "the clipboard of the computer that you sit at"
	case TmuxClipboard:
		return "the clipboard of the computer that you sit at, and tmux's buffer"
	}
	return "this computer's clipboard"
}

// InClipboard is the password that was copied last in this run, and where it lies;
// the zero Secret if none was.
func (w Walk) InClipboard() (Secret, Clipboard) { return w.facts.InClipboard, w.facts.Clipboard }

// shutCopy says why nothing can be copied.
func shutCopy(f *Facts) Text {
	if f.Copied == isapi.No || f.Clipboard == NoClipboard {
		return T("There is no clipboard here. Choose to see the password instead.")
	}
	return Text{}
}

func copyLabel(f *Facts) Text {
	if f.Clipboard.far() {
		return T("Copy it through the terminal (this asks first)")
	}
	return T("Copy it to the clipboard")
}

// copySheet says where a copy goes that is made without a further question.
func copySheet(f *Facts) []Text {
	if f.Clipboard != OwnClipboard {
		return nil
	}
	return []Text{T("Copied, it lies in %s, where every program can read it, until something else is copied; the end of this run offers to clear it.", f.Clipboard.Place())}
}

// copyWhere asks before a copy leaves this computer.
func copyWhere() Step {
	return Step{
		ID: "copy-where", Phase: Activate, Title: T("Choosing where to go on"), Say: say("One moment."),
		Judge: func(f *Facts) Outcome {
			if f.Clipboard.far() {
				return "far"
			}
			return "here"
		},
		May:  []Outcome{"far", "here"},
		Next: []Edge{{"far", "agree-copy"}, {"here", "copy-password"}},
	}
}

func agreeCopy() Step {
	return Step{
		ID: "agree-copy", Phase: Activate, Title: T("Where the copy goes"),
		Say: func(f *Facts) Text {
			return T("From here the password goes through the terminal's stream, which a log of the session may keep, into %s. It cannot be taken back from there. Seen on the screen and typed off, it goes nowhere else.", f.Clipboard.Place())
		},
		Help: T("As over SSH, this computer's own clipboard would be of no use to you, so the terminal program is asked to fill its own. A clipboard manager there may keep the text, and tmux keeps it in its buffer."),
		Ask: &Question{Prompt: T("Copy it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, do not copy it")},
			{Key: "yes", Label: T("Yes, copy it")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"no", "keep-password"}, {"yes", "copy-password"}},
	}
}

func copyPassword() Step {
	return Step{
		ID: "copy-password", Phase: Activate, Title: T("Copying the password"), Say: say("One moment."),
		Checks: []Check{{
			ID: "copied", Title: T("Clipboard"),
			Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
				secret := f.Answers.New
				if err := env.Copy(secret.Reveal()); err != nil {
					return func(f *Facts) { f.Copied = isapi.No }, withError(warn(T("There is none here that can be filled."), T("Choose to see the password instead.")), err)
				}
				change := func(f *Facts) { f.Copied, f.InClipboard = isapi.Yes, secret }
				if f.Clipboard.far() { // nothing comes back from there
					return change, ok(T("The terminal was asked to copy the password. Paste it into your password manager now: only that shows whether it did."))
				}
				return change, ok(T("The password was copied. Paste it into your password manager now."))
			},
		}},
		Judge: func(f *Facts) Outcome {
			if f.Copied == isapi.Yes {
				return "copied"
			}
			return "no-clipboard"
		},
		May:  []Outcome{"copied", "no-clipboard"},
		Next: []Edge{{"copied", "confirm-password"}, {"no-clipboard", "keep-password"}},
	}
}
