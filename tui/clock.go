package tui

import (
	"fmt"
	"strings"
	"time"

	"camreset/steps"

	"github.com/charmbracelet/x/ansi"
)

// clock is what is counted, so that it can be read from a ladder, and how far long work
// has come, in digits of a size: of 5 or 3 lines, or with 1 no digits but a line.
func (s *screen) clock(width, size int) []string {
	var lines []string
	for _, r := range s.walk.Rows() {
		if r.Result.Left > 0 {
			lines = append(lines, s.countdown(r.Result, width, size)...)
		}
		if r.Result.Progress > 0 {
			if r.Result.Left == 0 {
				lines = append(lines, wrap(said(r), width)...)
			}
			lines = append(lines, s.bar(r.Result.Progress, min(width, textWidth)))
		}
	}
	return lines
}

// countdown is the time that is left and what happens then.
func (s *screen) countdown(r steps.Result, width, size int) []string {
	time, until := spelled(r.Left), oneLine(r.Until)
	if !strings.Contains(time, ":") {
		until = strings.TrimSpace("seconds " + until)
	}
	indent := strings.Repeat(" ", s.indent(width)*2)
	digits := s.digits(time, size)
	if size == 1 || len(digits) == 0 || ansi.StringWidth(indent+digits[0]) > width {
		if size > 3 {
			return s.countdown(r, width, 3)
		}
		indent = indent[:len(indent)/2]
		lines := hang(indent, time+" "+until, width)
		for i := range lines {
			lines[i] = s.look.bold.Render(lines[i])
		}
		return lines
	}
	for i := range digits {
		digits[i] = indent + s.look.bold.Render(digits[i])
	}
	last := len(digits) - 1
	if ansi.StringWidth(digits[last])+2+ansi.StringWidth(until) <= width {
		digits[last] += "  " + until
		return digits
	}
	return append(digits, hang(indent, until, width)...)
}

// spelled is a time as it stands in large digits: seconds, from 100 on minutes too.
func spelled(left time.Duration) string {
	n := int((left + time.Second - 1) / time.Second)
	switch {
	case n < 100:
		return fmt.Sprint(n)
	case n < 3600:
		return fmt.Sprintf("%d:%02d", n/60, n%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
}

// glyphs are the digits and a colon, five rows of three points each; a colon has one.
var glyphs = map[rune]string{
	'0': "### # # # # # # ###", '1': "  #   #   #   #   #", '2': "###   # ### #   ###", '3': "###   # ###   # ###", '4': "# # # # ###   #   #",
	'5': "### #   ###   # ###", '6': "### #   ### # # ###", '7': "###   #   #   #   #", '8': "### # # ### # # ###", '9': "### # # ###   # ###",
	':': " # # ",
}

// digits is a time in digits: of five lines with two columns a point, or of three lines,
// two points in each.
func (s *screen) digits(time string, size int) []string {
	rows := make([]string, 5)
	for i, r := range time {
		for y := range rows {
			if i > 0 {
				rows[y] += " "
			}
			if r == ':' {
				rows[y] += glyphs[r][y : y+1]
				continue
			}
			rows[y] += glyphs[r][y*4 : y*4+3]
		}
	}
	if size == 5 {
		for y := range rows {
			rows[y] = strings.NewReplacer("#", s.look.block+s.look.block, " ", "  ").Replace(rows[y])
		}
		return rows
	}
	if s.look.marks == letters { // which have no half blocks
		for y := range rows {
			rows[y] = strings.ReplaceAll(rows[y], "#", s.look.block)
		}
		return rows
	}
	return halved(rows)
}

// halved draws two rows of points in one line.
func halved(rows []string) []string {
	var lines []string
	for y := 0; y < len(rows); y += 2 {
		var line strings.Builder
		for x := range rows[y] {
			upper, lower := rows[y][x] == '#', y+1 < len(rows) && rows[y+1][x] == '#'
			line.WriteString([]string{" ", "▄", "▀", "█"}[2*bit(upper)+bit(lower)])
		}
		lines = append(lines, line.String())
	}
	return lines
}

// bar shows how far a long work has come.
func (s *screen) bar(part float64, width int) string {
	full := min(max(int(part*float64(width)), 0), width)
	return s.look.accent.Render(strings.Repeat(s.look.block, full)) + s.look.faint.Render(strings.Repeat(s.look.hollow, width-full))
}
