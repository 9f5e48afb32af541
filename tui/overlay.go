package tui

import (
	"camreset/steps/lan"
	"camreset/steps/text"

	"fmt"
	"slices"
	"strings"
	"time"

	"camreset/steps"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
)

// overlay is what stands over a step for a moment.
type overlay int

const (
	noOverlay overlay = iota
	helpOverlay
	detailOverlay
	logOverlay
	quitOverlay
	oddOverlay
)

// overlaid takes the keys while an overlay stands there.
func (m model) overlaid(k tea.KeyMsg) (tea.Model, tea.Cmd) {
	text, room := m.scrollable()
	switch {
	case m.overlay == quitOverlay && (k.String() == "y" || key.Matches(k, keys.quit)):
		m.drive.Quit()
		m.walk = m.drive.Walk()
		return m, tea.Quit
	case m.overlay == oddOverlay && k.String() == "y":
		m.overlay, m.scroll = noOverlay, 0
		return m.sent()
	case m.overlay == oddOverlay && (key.Matches(k, keys.back, keys.choose) || k.String() == "n"):
		return m.unsent(), nil
	case key.Matches(k, keys.pageUp, keys.pageDown):
		return m.scrolled(key.Matches(k, keys.pageDown)), nil
	case key.Matches(k, keys.up, keys.down):
		m.scroll = step(m.scroll, 1, len(text)-room+1, key.Matches(k, keys.down))
		return m, nil
	case m.overlay == oddOverlay, m.overlay == quitOverlay && !key.Matches(k, keys.back) && k.String() != "n":
		return m, nil // only a clear answer counts
	}
	m.overlay, m.scroll = noOverlay, 0
	return m, nil
}

func (m model) overlayLines(room int) []string {
	return scrolled(m.overlayText(), m.scroll, room, "PgUp", "PgDn")
}

// overlayText is all that the overlay has to say.
func (m model) overlayText() []string {
	switch m.overlay {
	case helpOverlay:
		return m.helpText()
	case detailOverlay:
		return m.detailText()
	case logOverlay:
		return m.logText()
	case quitOverlay:
		lines := []string{bold.Render("Quit now?")}
		lines = append(lines, wrap(loss(m.walk), m.width)...)
		return append(lines, "", "y  quit    n  stay")
	case oddOverlay:
		return m.oddText()
	}
	return nil
}

// helpText is the help of the step, and the keys.
func (m model) helpText() []string {
	step := m.walk.Step()
	lines := []string{bold.Render("Help: " + cut(words(step.Title), m.width-6))}
	if step.Help.IsZero() {
		lines = append(lines, "There is nothing more to say about this step.")
	} else {
		lines = append(lines, wrap(words(step.Help), m.width)...)
	}
	lines = append(lines, "", bold.Render("Keys"))
	if m.question.table != nil {
		return append(lines, m.pickHelp()...)
	}
	lines = append(lines, pairs([][2]string{
		{"up, down, 1-9", "mark an answer"},
		{"enter", "choose it, or send what was typed"},
		{"esc", "back to the last question"},
		{"r", "check again now"},
		{"o", "open the camera's page in the browser"},
		{"c", "copy the lines that stand under the text"},
		{"d", "technical details of the checks"},
		{"l", "log of the steps so far"},
		{"PgUp, PgDn", "move a long text"},
		{"?, F1", "this help"},
		{"q", "quit; ctrl+c stops at once"},
	}, m.width)...)
	act := "esc, F1 and ctrl+c act."
	if asksPassword(m.walk) {
		act = "esc, F1, ctrl+c and ctrl+r act; ctrl+r shows the password that you type, and hides it again."
	}
	return append(lines, wrap("While you type an answer, letters are text: only "+act, m.width)...)
}

func pairs(all [][2]string, width int) []string {
	var lines []string
	for _, p := range all {
		lines = append(lines, hang(fmt.Sprintf("%-15s", p[0]), p[1], width)...)
	}
	return lines
}

