package tui

import (
	"strings"

	"camreset/steps"
)

// markWidth is the room for the word of a status, and a space.
const markWidth = len("skip ")

// How much is said of each row, from most to least.
const (
	everything = iota
	problemsOnly
	titlesOnly
	levels
)

// rowStyle is how rows are drawn: in how many columns, with what word for one that
// runs. inline puts the finding behind the title.
type rowStyle struct {
	width   int
	running string
	inline  bool
}

// lines draws rows in at most height lines: the less room, the less is said of what is
// well. more stands for those that have none.
func (s rowStyle) lines(rows []steps.Row, height int, more string) []string {
	if len(rows) == 0 || height <= 0 {
		return nil
	}
	var lines []string
	for level := range levels {
		lines = nil
		for _, r := range rows {
			lines = append(lines, s.row(r, level)...)
		}
		if len(lines) <= height {
			return lines
		}
	}
	lines = lines[:height]
	if height > 1 {
		lines[height-1] = cut(more, s.width)
	}
	return lines
}

// row is one check: the word of its status, its title, what was found, and
// what to do about it.
func (s rowStyle) row(r steps.Row, level int) []string {
	res, word := r.Result, statusWords[r.Result.Status]
	if running(r) {
		word = s.running
	}
	title, detail, hint := words(r.Title), words(res.Detail), words(res.Hint)
	problem := res.Status == steps.Warn || res.Status == steps.Fail
	if level == titlesOnly {
		if s.inline && detail != "" {
			title += ": " + detail
		}
		return marked(word, res.Status, cut(title, s.width-markWidth), s.width)
	}
	if level == problemsOnly && !problem && !s.inline {
		detail = ""
	}
	if s.inline && detail != "" {
		title, detail = title+": "+detail, ""
	}
	lines := marked(word, res.Status, title, s.width)
	indent := strings.Repeat(" ", markWidth)
	if detail != "" {
		lines = append(lines, hang(indent, detail, s.width)...)
	}
	if res.Progress > 0 {
		lines = append(lines, indent+bar(res.Progress, s.width-markWidth))
	}
	if hint != "" && problem {
		lines = append(lines, hang(indent+"> ", hint, s.width)...)
	}
	return lines
}

// running says whether a row is still to come, or tells how far a long work is.
func running(r steps.Row) bool {
	return r.Result.Status == "" || (r.Result.Status == steps.Skip && r.Result.Progress > 0)
}

// marked puts the word of a status before a text.
func marked(word string, status steps.Status, text string, width int) []string {
	lines := hang(strings.Repeat(" ", markWidth), text, width)
	pad := strings.Repeat(" ", max(markWidth-len(word), 1))
	lines[0] = statusStyles[status].Render(word) + pad + lines[0][markWidth:]
	return lines
}
