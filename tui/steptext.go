package tui

import (
	"strconv"
	"strings"

	"camreset/steps"
)

// text is the title, what the step says and its sheet.
func (s screen) text() []string {
	step, width := s.walk.Step(), s.leftWidth()
	var lines []string
	for _, line := range wrap(words(step.Title), width) {
		lines = append(lines, bold.Render(line))
	}
	if step.Say != nil {
		lines = append(lines, wrap(words(step.Say(s.walk.Facts())), width)...)
	}
	if modules := pictured(s.walk); modules != nil {
		_, w, h := picture(modules, s.width, s.height-1)
		lines = append(lines, wrap(tooSmall(w, h+1, s.width, s.height), width)...)
	}
	if shown := sheet(s.walk); len(shown) > 0 {
		lines = append(lines, "")
		for _, line := range shown {
			lines = append(lines, wrap(line, width)...)
		}
	}
	if list := items(s.walk, width); list != nil {
		lines = append(append(lines, ""), list...)
	}
	if s.ended() {
		lines = append(lines, "", "Press any key to leave.")
	}
	return lines
}

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

// sheet are the lines that the user needs before their eyes.
func sheet(w steps.Walk) []string {
	show := w.Step().Sheet
	if show == nil {
		return nil
	}
	var lines []string
	for _, t := range show(w.Facts()) {
		lines = append(lines, words(t))
	}
	return lines
}

// copyable says whether the key c has something to copy.
func copyable(w steps.Walk) bool {
	text := strings.Join(sheet(w), "\n")
	return text != "" && !secret(w, text)
}

// secret says whether a text holds the password that was made here.
func secret(w steps.Walk, text string) bool {
	made := w.Facts().Answers.New
	return !made.IsZero() && strings.Contains(text, made.Reveal())
}
