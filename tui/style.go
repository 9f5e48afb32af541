package tui

import (
	"io"

	"camreset/steps"

	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// ink is what a terminal is told before a text: the parameters of an SGR code; nothing
// where it is told nothing.
type ink string

// Render is a text in this ink.
func (i ink) Render(s string) string {
	if i == "" || s == "" {
		return s
	}
	return "\x1b[" + string(i) + "m" + s + "\x1b[0m"
}

// style is what tells ranks apart. Only the terminal's own sixteen colours are used, and
// nothing is told by colour alone.
type style struct {
	bold, faint, accent ink
	// ok, warn and fail colour the mark of what came out, never its words.
	ok, warn, fail ink
	// good is good news.
	good ink
	// paper is that of a picture.
	paper ink
}

// unstyled is for what is no terminal, uncoloured for whoever wants no colours. The accent
// of coloured is magenta: of the sixteen it is the one that can be read both on black and
// on white in the palettes of the usual terminals.
var (
	unstyled   = &style{}
	uncoloured = &style{bold: "1", good: "1", faint: "2", accent: "1", warn: "1", fail: "1", paper: paper}
	coloured   = &style{bold: "1", good: "1;32", faint: "2", accent: "1;35", ok: "32", warn: "1;33", fail: "1;31", paper: paper}
)

// look is how a screen is drawn: its marks and its styles. It is decided once.
type look struct {
	*marks
	*style
}

// mark is the mark of a status, in its colour.
func (l look) mark(s steps.Status) string {
	switch s {
	case steps.OK:
		return l.style.ok.Render(l.marks.ok)
	case steps.Warn:
		return l.style.warn.Render(l.marks.warn)
	case steps.Fail:
		return l.style.fail.Render(l.marks.fail)
	}
	return l.skip
}

// theme draws a field without huh's frame and colours. Its cursor is reversed, which is no
// colour, whatever lipgloss finds out about the terminal.
var theme = func() *huh.Theme {
	t, reversing := huh.ThemeBase(), lipgloss.NewRenderer(io.Discard)
	reversing.SetColorProfile(termenv.ANSI)
	for _, s := range []*huh.FieldStyles{&t.Focused, &t.Blurred} {
		s.Base = lipgloss.NewStyle()
		s.TextInput.Prompt, s.TextInput.Text = lipgloss.NewStyle(), lipgloss.NewStyle()
		s.TextInput.Placeholder = lipgloss.NewStyle().Faint(true)
		s.TextInput.Cursor = reversing.NewStyle()
	}
	return t
}()
