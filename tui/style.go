package tui

import (
	"camreset/steps"

	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
)

// style is what tells ranks apart. Only the terminal's own sixteen colours are used, and
// nothing is told by colour alone.
type style struct {
	bold, faint, accent lipgloss.Style
	// paper is that of a picture.
	paper lipgloss.Style
	// status colours the mark of what came out, never its words.
	status map[steps.Status]lipgloss.Style
}

// coloured has magenta as its accent: of the sixteen it is the one that can be read
// both on black and on white in the palettes of the usual terminals.
var coloured = style{
	bold: bold, faint: faint, accent: bold.Foreground(lipgloss.Color("5")), paper: paper,
	status: map[steps.Status]lipgloss.Style{
		steps.OK:   lipgloss.NewStyle().Foreground(lipgloss.Color("2")),
		steps.Warn: bold.Foreground(lipgloss.Color("3")),
		steps.Fail: bold.Foreground(lipgloss.Color("1")),
	},
}

// uncoloured is for whoever wants no colours.
var uncoloured = style{bold: bold, faint: faint, accent: bold, paper: reverse, status: map[steps.Status]lipgloss.Style{steps.Warn: bold, steps.Fail: bold}}

var (
	bold  = lipgloss.NewStyle().Bold(true)
	faint = lipgloss.NewStyle().Faint(true)
)

// look is how a screen is drawn: its marks and its styles. It is decided once.
type look struct {
	*marks
	*style
}

// mark is the mark of a status, in its colour.
func (l look) mark(s steps.Status) string {
	return l.status[s].Render(l.sign(s))
}

// sign is the mark of a status, without colour.
func (l look) sign(s steps.Status) string {
	switch s {
	case steps.OK:
		return l.ok
	case steps.Warn:
		return l.warn
	case steps.Fail:
		return l.fail
	}
	return l.skip
}

// statusWords name a status where there is room for a word.
var statusWords = map[steps.Status]string{steps.OK: "ok", steps.Warn: "warn", steps.Fail: "FAIL", steps.Skip: "--"}

// theme draws a field without huh's frame and colours.
var theme = func() *huh.Theme {
	t := huh.ThemeBase()
	for _, s := range []*huh.FieldStyles{&t.Focused, &t.Blurred} {
		s.Base = lipgloss.NewStyle()
		s.TextInput.Prompt, s.TextInput.Text = bold, lipgloss.NewStyle()
		s.TextInput.Placeholder = faint
		s.TextInput.Cursor = lipgloss.NewStyle()
	}
	return t
}()
