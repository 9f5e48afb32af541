package tui

import (
	"slices"
	"strings"

	"camreset/steps"
	"camreset/steps/lan"

	"github.com/charmbracelet/x/ansi"
)

// hint is a key and what it does, as the line at the bottom names it.
type hint struct{ key, does string }

// keyLine names the keys that act now, as many as fit, the most needed first. Each key is
// named once: an answer that is a key goes before what the key does elsewhere.
func (s *screen) keyLine() string {
	var line strings.Builder
	width, named := 0, map[string]bool{}
	for _, h := range s.activeKeys() {
		more := ansi.StringWidth(h.key + " " + h.does)
		switch {
		case named[h.key]:
			continue
		case width > 0 && width+2+more > s.width:
			return line.String()
		case width > 0:
			line.WriteString("  ")
			width += 2
		}
		line.WriteString(h.key + " " + s.look.faint.Render(h.does))
		width, named[h.key] = width+more, true
	}
	return line.String()
}

// activeKeys are the keys that act now, the most needed first.
func (s *screen) activeKeys() []hint {
	switch {
	case s.ended():
		return []hint{{"any key", "leave"}}
	case s.overlay == quitOverlay:
		return []hint{{"y", "quit"}, {"n", "stay"}}
	case s.overlay == oddOverlay:
		return []hint{{"y", "send"}, {"n", "change"}}
	case s.overlay == drawingOverlay && len(s.drawings()) > 1:
		return []hint{{s.look.sideways, "drawing"}, {"esc", "close"}, {s.look.arrows, "move"}}
	case s.overlay != noOverlay:
		return []hint{{"esc", "close"}, {s.look.arrows + ", PgUp, PgDn", "move"}}
	case s.question.table != nil:
		return s.withHot(s.pickKeys())
	case s.question.typing():
		return s.withHot(s.fieldHints())
	}
	return s.withHot(s.letterKeys())
}

// withHot has the answers that are keys right behind enter.
func (s *screen) withHot(all []hint) []hint {
	at := slices.IndexFunc(all, func(h hint) bool { return h.key == "enter" }) + 1
	return slices.Insert(slices.Clip(all), at, s.hotKeys()...)
}

// hints collects keys where they act.
type hints []hint

func (h *hints) add(acts bool, key, does string) {
	if acts {
		*h = append(*h, hint{key, does})
	}
}

// backs says whether there is a question to go back to.
func (s *screen) backs() bool { _, back := s.walk.Back(); return back }

// turns says whether there is another drawing to look at than what is on the screen.
func (s *screen) turns() bool {
	n := len(s.drawings())
	return n > 0 && s.turnable() && (n > 1 || !s.drawingSeen())
}

// drawingSeen says whether one is on the screen.
func (s *screen) drawingSeen() bool { return s.beside() || s.column(s.leftWidth(), s.room()).drawing }

// fieldHints are the keys that act while a field has the focus.
func (s *screen) fieldHints() []hint {
	var all hints
	f, last := s.question.field(), s.question.last()
	all.add(!last, "enter", "next")
	all.add(last, "enter", "send")
	all.add(f.secret && !f.bare, "ctrl+r", "show")
	all.add(f.secret && f.bare, "ctrl+r", "hide")
	all.add(s.backs(), "esc", "back")
	all.add(s.turns(), s.look.sideways, "drawing")
	all.add(true, "F1", "help")
	all.add(last && len(s.question.fields) > 1, "shift+tab", "field before")
	return append(all, hint{"ctrl+c", "stop"})
}

// letterKeys are the keys that act while no field has it.
func (s *screen) letterKeys() []hint {
	var all hints
	step := s.walk.Step()
	all.add(s.question.asks(), "enter", "choose")
	all.add(s.backs() && step.Ask != nil, "esc", "back")
	all.add(s.backs() && step.Ask == nil, "esc", "stop")
	all.add(copyable(s.walk), "c", "copy")
	all.add(rings(s.walk), "b", "test the bell")
	all.add(true, "?", "help")
	all.add(true, "q", "quit")
	all.add(s.turns(), s.look.sideways, "drawing")
	all.add(s.question.form(), "shift+tab", "field before")
	all.add(s.explains(), "d", "detail")
	all.add(len(step.Checks) > 0 && !step.Acts(), "r", "again")
	all.add(s.walk.Facts().Target != (lan.Address{}), "o", "page")
	return append(all, hint{"l", "log"})
}

// rings says whether what is waited for is told by the bell, so that it can be tested.
func rings(w steps.Walk) bool { sequence, _ := w.Sequence(); return sequence != nil }

// explains says whether there is something technical to show.
func (s *screen) explains() bool { return len(s.walk.Rows()) > 0 || len(s.walk.Trail()) > 0 }

// pickKeys are the keys that act at a table.
func (s *screen) pickKeys() []hint {
	if s.question.typing() {
		return []hint{{"enter", "choose"}, {"esc", "clear"}, {s.look.arrows, "move"}, {"F1", "help"}, {"ctrl+c", "stop"}, {"PgUp, PgDn", "page"}}
	}
	all := hints{{s.look.arrows, "move"}, {"enter", "choose"}}
	typed := oneLine(s.walk.Step().Ask.Typed)
	all.add(s.backs(), "esc", "back")
	all.add(true, "/", "filter")
	all.add(typed != "", "or type", typed)
	return append(all, hint{"?", "help"}, hint{"q", "quit"}, hint{"d", "detail"}, hint{"l", "log"})
}

// hot are the answers that a key chooses at once.
func hot(w steps.Walk) []steps.Option {
	var all []steps.Option
	f, step := w.Facts(), w.Step()
	if step.Ask != nil {
		all = append(all, step.Ask.Ordered(f)...)
	}
	for _, o := range step.Aside {
		if o.When == nil || o.When(f) {
			all = append(all, o)
		}
	}
	var out []steps.Option
	for _, o := range all {
		if o.Hot != "" && o.ShutFor(f).IsZero() {
			out = append(out, o)
		}
	}
	return out
}

// hotKeys name the answers that are keys, in short.
func (s *screen) hotKeys() []hint {
	var all []hint
	for _, o := range hot(s.walk) {
		name := o.Hot
		if s.question.typing() {
			if name = "ctrl+" + o.Hot; !letter(o.Hot) {
				continue
			}
		}
		all = append(all, hint{name, inShort(oneLine(o.LabelFor(s.walk.Facts())))})
	}
	return all
}

// fewWords is how many words the name of a key has at most, maxHot how many columns.
const (
	fewWords = 3
	maxHot   = 28
)

// inShort is the label of an answer as the name of its key.
func inShort(label string) string {
	few := strings.Fields(strings.ToLower(label[:min(len(label), 1)]) + label[min(len(label), 1):])
	few = few[:min(len(few), fewWords)]
	for len(few) > 1 && slices.Contains([]string{"a", "an", "the", "it", "its", "to", "in", "of"}, few[len(few)-1]) {
		few = few[:len(few)-1]
	}
	return cut(strings.TrimRight(strings.Join(few, " "), ",:;"), maxHot)
}

// letter says whether a key is one that ctrl goes with.
func letter(hot string) bool {
	return len(hot) == 1 && strings.ToLower(hot) >= "a" && strings.ToLower(hot) <= "z"
}
