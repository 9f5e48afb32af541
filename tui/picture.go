package tui

import (
	"strings"

	"camreset/steps"
	"camreset/steps/text"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// paper is black on white on any background: a code that is light on dark is not read by
// every scanner. A code is no decoration: its colours stand where nobody wants any. It is
// white on black in reverse, so that a terminal without colours, most of which are dark,
// has it right as well; and grey first, where there is no bright white.
const paper ink = "7;37;97;40"

// plainPaper is the same for plain lines, which have codes only where the terminal is
// known to take them.
func plainPaper() ink {
	if lipgloss.DefaultRenderer().Output().ColorProfile() == termenv.Ascii {
		return ""
	}
	return paper
}

// margins are the light rims that are tried around a code, in modules: the
// standard's, and one that scanners take as well.
var margins = []int{4, 2}

// drawn draws a code with two modules to a line, or nothing where it does not fit into
// width columns and height lines. need is the least size that fits.
func drawn(modules [][]bool, width, height int, on ink) (lines []string, needWidth, needHeight int) {
	for _, margin := range margins {
		lines = half(modules, margin, on)
		needWidth, needHeight = len(modules)+2*margin, len(lines)
		if needWidth <= width && needHeight <= height {
			return lines, needWidth, needHeight
		}
	}
	return nil, needWidth, needHeight
}

// half draws two rows of modules in one line.
func half(modules [][]bool, margin int, on ink) []string {
	size := len(modules) + 2*margin
	dark := func(y, x int) bool {
		y, x = y-margin, x-margin
		return y >= 0 && y < len(modules) && x >= 0 && x < len(modules[y]) && modules[y][x]
	}
	var lines []string
	for y := 0; y < size; y += 2 {
		var b strings.Builder
		for x := range size {
			b.WriteString([]string{" ", "▄", "▀", "█"}[2*bit(dark(y, x))+bit(dark(y+1, x))])
		}
		lines = append(lines, on.Render(b.String()))
	}
	return lines
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// pictured says what the walk's step shows as a picture.
func pictured(w steps.Walk) [][]bool {
	if show := w.Step().Picture; show != nil {
		return show(w.Facts())
	}
	return nil
}

// tooSmall says how large a window the picture needs.
func tooSmall(needWidth, needHeight, width, height int) string {
	return text.T("The QR code needs %d columns and %d lines; here are %d and %d. Make this window larger, or its letters smaller, or use the picture file.",
		needWidth, needHeight, width, height).String()
}
