package tui

import (
	"slices"
	"strings"

	"camreset/steps"
)

// markWidth is the room for the word of a status, and a space.
const markWidth = len("skip ")

// side is the column beside the question: the checks of this step, and under
// them what was found before, as far as there is room.
func (m model) side(room int) []string {
	width := m.rightWidth()
	lines := append([]string{bold.Render("Live checks")}, m.rowLines(m.walk.Rows(), width, room-1, false)...)
	if len(lines)+4 > room {
		return lines
	}
	lines = append(lines, "", bold.Render("Before"))
	head := len(lines)
	for _, r := range before(m.walk) {
		more := m.row(r, width, everything, false)
		if len(lines)+len(more) > room {
			break
		}
		lines = append(lines, more...)
	}
	if len(lines) == head {
		return lines[:head-2]
	}
	return lines
}

// before are the rows of the steps that were passed, what matters most first
// and of the same weight the newest first, each check once.
func before(w steps.Walk) []steps.Row {
	seen := map[string]bool{}
	for _, r := range w.Rows() {
		seen[r.Check] = true
	}
	var rows []steps.Row
	trail := w.Trail()
	for i := len(trail) - 1; i >= 0; i-- {
		repeats := w.Named(trail[i].Step).Wait != nil
		for _, r := range w.Passed(trail[i]) {
			if !seen[r.Check] && lasting(r, repeats) {
				rows = append(rows, r)
			}
			seen[r.Check] = true
		}
	}
	var sorted []steps.Row
	for w := range mostWeight + 1 {
		for _, r := range rows {
			if weight(r) == w {
				sorted = append(sorted, r)
			}
		}
	}
	return sorted
}

// lasting says whether a row is worth telling after its step: it told
// something, and not only of a moment. The problems of a step that repeats its
// checks are of a moment, such as a countdown.
func lasting(r steps.Row, repeats bool) bool {
	switch r.Result.Status {
	case "", steps.Skip:
		return false
	case steps.Warn, steps.Fail:
		return !repeats
	}
	return r.Check != "unfinished" // it matters only when it warns
}

// mostWeight is the largest that weight gives.
const mostWeight = 9

// weight puts problems first, then what helps to choose a way, and last what
// the checks that are live tell anyway.
func weight(r steps.Row) int {
	switch r.Result.Status {
	case steps.Fail:
		return 0
	case steps.Warn:
		return 1
	}
	if r.Check == "answers" || r.Check == "subnet" {
		return 9
	}
	if i := slices.Index([]string{"recovery", "tries"}, r.Check); i >= 0 {
		return 2 + i
	}
	return 8
}

// How much is said of each row, from most to least.
const (
	everything = iota
	problemsOnly
	titlesOnly
	levels
)

// rowLines draws rows in at most height lines: the less room, the less is
// said of what is well. inline puts the finding behind the title.
func (m model) rowLines(rows []steps.Row, width, height int, inline bool) []string {
	if len(rows) == 0 || height <= 0 {
		return nil
	}
	var lines []string
	for level := range levels {
		lines = nil
		for _, r := range rows {
			lines = append(lines, m.row(r, width, level, inline)...)
		}
		if len(lines) <= height {
			return lines
		}
	}
	lines = lines[:height]
	if height > 1 {
		more := "...  and more, see the log (l)"
		if m.question.typing { // there the letter is text
			more = "...  and more"
		}
		lines[height-1] = cut(more, width)
	}
	return lines
}

// row is one check: the word of its status, its title, what was found, and
// what to do about it.
func (m model) row(r steps.Row, width, level int, inline bool) []string {
	res, word := r.Result, statusWords[r.Result.Status]
	if running(r) {
		word = m.spin.View()
	}
	title, detail, hint := words(r.Title), words(res.Detail), words(res.Hint)
	problem := res.Status == steps.Warn || res.Status == steps.Fail
	if level == titlesOnly {
		if inline && detail != "" {
			title += ": " + detail
		}
		return marked(word, res.Status, cut(title, width-markWidth), width)
	}
	if level == problemsOnly && !problem && !inline {
		detail = ""
	}
	if inline && detail != "" {
		title, detail = title+": "+detail, ""
	}
	lines := marked(word, res.Status, title, width)
	indent := strings.Repeat(" ", markWidth)
	if detail != "" {
		lines = append(lines, hang(indent, detail, width)...)
	}
	if res.Progress > 0 {
		lines = append(lines, indent+bar(res.Progress, width-markWidth))
	}
	if hint != "" && problem {
		lines = append(lines, hang(indent+"> ", hint, width)...)
	}
	return lines
}

// running says whether a row is still to come, or tells how far a long work is.
func running(r steps.Row) bool {
	return r.Result.Status == "" || (r.Result.Status == steps.Skip && r.Result.Progress > 0)
}

// past are the rows of a step that was left: what had not come by then is left
// out, and nothing runs any more.
func past(rows []steps.Row) []steps.Row {
	var out []steps.Row
	for _, r := range rows {
		if r.Result.Status != "" {
			r.Result.Progress = 0
			out = append(out, r)
		}
	}
	return out
}

// marked puts the word of a status before a text.
func marked(word string, status steps.Status, text string, width int) []string {
	lines := hang(strings.Repeat(" ", markWidth), text, width)
	pad := strings.Repeat(" ", max(markWidth-len(word), 1))
	lines[0] = statusStyles[status].Render(word) + pad + lines[0][markWidth:]
	return lines
}

// bar shows how far a long work has come.
func bar(part float64, width int) string {
	room := max(width-2, 1)
	full := min(int(part*float64(room)), room)
	return "[" + strings.Repeat("#", full) + strings.Repeat("-", room-full) + "]"
}
