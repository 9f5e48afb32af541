package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"
)

// keys are bound once, here; keyline.go and the help name them.
var keys = struct {
	choose, on, before, back, help, field, again, open, copy, bell, detail, log, quit, interrupt, filter, typing, left, right, up, down, pageUp, pageDown keySet
	// At a table letters are text, and these move the cursor and the words.
	rowUp, rowDown, rowsUp, rowsDown, top, bottom, textUp, textDown keySet
}{
	choose:    bind("enter"),
	on:        bind("tab", "down"),
	before:    bind("shift+tab", "up"),
	back:      bind("esc"),
	help:      bind("?", "f1"),
	field:     bind("f1"),
	again:     bind("r"),
	open:      bind("o"),
	copy:      bind("c"),
	bell:      bind("b"),
	detail:    bind("d"),
	log:       bind("l"),
	quit:      bind("q"),
	interrupt: bind("ctrl+c"),
	filter:    bind("/"),
	typing:    bind("a"),
	left:      bind("left"),
	right:     bind("right"),
	up:        bind("up", "k"),
	down:      bind("down", "j"),
	pageUp:    bind("pgup", "shift+up"),
	pageDown:  bind("pgdown", "shift+down"),
	rowUp:     bind("up"),
	rowDown:   bind("down"),
	rowsUp:    bind("pgup"),
	rowsDown:  bind("pgdown"),
	top:       bind("home"),
	bottom:    bind("end"),
	textUp:    bind("shift+up"),
	textDown:  bind("shift+down"),
}

// keySet are keys that do the same.
type keySet []string

func bind(on ...string) keySet { return on }

// has says whether a key that was pressed is one of them.
func (s keySet) has(k tea.KeyMsg) bool { return slices.Contains(s, k.String()) }
