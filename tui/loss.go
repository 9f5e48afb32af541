package tui

import (
	"camreset/steps"
	"camreset/steps/lan"
)

// loss says what quitting now would lose; empty means nothing.
func loss(w steps.Walk) string {
	f := w.Facts()
	made, it := f.Answers.New, "the "+f.Noun()
	switch {
	case w.Acting():
		return "Something is on its way to " + it + ", and its answer has not come yet."
	case !made.IsZero() && !f.IsFlagged(made) && (!f.Proved || made.Reveal() != f.Login.Password.Reveal()):
		return "A new password was made here, and " + it + " has not accepted it yet. If you have not kept it, it will be gone."
	case f.OldTarget != (lan.Address{}) && !f.Proved:
		return "A reset was begun here, and " + it + " may be without power. What was written down about it is saved; camreset offers to continue."
	case f.Proved && f.FactoryPassword():
		return "The " + f.Noun() + " still has the factory password that everybody knows."
	}
	return ""
}
