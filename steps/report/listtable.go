package report

import (
	"cmp"
	"strings"

	"github.com/mattn/go-runewidth"
)

// listColumn is one column of the list as lines.
type listColumn struct {
	title string
	width int // in cells of a terminal
	cell  func(ListedDevice) string
}

// The columns. An address is never cut, and of a MAC that is too long only the half
// goes that all devices of the maker share.
var (
	addressColumn = listColumn{"Address", 21, func(d ListedDevice) string { return cmp.Or(d.IPv4, "-") + d.Port() }}
	macColumn     = listColumn{"MAC", 17, func(d ListedDevice) string { return cmp.Or(d.MAC, "-") }}
	macEndColumn  = listColumn{"MAC ends", 8, func(d ListedDevice) string { return cmp.Or(d.MAC[min(len(d.MAC), 9):], "-") }}
	modelColumn   = listColumn{"Model", 22, func(d ListedDevice) string { return cmp.Or(d.Model, "-") }}
	serialColumn  = listColumn{"Serial", 9, func(d ListedDevice) string { return cmp.Or(d.SerialEnd(), "-") }}
	versionColumn = listColumn{"Firmware", 9, func(d ListedDevice) string { return cmp.Or(d.Firmware, "-") }}
)

// How wide the list is at least with all columns, without those that tell least, and
// without the model.
const (
	wideList   = 120
	NarrowList = 72
	leastList  = 56
)

// listColumns are the columns for a width, in cells; 0 is as wide as it gets. The
// state stands behind them.
func listColumns(width int) []listColumn {
	address, model := addressColumn, modelColumn
	switch {
	case width == 0 || width >= wideList:
		return []listColumn{address, macColumn, model, serialColumn, versionColumn}
	case width >= NarrowList:
		model.width = 14
		return []listColumn{address, model, serialColumn, macEndColumn}
	case width >= leastList:
		return []listColumn{address, serialColumn, macEndColumn}
	}
	address.width = 15
	return []listColumn{address, macEndColumn}
}

const columnGap = "  "

// heading are the titles of the list.
func heading(width int) string {
	line := ""
	for _, c := range listColumns(width) {
		line += runewidth.FillRight(c.title, c.width) + columnGap
	}
	return fitted(line+"State", width)
}

// Line is the device in one line of the list.
func (d ListedDevice) Line() string { return strings.Join(d.lines(0), "\n") }

// lines are the device as lines of a list of so many cells: one, or more where its
// state does not fit beside the rest.
func (d ListedDevice) lines(width int) []string {
	line, from := "", 0
	for _, c := range listColumns(width) {
		cell := c.cell(d)
		if c.title == modelColumn.title && width > 0 {
			cell = runewidth.Truncate(cell, c.width, "…")
		}
		line += runewidth.FillRight(cell, c.width) + columnGap
		from += c.width + len(columnGap)
	}
	if width == 0 {
		return []string{strings.TrimRight(line+strings.Join(d.States(), ", ")+columnGap+d.Interface, " ")}
	}
	lines := []string{line}
	for i, state := range d.States() {
		last := &lines[len(lines)-1]
		switch {
		case i == 0 && runewidth.StringWidth(*last+state) <= width:
			*last += state
		case i > 0 && runewidth.StringWidth(*last+", "+state) <= width:
			*last += ", " + state
		default:
			lines = append(lines, strings.Repeat(" ", max(min(from, width-runewidth.StringWidth(state)), 0))+state)
		}
	}
	for i := range lines {
		lines[i] = fitted(lines[i], width)
	}
	return lines
}

// fitted cuts a line to a width, and what is blank at its end.
func fitted(line string, width int) string {
	if width > 0 {
		line = runewidth.Truncate(line, width, "…")
	}
	return strings.TrimRight(line, " ")
}
