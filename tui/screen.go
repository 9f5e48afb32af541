package tui

import (
	"camreset/steps"

	"github.com/charmbracelet/bubbles/spinner"
)

// screen is all that is drawn: how the walk stands, and how it is looked at. Its
// methods change nothing, and know nothing of what runs beside them.
type screen struct {
	banner        string
	walk          steps.Walk
	width, height int

	question question
	// refusal is why the last answer was not taken, notice one line on what has happened.
	refusal, notice string
	overlay         overlay
	// scroll is the first line in sight of the text, or of the overlay.
	scroll int
	spin   spinner.Model
}

// overlay is what stands over a step for a moment.
type overlay int

const (
	noOverlay overlay = iota
	helpOverlay
	detailOverlay
	logOverlay
	quitOverlay
	oddOverlay
)

// ended says whether the last step of the walk is on the screen.
func (s screen) ended() bool { return s.walk.Step().Ends() }

// twoColumns is the least width at which the checks stand beside the question.
const twoColumns = 80

// beside says whether the checks stand beside the question. A table has use
// for the whole width.
func (s screen) beside() bool {
	step := s.walk.Step()
	return s.width >= twoColumns && step.Ask != nil && step.Ask.Kind != steps.Pick && len(step.Checks) > 0
}

// rightWidth is the width of the column of checks, leftWidth that of the rest.
func (s screen) rightWidth() int { return max(25, s.width*3/10) }

func (s screen) leftWidth() int {
	if s.beside() {
		return s.width - s.rightWidth() - len(" | ")
	}
	return s.width
}

// rows is how checks are drawn in so many columns.
func (s screen) rows(width int, inline bool) rowStyle {
	return rowStyle{width: width, running: s.spin.View(), inline: inline}
}

// moreRows stands for checks that have no room.
func (s screen) moreRows() string {
	if s.question.typing() { // there the letter is text
		return "...  and more"
	}
	return "...  and more, see the log (l)"
}
