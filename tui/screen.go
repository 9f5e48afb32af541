package tui

import (
	"camreset/steps"

	"github.com/charmbracelet/bubbles/spinner"
	"github.com/charmbracelet/x/ansi"
)

// screen is all that is drawn: how the walk stands, and how it is looked at. Its
// methods change nothing, and know nothing of what runs beside them.
type screen struct {
	look          look
	banner        string
	walk          steps.Walk
	width, height int

	question question
	// refusal is why the last answer was not taken, notice one line on what has happened.
	refusal, notice string
	overlay         overlay
	// scroll is the first line in sight of the text, or of the overlay.
	scroll int
	// drawing is which of the drawings is looked at.
	drawing int
	// below is the body of the screen over which a dialog stands.
	below []string
	spin  spinner.Model
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
	drawingOverlay
)

// ended says whether the last step of the walk is on the screen.
func (s *screen) ended() bool { return s.walk.Step().Ends() }

// twoColumns is the least width at which something stands at the right.
const twoColumns = 100

// beside says whether a drawing or the checks stand at the right. A table has use for
// the whole width.
func (s *screen) beside() bool {
	step := s.walk.Step()
	if s.width < twoColumns || step.Ask != nil && len(step.Ask.Columns) > 0 || s.isDialog() {
		return false
	}
	return len(s.drawings()) > 0 || len(step.Checks) > 0
}

// between keeps the columns apart.
const between = 4

// rightWidth is the width of the right column, leftWidth that of the rest.
func (s *screen) rightWidth() int {
	wide := 34
	for _, d := range s.drawings() {
		for _, line := range d.Lines {
			wide = max(wide, ansi.StringWidth(line))
		}
	}
	return min(wide, s.width/2)
}

func (s *screen) leftWidth() int {
	if s.isDialog() {
		return s.dialogWidth()
	}
	if s.beside() {
		return s.width - s.rightWidth() - between
	}
	return s.width
}
