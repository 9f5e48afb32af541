package tui

import (
	"camreset/steps"
	"camreset/steps/lan"
)

// loss says what quitting now would lose; empty means nothing.
func loss(w steps.Walk) string {
	f := w.Facts()
	made := f.Answers.New
	switch {
	case w.Acting():
		return "Something is on its way to the camera, and its answer has not come yet."
	case !made.IsZero() && (!f.Proved || made.Reveal() != f.Login.Password.Reveal()):
		return "A new password was made here, and the camera has not accepted it yet. If you have not kept it, it will be gone."
	case f.OldTarget != (lan.Address{}) && !f.Proved:
		return "A reset was begun here, and the camera may be without power. What was written down about it is saved; camreset offers to continue."
	case f.Proved && f.FactoryPassword():
		return "The camera still has the factory password that everybody knows."
	}
	return ""
}
