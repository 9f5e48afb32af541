package tui

import (
	"fmt"
	"strings"
	"time"

	"camreset/steps"
	"camreset/steps/text"
)

// overlayLines is the part of the overlay that has room.
func (s *screen) overlayLines(room int) []string {
	return s.windowed(s.overlayText(s.width), s.scroll, room, "PgUp", "PgDn")
}

// overlayText is all that the overlay has to say, in so many columns.
func (s *screen) overlayText(width int) []string {
	switch s.overlay {
	case helpOverlay:
		return s.helpText()
	case detailOverlay:
		return s.detailText()
	case logOverlay:
		return s.logText()
	case quitOverlay:
		lines := append([]string{s.look.bold.Render("Quit now?")}, wrap(loss(s.walk), width)...)
		return append(lines, "", "  n  No, stay", "  y  Yes, quit")
	case oddOverlay:
		return s.oddText(width)
	case drawingOverlay:
		return s.drawingLines(width)
	}
	return nil
}

// helpText is the help of the step, and the keys.
func (s *screen) helpText() []string {
	step := s.walk.Step()
	var lines []string
	if !step.Help.IsZero() {
		lines = append(lines, s.look.bold.Render("Help: "+cut(words(step.TitleFor(s.walk.Facts())), s.width-6)))
		lines = append(lines, wrap(words(step.Help), min(s.width, textWidth))...)
		lines = append(lines, "")
	}
	lines = append(lines, s.look.bold.Render("Keys"))
	for _, h := range s.hotKeys() {
		lines = append(lines, pairs([]hint{{h.key, h.does}}, s.width)...)
	}
	if s.question.table != nil {
		return append(lines, s.pickHelp()...)
	}
	if len(s.drawings()) > 0 {
		lines = append(lines, pairs([]hint{{"left, right", "look at the drawings"}}, s.width)...)
	}
	lines = append(lines, pairs(stepKeys, s.width)...)
	act := "esc, F1 and ctrl+c act."
	if s.question.field().secret {
		act = "esc, F1, ctrl+c and ctrl+r act; ctrl+r shows the password that you type, and hides it again."
	}
	if s.question.form() {
		lines = append(lines, pairs([]hint{{"tab, shift+tab", "the next field, or the answers; the field before"}}, s.width)...)
		act = "tab, " + act
	}
	return append(lines, wrap("While you type an answer, letters are text: only "+act, s.width)...)
}

// pairs are keys and what they do, one to a line or more.
func pairs(all []hint, width int) []string {
	var lines []string
	for _, p := range all {
		lines = append(lines, hang(fmt.Sprintf("%-15s", p.key), p.does, width)...)
	}
	return lines
}

// detailText is the technical side of the checks, here and at the last step
// before that had some.
func (s *screen) detailText() []string {
	lines := []string{s.look.bold.Render("Technical details")}
	if rows := s.walk.Rows(); len(rows) > 0 {
		lines = append(lines, s.technical(rows)...)
	} else {
		lines = append(lines, "This step has no checks.")
	}
	trail := s.walk.Trail()
	for i := len(trail) - 1; i >= 0; i-- {
		if rows := past(trail[i].Rows); len(rows) > 0 {
			lines = append(lines, "", s.look.bold.Render(cut("Before: "+words(s.walk.Named(trail[i].Step).Title), s.width)))
			return append(lines, s.technical(rows)...)
		}
	}
	return lines
}

// technical draws rows with what they took and why they failed.
func (s *screen) technical(rows []steps.Row) []string {
	var lines []string
	for _, r := range rows {
		took := r.Result.Took.Round(time.Millisecond).String()
		lines = append(lines, s.row(steps.Row{Check: r.Check, Title: text.T("%s, %s", r.Title, took), Result: r.Result}, s.width)...)
		if r.Result.Err != nil {
			lines = append(lines, hang("  = ", strings.ReplaceAll(clean(r.Result.Err.Error()), "\n", "; "), s.width)...)
		}
	}
	return lines
}

// logText is the way so far, newest step last.
func (s *screen) logText() []string {
	lines := []string{s.look.bold.Render("The steps so far")}
	if len(s.walk.Trail()) == 0 {
		return append(lines, "None yet.")
	}
	for _, v := range s.walk.Trail() {
		lines = append(lines, hang("", words(s.walk.Named(v.Step).Title)+" -> "+clean(string(v.Outcome)), s.width)...)
		for _, r := range past(v.Rows) {
			lines = append(lines, s.row(r, s.width)...)
		}
	}
	return lines
}

// stepKeys and rowKeys are what keys do at most steps, and at a table.
var (
	stepKeys = []hint{
		{"up, down", "light an answer; a number goes to it"},
		{"enter", "choose it, or send what was typed"},
		{"esc", "back to the last question"},
		{"r", "check again now"},
		{"o", "open its page in the browser"},
		{"c", "copy the lines that stand under the text"},
		{"d", "technical details of the checks"},
		{"l", "log of the steps so far"},
		{"PgUp, PgDn", "move a long text"},
		{"?, F1", "this help"},
		{"q", "quit; ctrl+c stops at once"},
	}
	rowKeys = []hint{
		{"up, down", "light a row or an answer"},
		{"PgUp, PgDn", "move by a page of rows"},
		{"Home, End", "the first row, the last answer"},
		{"/", "show only rows in which each word is found"},
		{"a, a digit", "type an answer that is no row"},
		{"enter", "choose what is lit"},
		{"esc", "clear what was typed, then back to the last question"},
		{"r", "check again now"},
		{"d", "technical details of the checks"},
		{"l", "log of the steps so far"},
		{"Shift+Up, Down", "move a long text"},
		{"?, F1", "this help"},
		{"q", "quit; ctrl+c stops at once"},
	}
)

// pickHelp is what the keys do at a table.
func (s *screen) pickHelp() []string {
	return pairs(rowKeys, s.width)
}

// sendExactly is asked before an odd answer is sent.
const sendExactly = "Send it exactly so?"

// oddText is the question whether an odd answer is meant.
func (s *screen) oddText(width int) []string {
	lines := append([]string{s.look.bold.Render(sendExactly)}, wrap(words(s.question.odd(s.walk)), width)...)
	lines = append(lines, wrap("Nothing has been sent yet.", width)...)
	return append(lines, "", "  n  No, let me change it", "  y  Yes, exactly so")
}
