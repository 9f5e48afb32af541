package tui

import (
	"camreset/steps"

	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
)

// Only the terminal's own sixteen colours, bold and reverse: they are right on
// a dark and on a light background, and nothing is told by colour alone.
var (
	bold    = lipgloss.NewStyle().Bold(true)
	reverse = lipgloss.NewStyle().Reverse(true)
	alarm   = lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("1"))

	statusStyles = map[steps.Status]lipgloss.Style{
		steps.OK:   lipgloss.NewStyle().Foreground(lipgloss.Color("2")),
		steps.Warn: lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("3")),
		steps.Fail: alarm,
	}
	statusWords = map[steps.Status]string{steps.OK: "ok", steps.Warn: "warn", steps.Fail: "FAIL", steps.Skip: "--"}
)

// theme is huh's own for sixteen colours without its frame, and without the
// light grey that cannot be read on white.
var theme = func() *huh.Theme {
	t := huh.ThemeBase16()
	for _, s := range []*huh.FieldStyles{&t.Focused, &t.Blurred} {
		s.Base = lipgloss.NewStyle()
		s.Option, s.UnselectedOption = lipgloss.NewStyle(), lipgloss.NewStyle()
		s.SelectedOption = bold
		s.SelectSelector = bold.SetString("> ")
		s.TextInput.Prompt = bold
		s.TextInput.Text = lipgloss.NewStyle()
	}
	return t
}()
