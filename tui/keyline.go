package tui

import (
	"camreset/steps/lan"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/lipgloss"
)

// keyLine names the keys that act now, as many as fit.
func (s screen) keyLine() string {
	line, width := "", 0
	for _, b := range s.activeKeys() {
		if !b.Enabled() {
			continue
		}
		h := b.Help()
		more := lipgloss.Width(h.Key + " " + h.Desc)
		if width > 0 {
			more += 2
		}
		if width+more > s.width {
			break
		}
		if width > 0 {
			line += "  "
		}
		line, width = line+bold.Render(h.Key)+" "+h.Desc, width+more
	}
	return line
}

// activeKeys are the keys that act now, the most needed first.
func (s screen) activeKeys() []key.Binding {
	switch {
	case s.ended():
		return []key.Binding{bind("any key", "leave", "any")}
	case s.overlay == quitOverlay:
		return []key.Binding{bind("y", "quit", "y"), bind("n", "stay", "n")}
	case s.overlay == oddOverlay:
		return []key.Binding{bind("y", "send", "y"), bind("n", "change", "n")}
	case s.overlay != noOverlay:
		return []key.Binding{bind("esc", "close", "esc"), bind("up, down, PgUp, PgDn", "move", "up")}
	}
	_, back := s.walk.Back()
	if s.question.table != nil {
		return s.pickKeys(back)
	}
	if s.question.typing() {
		f := s.question.field()
		return []key.Binding{
			when(!s.question.last(), keys.next), when(s.question.last(), keys.send), when(s.question.form(), keys.on),
			when(f.secret && !f.bare, keys.reveal), when(f.secret && f.bare, keys.conceal),
			when(back, keys.back), keys.field, keys.interrupt,
		}
	}
	step := s.walk.Step()
	return []key.Binding{
		when(s.question.asks(), keys.choose), when(s.question.form(), keys.before), when(back, keys.back), keys.help, keys.quit,
		when(len(step.Checks) > 0 && !step.Acts(), keys.again),
		when(s.walk.Facts().Target != (lan.Address{}), keys.open), when(copyable(s.walk), keys.copy), keys.log, keys.detail,
	}
}

// pickKeys are the keys that act at a table.
func (s screen) pickKeys(back bool) []key.Binding {
	leave := when(back, keys.back)
	if s.question.field().typed() != "" {
		leave = bind("esc", "clear", "esc")
	}
	return []key.Binding{keys.choose, leave, keys.field, keys.interrupt, bind("up, down", "move", "up"), bind("PgUp, PgDn", "page", "pgup")}
}
