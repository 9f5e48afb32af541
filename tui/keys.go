package tui

import (
	"github.com/charmbracelet/bubbles/key"
)

// keys are named once, here; the line at the bottom and the help show them.
var keys = struct {
	choose, send, next, on, before, back, help, field, reveal, conceal, again, open, copy, detail, log, quit, interrupt, up, down, pageUp, pageDown key.Binding
	// At a table letters are text, and these move the cursor and the words.
	rowUp, rowDown, rowsUp, rowsDown, top, bottom, textUp, textDown key.Binding
}{
	choose:    bind("enter", "choose", "enter"),
	send:      bind("enter", "send", "enter"),
	next:      bind("enter", "next", "enter"),
	on:        bind("tab", "next field", "tab", "down"),
	before:    bind("shift+tab", "field before", "shift+tab", "up"),
	back:      bind("esc", "back", "esc"),
	help:      bind("?", "help", "?", "f1"),
	field:     bind("F1", "help", "f1"),
	reveal:    bind("ctrl+r", "show", "ctrl+r"),
	conceal:   bind("ctrl+r", "hide", "ctrl+r"),
	again:     bind("r", "again", "r"),
	open:      bind("o", "page", "o"),
	copy:      bind("c", "copy", "c"),
	detail:    bind("d", "detail", "d"),
	log:       bind("l", "log", "l"),
	quit:      bind("q", "quit", "q"),
	interrupt: bind("ctrl+c", "stop", "ctrl+c"),
	up:        bind("up", "up", "up", "k"),
	down:      bind("down", "down", "down", "j"),
	pageUp:    bind("pgup", "text up", "pgup", "shift+up"),
	pageDown:  bind("pgdn", "text down", "pgdown", "shift+down"),
	rowUp:     bind("up", "up", "up"),
	rowDown:   bind("down", "down", "down"),
	rowsUp:    bind("pgup", "page up", "pgup"),
	rowsDown:  bind("pgdn", "page down", "pgdown"),
	top:       bind("home", "first", "home"),
	bottom:    bind("end", "last", "end"),
	textUp:    bind("shift+up", "text up", "shift+up"),
	textDown:  bind("shift+down", "text down", "shift+down"),
}

// bind binds keys, and says how they are named and what they do.
func bind(name, does string, on ...string) key.Binding {
	return key.NewBinding(key.WithKeys(on...), key.WithHelp(name, does))
}

// when is a key that is named only where it acts.
func when(acts bool, b key.Binding) key.Binding {
	b.SetEnabled(acts)
	return b
}
