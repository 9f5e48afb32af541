package tui

import (
	"strconv"

	"camreset/steps"
)

// items are the lines of the step's list; a mark stands before what is to be done now.
func items(w steps.Walk, width int) []string {
	list := w.Step().List
	if list == nil {
		return nil
	}
	var lines []string
	for i, item := range list(w.Facts()) {
		mark := "     "
		if item.Now {
			mark = "now  "
		}
		lines = append(lines, hang(mark+strconv.Itoa(i+1)+"  ", words(item.Do), width)...)
	}
	return lines
}
