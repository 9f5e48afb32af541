package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// chess is a code whose modules alternate, with one corner dark.
func chess(size int) [][]bool {
	rows := make([][]bool, size)
	for y := range rows {
		rows[y] = make([]bool, size)
		for x := range rows[y] {
			rows[y][x] = (x+y)%2 == 0
		}
	}
	return rows
}

// A picture read back from the screen is the code it was drawn from, within a
// light margin.
func TestPictureCanBeReadBack(t *testing.T) {
	for _, size := range []int{21, 33, 40} {
		code := chess(size)
		lines, width, height := drawn(code, 200, 200, paper)
		if len(lines) != height || width != size+8 {
			t.Fatalf("%d: %d lines of %d, %d wide", size, len(lines), height, width)
		}
		for i, line := range lines {
			line = ansi.Strip(line)
			if got := len([]rune(line)); got != width {
				t.Fatalf("%d: line %d is %d wide", size, i, got)
			}
			for x, r := range []rune(line) {
				for part, dark := range []bool{r == '▀' || r == '█', r == '▄' || r == '█'} {
					y, x := 2*i+part-4, x-4
					want := y >= 0 && y < size && x >= 0 && x < size && code[y][x]
					if dark != want {
						t.Fatalf("%d: module %d,%d is %v, want %v", size, x, y, dark, want)
					}
				}
			}
		}
	}
}

func TestPictureFitsOrSaysWhatItNeeds(t *testing.T) {
	code := chess(33)
	if lines, width, _ := drawn(code, 80, 23, paper); lines == nil || width != 41 {
		t.Errorf("a code of 33 modules does not fit into 80x23: %d wide", width)
	}
	lines, width, height := drawn(chess(57), 80, 23, paper)
	if lines != nil || width != 61 || height != 31 {
		t.Errorf("%d lines; it needs %dx%d", len(lines), width, height)
	}
	if said := tooSmall(61, 32, 80, 24); !strings.Contains(said, "61 columns and 32 lines") {
		t.Error(said)
	}
}