// detailText is the technical side of the checks, here and at the last step
// before that had some.
func (m model) detailText() []string {
	lines := []string{bold.Render("Technical details")}
	if rows := m.walk.Rows(); len(rows) > 0 {
		lines = append(lines, m.technical(rows)...)
	} else {
		lines = append(lines, "This step has no checks.")
	}
	trail := m.walk.Trail()
	for i := len(trail) - 1; i >= 0; i-- {
		if rows := past(trail[i].Rows); len(rows) > 0 {
			lines = append(lines, "", bold.Render(cut("Before: "+words(m.walk.Named(trail[i].Step).Title), m.width)))
			return append(lines, m.technical(rows)...)
		}
	}
	return lines
}

func (m model) technical(rows []steps.Row) []string {
	var lines []string
	for _, r := range rows {
		took := r.Result.Took.Round(time.Millisecond).String()
		lines = append(lines, m.row(steps.Row{Check: r.Check, Title: text.T("%s, %s", r.Title, took), Result: r.Result}, m.width, everything, true)...)
		if r.Result.Err != nil {
			lines = append(lines, hang("     = ", strings.ReplaceAll(clean(r.Result.Err.Error()), "\n", "; "), m.width)...)
		}
	}
	return lines
}

// logText is the way so far, newest step last.
func (m model) logText() []string {
	lines := []string{bold.Render("The steps so far")}
	if len(m.walk.Trail()) == 0 {
		return append(lines, "None yet.")
	}
	for _, v := range m.walk.Trail() {
		lines = append(lines, hang("", words(m.walk.Named(v.Step).Title)+" -> "+clean(string(v.Outcome)), m.width)...)
		for _, r := range past(v.Rows) {
			lines = append(lines, m.row(r, m.width, everything, true)...)
		}
	}
	return lines
}

// keyLine names the keys that act now, as many as fit.
func (m model) keyLine() string {
	line, width := "", 0
	for _, b := range m.activeKeys() {
		if !b.Enabled() {
			continue
		}
		h := b.Help()
		more := lipgloss.Width(h.Key + " " + h.Desc)
		if width > 0 {
			more += 2
		}
		if width+more > m.width {
			break
		}
		if width > 0 {
			line += "  "
		}
		line, width = line+bold.Render(h.Key)+" "+h.Desc, width+more
	}
	return line
}

func (m model) activeKeys() []key.Binding {
	switch {
	case m.ended():
		return []key.Binding{bind("any key", "leave", "any")}
	case m.overlay == quitOverlay:
		return []key.Binding{bind("y", "quit", "y"), bind("n", "stay", "n")}
	case m.overlay == oddOverlay:
		return []key.Binding{bind("y", "send", "y"), bind("n", "change", "n")}
	case m.overlay != noOverlay:
		return []key.Binding{bind("esc", "close", "esc"), bind("up, down, PgUp, PgDn", "move", "up")}
	}
	_, back := m.walk.Back()
	if m.question.table != nil {
		return m.pickKeys(back)
	}
	if m.question.typing {
		hides := asksPassword(m.walk)
		return []key.Binding{
			keys.send, when(hides && !m.question.bare, keys.reveal), when(hides && m.question.bare, keys.conceal),
			when(back, keys.back), keys.field, keys.interrupt,
		}
	}
	checks := m.walk.Step().Checks
	return []key.Binding{
		when(m.question.field != nil, keys.choose), when(back, keys.back), keys.help, keys.quit,
		when(len(checks) > 0 && !slices.ContainsFunc(checks, acts), keys.again),
		when(m.walk.Facts().Target != (lan.Address{}), keys.open), when(copyable(m.walk), keys.copy), keys.log, keys.detail,
	}
}

// when is a key that is named only where it acts.
func when(acts bool, b key.Binding) key.Binding {
	b.SetEnabled(acts)
	return b
}
