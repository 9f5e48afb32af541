package tui

import (
	"strings"
	"unicode"

	"camreset/steps/text"

	"github.com/charmbracelet/x/ansi"
)

// clean drops whatever a terminal could take for a command, or that could
// turn the direction of writing. Texts of devices are clean already; this is
// the last door.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r >= ' ' && r <= '~': // most of all texts: a table of 1,000 rows is cleaned at once
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// words is a text of the guide as it may reach a terminal.
func words(t text.Text) string { return clean(t.String()) }

// oneLine is the same without line breaks.
func oneLine(t text.Text) string { return strings.ReplaceAll(words(t), "\n", " ") }

// oneLineOf is a text of a device as it stands in a table.
func oneLineOf(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(clean(s), "\n", " "))
}

// cut shortens a line to width columns.
func cut(s string, width int) string {
	return ansi.Truncate(strings.ReplaceAll(s, "\n", " "), max(width, 0), "…")
}

// wrap breaks a text into lines of at most width columns. A line that is
// indented stays so. Line breaks of the text are kept only if they fit.
func wrap(s string, width int) []string {
	width = max(width, 1)
	given := strings.Split(s, "\n")
	for _, line := range given {
		if ansi.StringWidth(line) > width {
			given = []string{strings.Join(given, " ")}
			break
		}
	}
	var out []string
	for _, line := range given {
		text := strings.TrimLeft(line, " ")
		indent := strings.Repeat(" ", min(len(line)-len(text), width/2))
		for part := range strings.SplitSeq(ansi.Wrap(text, width-len(indent), ""), "\n") {
			out = append(out, indent+strings.TrimSpace(part))
		}
	}
	return out
}

// hang wraps a text behind a mark; later lines stand under the first.
func hang(mark, s string, width int) []string {
	indent := ansi.StringWidth(mark)
	lines := wrap(s, width-indent)
	for i := range lines {
		if i == 0 {
			lines[i] = mark + lines[i]
		} else {
			lines[i] = strings.Repeat(" ", indent) + lines[i]
		}
	}
	return lines
}
