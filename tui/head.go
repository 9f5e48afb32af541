package tui

import (
	"fmt"
	"strings"

	"camreset/steps"

	"github.com/charmbracelet/x/ansi"
)

// room is how many lines are left between head and foot.
func (s *screen) room() int { return max(s.height-len(s.head())-len(s.foot()), 0) }

// head is the program's name, the camera and the trail, as far as there is
// room for them.
func (s *screen) head() []string {
	if s.height < 8 {
		return nil
	}
	name := "camreset"
	camera := cut(clean(s.walk.Facts().Header()), s.width-len(name)-2)
	gap := strings.Repeat(" ", max(s.width-len(name)-ansi.StringWidth(camera), 1))
	lines := []string{s.look.bold.Render(name) + gap + s.look.faint.Render(camera)}
	if s.height >= 12 {
		lines = append(lines, s.trail())
	}
	if s.height >= 15 && s.banner != "" {
		said := wrap(s.banner, s.width)
		for _, line := range said[:min(len(said), s.height/8)] {
			lines = append(lines, s.look.faint.Render(line))
		}
	}
	if s.height >= 14 {
		lines = append(lines, "")
	}
	return lines
}

// trail shows the phases; brackets mark the present one.
func (s *screen) trail() string {
	at, between := s.walk.Step().Phase, " "+s.look.line+" "
	parts, width := make([]string, len(steps.Phases)), -len(" - ")
	for i, name := range steps.Phases {
		parts[i] = s.look.faint.Render(name)
		if i == at {
			name = "[" + name + "]"
			parts[i] = s.look.accent.Render(name)
		}
		width += len(name) + len(" - ")
	}
	if width > s.width {
		return parts[at] + s.look.faint.Render(fmt.Sprintf(" %d of %d", at+1, len(parts)))
	}
	return strings.Join(parts, s.look.faint.Render(between))
}

// foot is how things stand or what has just happened, and the keys.
func (s *screen) foot() []string {
	if s.height < 5 {
		return nil
	}
	said := s.stateLines()
	switch {
	case s.height < 12 && s.notice != "":
		return said[:1]
	case s.height < 9:
		return s.keyLines(1)
	}
	var lines []string
	if s.height >= 14 {
		lines = append(lines, "")
	}
	if len(said) == 0 {
		said = []string{""} // where one will stand
	}
	return append(append(lines, said...), s.keyLines(max(s.height/12, 1))...)
}
