package tui

import (
	"camreset/steps/lan"

	"cmp"
	"slices"
	"strings"

	"camreset/steps"

	tea "github.com/charmbracelet/bubbletea"
)

// checkAgain repeats the step's checks now. A try or a write is never
// repeated this way.
func (m model) checkAgain() (tea.Model, tea.Cmd) {
	switch checks := m.walk.Step().Checks; {
	case len(checks) == 0:
		m.notice = "There is nothing to check at this step."
		return m, nil
	case slices.ContainsFunc(checks, acts):
		m.notice = "What is done here is done only once."
		return m, nil
	}
	if m.walk.Busy() {
		m.notice = "The checks are running."
		return m, nil
	}
	m.notice = "Checked again."
	return m.driven(m.drive.CheckNow())
}

func acts(c steps.Check) bool { return c.Acts }

// openPage opens the camera's own page, and says its address in any case.
func (m model) openPage() tea.Cmd {
	f, open := m.walk.Facts(), m.env.OpenURL
	if f.Target == (lan.Address{}) {
		return notice("No camera has been named yet.")
	}
	url := f.Target.URL(f.Seen.Reach.Scheme)
	shown := url
	if m.pageOf != nil {
		shown = cmp.Or(m.pageOf(url), url)
	}
	return m.busy.do(func() tea.Msg {
		if err := open(url); err != nil {
			return noticeMsg("No browser could be opened. Type this address: " + shown)
		}
		return noticeMsg("Opened in the browser: " + shown)
	})
}

// copySheet copies the lines before the user's eyes, never a password.
func (m model) copySheet() tea.Cmd {
	text, fill := strings.Join(sheet(m.walk), "\n")+"\n", m.env.Copy
	switch {
	case text == "\n":
		return notice("There is nothing to copy on this screen.")
	case secret(m.walk, text):
		return notice("A password is not copied with this key.")
	}
	return m.busy.do(func() tea.Msg {
		if err := fill(text); err != nil {
			return noticeMsg("There is no clipboard here. Mark the text with the mouse instead.")
		}
		return noticeMsg("Copied.")
	})
}

// secret says whether a text holds the password that was made here.
func secret(w steps.Walk, text string) bool {
	made := w.Facts().Answers.New
	return !made.IsZero() && strings.Contains(text, made.Reveal())
}

// copyable says whether the key c has something to copy.
func copyable(w steps.Walk) bool {
	text := strings.Join(sheet(w), "\n")
	return text != "" && !secret(w, text)
}

func notice(line string) tea.Cmd { return func() tea.Msg { return noticeMsg(line) } }

// quit leaves, after a question when something would be lost.
func (m model) quit() (tea.Model, tea.Cmd) {
	if loss(m.walk) != "" {
		m.overlay, m.scroll = quitOverlay, 0
		return m, nil
	}
	m.drive.Quit()
	m.walk = m.drive.Walk()
	return m, tea.Quit
}

// loss says what quitting now would lose; empty means nothing.
func loss(w steps.Walk) string {
	f := w.Facts()
	made := f.Answers.New
	switch {
	case w.Acting():
		return "Something is on its way to the camera, and its answer has not come yet."
	case !made.IsZero() && (!f.Proved || made.Reveal() != f.Login.Password.Reveal()):
		return "A new password was made here and is not proved yet. If you have not kept it, it will be gone."
	case f.OldTarget != (lan.Address{}) && !f.Proved:
		return "A reset was begun here, and the camera may be without power. What was written down about it is saved; camreset offers to go on."
	case f.Proved && f.FactoryPassword():
		return "The camera still has the factory password that everybody knows."
	}
	return ""
}
