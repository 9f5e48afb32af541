package tui

import (
	"fmt"
	"strings"

	"camreset/steps"

	"github.com/charmbracelet/x/ansi"
)

// room is how many lines are left between head and foot.
func (s *screen) room() int { return max(s.height-len(s.head())-s.footHeight(), 0) }

// head is the program's name, the camera and the trail, as far as there is
// room for them.
func (s *screen) head() []string {
	if s.height < 8 {
		return nil
	}
	name := "camreset"
	camera := ""
	if s.walk.Step().Phase >= steps.Choose { // before that the screens themselves say it
		camera = ending(clean(s.walk.Facts().Header()), s.width-len(name)-2)
	}
	gap := strings.Repeat(" ", max(s.width-len(name)-ansi.StringWidth(camera), 1))
	lines := []string{s.look.bold.Render(name) + gap + s.look.faint.Render(camera)}
	if s.height >= 12 {
		lines = append(lines, s.trail())
	}
	if said := wrap(s.banner, s.width); s.banner != "" && len(said) <= s.height/12 {
		for _, line := range said {
			lines = append(lines, s.look.faint.Render(line))
		}
	}
	if s.height >= 14 {
		lines = append(lines, "")
	}
	return lines
}

// ending is as many of the last parts of a text as fit: what changes stands behind.
func ending(text string, width int) string {
	for ansi.StringWidth(text) > width {
		_, rest, found := strings.Cut(text, "  ")
		if !found {
			break
		}
		text = rest
	}
	return cut(text, width)
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
	said, gap := s.said()
	switch {
	case s.height < 5:
		return nil
	case s.height < 12 && s.notice != "":
		return said[:1]
	case s.height < 9:
		return []string{s.keyLine()}
	}
	var lines []string
	if gap {
		lines = append(lines, "")
	}
	return append(append(lines, said...), s.keyLine())
}

// footHeight is how many lines the foot has.
func (s *screen) footHeight() int {
	said, gap := s.said()
	switch {
	case s.height < 5:
		return 0
	case s.height < 9, s.height < 12 && s.notice != "":
		return 1
	}
	return bit(gap) + len(said) + 1
}

// said is what stands over the keys, a line at least, and whether a gap is before it.
func (s *screen) said() (lines []string, gap bool) {
	if lines = s.stateLines(); len(lines) == 0 {
		lines = []string{""} // where one will stand
	}
	return lines, s.height >= 18
}
