package steps

import (
	"context"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
)

// InClipboard is the password that was copied last in this run, and where it lies;
// the zero Secret if none was.
func InClipboard(w Walk) (facts.Secret, facts.Clipboard) {
	return w.Facts().InClipboard, w.Facts().Clipboard
}

func copyLabel(f *Facts) Text {
	if f.Clipboard.Far() {
		return T("Copy (asks first)")
	}
	return T("Copy")
}

// copySheet says where a copy goes that is made without a further question.
func copySheet(f *Facts) []Text {
	if f.Clipboard != facts.OwnClipboard {
		return nil
	}
	return []Text{T("Copied, it stays in %s until something else is copied. Every program can read it there. At the end camreset offers to clear it.", f.Clipboard.Place())}
}

// agreeCopy asks before the password goes where it cannot be taken back from.
func agreeCopy() Dialog {
	return Dialog{Step: Step{
		ID: "agree-copy", Phase: Reset, Title: T("Copy it through the terminal?"),
		Saved: flow.Saved{At: "new-password"},
		Say: func(f *Facts) Text {
			return T("The password would go through the terminal into %s. A log of this session may keep it, and it cannot be taken back. Typed off the screen, it goes nowhere else.", f.Clipboard.Place())
		},
		Help: T("Over SSH this computer's own clipboard is of no use to you, so the terminal program is asked to fill its own. If you say no, type the password off the screen. A clipboard manager there may keep the text, and tmux keeps it in its buffer."),
		Ask: &Question{Options: []Option{
			{Key: "no", Label: T("No, do not copy it")},
			{Key: "yes", Label: T("Yes, copy it"), Do: copyFar},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"no": flow.Return, "yes": flow.Return},
	}}
}

// copyPassword fills the clipboard of this computer; one that is elsewhere is asked about
// before.
var copyPassword = &Action{Check: copied, May: []Outcome{"far"}, Word: func(f *Facts) Outcome {
	if f.Clipboard.Far() {
		return "far"
	}
	return ""
}}

// copyFar does it after that.
var copyFar = &Action{Check: Check{ID: copied.ID, Title: copied.Title, Run: copyNow}}

var copied = Check{
	ID: "copied", Title: T("Clipboard"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		if f.Clipboard.Far() {
			return access.Nothing, skip(T("You are asked about that first."))
		}
		return copyNow(ctx, env, f)
	},
}

func copyNow(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
	secret := f.Answers.New
	if err := env.Copy(secret.Reveal()); err != nil {
		return func(f *Facts) { f.Copied = isapi.No }, fail(T("No clipboard can be reached here."), T("Write the password down instead.")).With(err)
	}
	change := func(f *Facts) { f.Copied, f.InClipboard = isapi.Yes, secret }
	if f.Clipboard.Far() { // nothing comes back from there
		return change, ok(T("The terminal was asked to copy the password. Paste it into your password manager now: only that shows whether it did."))
	}
	return change, ok(T("The password was copied. Paste it into your password manager now."))
}
