package tui

import (
	"fmt"
	"strings"
	"time"

	"camreset/steps"
	"camreset/steps/text"
)

// overlayLines is the part of the overlay that has room.
func (s screen) overlayLines(room int) []string {
	return scrolled(s.overlayText(), s.scroll, room, "PgUp", "PgDn")
}

// overlayText is all that the overlay has to say.
func (s screen) overlayText() []string {
	switch s.overlay {
	case helpOverlay:
		return s.helpText()
	case detailOverlay:
		return s.detailText()
	case logOverlay:
		return s.logText()
	case quitOverlay:
		lines := []string{bold.Render("Quit now?")}
		lines = append(lines, wrap(loss(s.walk), s.width)...)
		return append(lines, "", "y  quit    n  stay")
	case oddOverlay:
		return s.oddText()
	}
	return nil
}

// helpText is the help of the step, and the keys.
func (s screen) helpText() []string {
	step := s.walk.Step()
	lines := []string{bold.Render("Help: " + cut(words(step.Title), s.width-6))}
	if step.Help.IsZero() {
		lines = append(lines, "There is nothing more to say about this step.")
	} else {
		lines = append(lines, wrap(words(step.Help), s.width)...)
	}
	lines = append(lines, "", bold.Render("Keys"))
	if s.question.table != nil {
		return append(lines, s.pickHelp()...)
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
	}, s.width)...)
	act := "esc, F1 and ctrl+c act."
	if s.question.field().secret {
		act = "esc, F1, ctrl+c and ctrl+r act; ctrl+r shows the password that you type, and hides it again."
	}
	if s.question.form() {
		lines = append(lines, pairs([][2]string{{"tab, shift+tab", "the next field, or the answers; the field before"}}, s.width)...)
		act = "tab, " + act
	}
	return append(lines, wrap("While you type an answer, letters are text: only "+act, s.width)...)
}

// pairs are keys and what they do, one to a line or more.
func pairs(all [][2]string, width int) []string {
	var lines []string
	for _, p := range all {
		lines = append(lines, hang(fmt.Sprintf("%-15s", p[0]), p[1], width)...)
	}
	return lines
}

// detailText is the technical side of the checks, here and at the last step
// before that had some.
func (s screen) detailText() []string {
	lines := []string{bold.Render("Technical details")}
	if rows := s.walk.Rows(); len(rows) > 0 {
		lines = append(lines, s.technical(rows)...)
	} else {
		lines = append(lines, "This step has no checks.")
	}
	trail := s.walk.Trail()
	for i := len(trail) - 1; i >= 0; i-- {
		if rows := past(trail[i].Rows); len(rows) > 0 {
			lines = append(lines, "", bold.Render(cut("Before: "+words(s.walk.Named(trail[i].Step).Title), s.width)))
			return append(lines, s.technical(rows)...)
		}
	}
	return lines
}

// technical draws rows with what they took and why they failed.
func (s screen) technical(rows []steps.Row) []string {
	var lines []string
	for _, r := range rows {
		took := r.Result.Took.Round(time.Millisecond).String()
		lines = append(lines, s.rows(s.width, true).row(steps.Row{Check: r.Check, Title: text.T("%s, %s", r.Title, took), Result: r.Result}, everything)...)
		if r.Result.Err != nil {
			lines = append(lines, hang("     = ", strings.ReplaceAll(clean(r.Result.Err.Error()), "\n", "; "), s.width)...)
		}
	}
	return lines
}

// logText is the way so far, newest step last.
func (s screen) logText() []string {
	lines := []string{bold.Render("The steps so far")}
	if len(s.walk.Trail()) == 0 {
		return append(lines, "None yet.")
	}
	for _, v := range s.walk.Trail() {
		lines = append(lines, hang("", words(s.walk.Named(v.Step).Title)+" -> "+clean(string(v.Outcome)), s.width)...)
		for _, r := range past(v.Rows) {
			lines = append(lines, s.rows(s.width, true).row(r, everything)...)
		}
	}
	return lines
}

// pickHelp is what the keys do at a table.
func (s screen) pickHelp() []string {
	return pairs([][2]string{
		{"up, down", "mark a row or an answer"},
		{"PgUp, PgDn", "move by a page of rows"},
		{"Home, End", "the first row, the last answer"},
		{"letters", "show only rows in which each word is found"},
		{"enter", "choose what is marked"},
		{"esc", "clear what was typed, then back to the last question"},
		{"Shift+Up, Down", "move a long text"},
		{"F1", "this help"},
		{"ctrl+c", "stop at once"},
	}, s.width)
}

// sendExactly is asked before an odd answer is sent.
const sendExactly = "Send it exactly so?"

// oddText is the question whether an odd answer is meant.
func (s screen) oddText() []string {
	lines := append([]string{bold.Render(sendExactly)}, wrap(words(s.question.odd(s.walk)), s.width)...)
	lines = append(lines, wrap("Nothing has been sent yet.", s.width)...)
	return append(lines, "", "y  yes, exactly so    n  no, let me change it")
}
