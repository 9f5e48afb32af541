package tui

import (
	"fmt"
	"strings"

	"camreset/steps"

	"github.com/charmbracelet/lipgloss"
)

// room is how many lines are left between head and foot.
func (s screen) room() int { return max(s.height-len(s.head())-len(s.foot()), 0) }

// head is the program's name, the camera and the trail, as far as there is
// room for them.
func (s screen) head() []string {
	if s.height < 8 {
		return nil
	}
	camera := cut(clean(s.walk.Facts().Header()), s.width-len("camreset  "))
	gap := strings.Repeat(" ", max(s.width-len("camreset")-lipgloss.Width(camera), 1))
	lines := []string{bold.Render("camreset") + gap + camera}
	if s.height >= 10 && s.banner != "" {
		said := wrap(s.banner, s.width)
		lines = append(lines, said[:min(len(said), s.height/7)]...)
	}
	if s.height >= 12 {
		lines = append(lines, s.trail())
	}
	if s.height >= 20 {
		lines = append(lines, "")
	}
	return lines
}

// trail shows the phases; brackets mark the present one.
func (s screen) trail() string {
	at := s.walk.Step().Phase
	parts, width := make([]string, len(steps.Phases)), 0
	for i, name := range steps.Phases {
		if i == at {
			name = "[" + name + "]"
		}
		width += len(name) + len(" > ")
		parts[i] = name
		if i == at {
			parts[i] = reverse.Render(name)
		}
	}
	if width-len(" > ") > s.width {
		return parts[at] + fmt.Sprintf(" %d of %d", at+1, len(parts))
	}
	return strings.Join(parts, " > ")
}

// foot is what has just happened, and the keys.
func (s screen) foot() []string {
	if s.height < 5 {
		return nil
	}
	var lines []string
	if s.notice != "" {
		said := wrap(clean(s.notice), s.width)
		lines = said[:min(len(said), max(s.height/6, 1))]
		if s.height < 12 {
			return lines
		}
	} else if s.height >= 20 {
		lines = []string{""} // where a notice will stand
	}
	return append(lines, s.keyLine())
}
