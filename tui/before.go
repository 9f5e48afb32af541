package tui

import (
	"slices"

	"camreset/steps"
)

// side is the column beside the question: the checks of this step, and under
// them what was found before, as far as there is room.
func (s screen) side(room int) []string {
	rows := s.rows(s.rightWidth(), false)
	lines := append([]string{bold.Render("Live checks")}, rows.lines(s.walk.Rows(), room-1, s.moreRows())...)
	if len(lines)+4 > room {
		return lines
	}
	lines = append(lines, "", bold.Render("Before"))
	head := len(lines)
	for _, r := range before(s.walk) {
		more := rows.row(r, everything)
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
