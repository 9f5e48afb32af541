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

// cut shortens a line to width columns: between two words where it can, so that no
// address is taken for another one.
func cut(s string, width int) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if width <= 0 {
		return ""
	}
	if ansi.StringWidth(s) <= width {
		return s
	}
	if strings.Contains(s, "\x1b") {
		return ansi.Truncate(s, width, "…")
	}
	short := ansi.Truncate(s, width-1, "")
	if next := ansi.Truncate(s, width, ""); next[min(len(short), len(next)):] != " " && !strings.HasSuffix(short, " ") {
		if at := strings.LastIndex(short, " "); strings.TrimSpace(short[:max(at, 0)]) != "" {
			short = short[:at]
		}
	}
	return strings.TrimRight(short, " ") + "…"
}

// cutSentence shortens a text as cut does, behind a whole sentence where one fits.
func cutSentence(s string, width int) string {
	if at := strings.LastIndex(ansi.Truncate(s, width+1, ""), ". "); at > 0 && ansi.StringWidth(s) > width {
		return s[:at+1]
	}
	return cut(s, width)
}

// wrap breaks a text into lines of at most width columns. A line that is indented stays
// so. No word is broken: one that is wider stands alone.
func wrap(s string, width int) []string {
	width = max(width, 1)
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		text := strings.TrimLeft(line, " ")
		indent := strings.Repeat(" ", min(len(line)-len(text), width/2))
		out = append(out, filled(text, indent, width)...)
	}
	return out
}

// filled puts as many words into each line as fit behind an indent.
func filled(text, indent string, width int) []string {
	if ansi.StringWidth(indent+text) <= width {
		return []string{strings.TrimRight(indent+text, " ")}
	}
	var out []string
	line, wide := "", 0
	for word := range strings.FieldsSeq(text) {
		w := ansi.StringWidth(word)
		if line != "" && wide+1+w > width {
			out, line = append(out, line), ""
		}
		if line == "" {
			if line, wide = indent+word, len(indent)+w; wide > width {
				line, wide = word, w
			}
			continue
		}
		line, wide = line+" "+word, wide+1+w
	}
	return append(out, line)
}

// hang wraps a text behind a mark; later lines stand under the first. A word that fits
// into the width only without the indent has a line of its own.
func hang(mark, s string, width int) []string {
	indent := ansi.StringWidth(mark)
	lines := wrap(s, width-indent)
	for i, line := range lines {
		switch {
		case ansi.StringWidth(line) > width-indent && i > 0:
		case i == 0:
			lines[i] = mark + line
		default:
			lines[i] = strings.Repeat(" ", indent) + line
		}
	}
	if rest := strings.TrimPrefix(lines[0], mark); ansi.StringWidth(rest) > width-indent && ansi.StringWidth(rest) <= width {
		lines = append([]string{strings.TrimRight(mark, " "), rest}, lines[1:]...)
	}
	return lines
}
