package tui

import (
	"strings"

	"camreset/steps/lan"

	tea "github.com/charmbracelet/bubbletea"
)

// checkAgain repeats the step's checks now. A try or a write is never
// repeated this way.
func (m model) checkAgain() (tea.Model, tea.Cmd) {
	switch step := m.walk.Step(); {
	case len(step.Checks) == 0:
		return m.noted("There is nothing to check at this step.")
	case step.Acts():
		return m.noted("What is done here is done only once.")
	}
	if m.walk.Busy() {
		return m.noted("The checks are running.")
	}
	m.notice = "Checked again."
	return m.driven(m.drive.CheckNow())
}

// openPage opens the camera's own page, and says its address in any case.
func (m model) openPage() tea.Cmd {
	f, open := m.walk.Facts(), m.env.OpenURL
	if f.Target == (lan.Address{}) {
		return notice("No device has been named yet.")
	}
	url := f.Target.URL(f.Seen.Reach.Scheme)
	shown := m.env.ShownURL(url)
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
			return noticeMsg("There is no clipboard here. Select the text with the mouse instead.")
		}
		return noticeMsg("Copied.")
	})
}

// notice is a command that only says something.
func notice(line string) tea.Cmd { return func() tea.Msg { return noticeMsg(line) } }

// quit leaves, after a question when something would be lost.
func (m model) quit() (tea.Model, tea.Cmd) {
	if loss(m.walk) != "" {
		return m.opened(quitOverlay)
	}
	m.drive.Quit()
	m.walk = m.drive.Walk()
	return m, tea.Quit
}

// back goes to the last question.
func (m model) back() (tea.Model, tea.Cmd) {
	tasks, moved := m.drive.Back()
	if !moved {
		m.notice = "There is nothing to go back to from here."
		if m.walk.Acting() {
			m.notice = "Wait for its answer first."
		}
		return m, nil
	}
	return m.driven(tasks)
}

// opened has something stand over the step.
func (m model) opened(o overlay) (tea.Model, tea.Cmd) {
	m.overlay, m.scroll = o, 0
	return m, nil
}

// noted says one line and does nothing.
func (m model) noted(line string) (tea.Model, tea.Cmd) {
	m.notice = line
	return m, nil
}
