package tui

import (
	"regexp"
	"strings"

	"camreset/steps"
)

var clockTime = regexp.MustCompile(`\b\d+:\d\d(:\d\d)?\b`)

// clockLines is a countdown that can be read from a ladder, for a step at
// which the user has said that they began and now waits for a clock.
func clockLines(w steps.Walk, width, room int) []string {
	if w.Facts().Did.IsZero() {
		return nil
	}
	for _, r := range w.Rows() {
		detail := words(r.Result.Detail)
		time := clockTime.FindString(detail)
		if time == "" && r.Result.Progress == 0 {
			continue
		}
		lines := []string{bold.Render(cut(detail, width))}
		if time != "" && len(time)*4 <= width && room >= 6 {
			lines = append(lines, big(time)...)
		}
		if r.Result.Progress > 0 {
			lines = append(lines, bar(r.Result.Progress, width))
		}
		return lines
	}
	return nil
}

// inShort is what has to be done while the clock runs, for a screen without
// room for the step's words.
func inShort(w steps.Walk) string {
	if w.Step().Hand != steps.Hold || w.Facts().Did.IsZero() {
		return ""
	}
	return "Press, plug in, hold."
}

// segments are the digits of a pocket calculator, and a colon.
var segments = [3]string{
	" _       _   _       _   _   _   _   _     ",
	"| |   |  _|  _| |_| |_  |_    | |_| |_|  . ",
	"|_|   | |_   _|   |  _| |_|   | |_|  _|  . ",
}

// big is a time in digits of three lines.
func big(time string) []string {
	lines := make([]string, 0, len(segments))
	for _, row := range segments {
		row += "  "
		var line strings.Builder
		for _, r := range time {
			at := 10
			if r != ':' {
				at = int(r - '0')
			}
			line.WriteString(row[at*4 : at*4+4])
		}
		lines = append(lines, bold.Render(line.String()))
	}
	return lines
}
