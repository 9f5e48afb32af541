package tui

import (
	"strings"

	"camreset/steps"
	"camreset/steps/flow"
	"camreset/steps/lan"

	"github.com/charmbracelet/x/ansi"
)

// hint is a key and what it does, as the line at the bottom names it.
type hint struct{ key, does string }

// keyLines name the keys that act now, as many as fit into so many lines. Answers that
// are keys come first: nothing else names them.
func (s *screen) keyLines(most int) []string {
	lines, line, width := []string(nil), "", 0
	for _, h := range s.activeKeys() {
		more := ansi.StringWidth(h.key + " " + h.does)
		if width > 0 && width+2+more > s.width {
			if len(lines)+1 >= most || len(hot(s.walk)) == 0 {
				break
			}
			lines, line, width = append(lines, line), "", 0
		}
		if width > 0 {
			line, width = line+"  ", width+2
		}
		line, width = line+h.key+" "+s.look.faint.Render(h.does), width+more
	}
	return append(lines, line)
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
	case s.overlay != noOverlay:
		return []hint{{"esc", "close"}, {s.look.arrows + ", PgUp, PgDn", "move"}}
	case s.question.table != nil:
		return append(s.hotKeys(), s.pickKeys()...)
	case s.question.typing():
		return append(s.hotKeys(), s.fieldHints()...)
	}
	return append(s.hotKeys(), s.letterKeys()...)
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

// turns says whether there are drawings to go through.
func (s *screen) turns() bool { return len(s.drawings()) > 1 && s.turnable() }

// fieldHints are the keys that act while a field has the focus.
func (s *screen) fieldHints() []hint {
	var all hints
	f, last := s.question.field(), s.question.last()
	all.add(!last, "enter", "next")
	all.add(last, "enter", "send")
	all.add(len(s.question.fields) > 1, "tab", "next field")
	all.add(f.secret && !f.bare, "ctrl+r", "show")
	all.add(f.secret && f.bare, "ctrl+r", "hide")
	all.add(s.backs(), "esc", "back")
	all.add(s.turns(), s.look.sideways, "drawings")
	return append(all, hint{"F1", "help"}, hint{"ctrl+c", "stop"})
}

// letterKeys are the keys that act while no field has it.
func (s *screen) letterKeys() []hint {
	var all hints
	step := s.walk.Step()
	all.add(s.question.asks(), "enter", "choose")
	all.add(s.question.form(), "shift+tab", "field before")
	all.add(s.backs(), "esc", "back")
	all.add(s.turns(), s.look.sideways, "drawings")
	all.add(true, "?", "help")
	all.add(s.explains(), "d", "detail")
	all.add(true, "q", "quit")
	all.add(len(step.Checks) > 0 && !step.Acts(), "r", "again")
	all.add(s.walk.Facts().Target != (lan.Address{}), "o", "page")
	all.add(copyable(s.walk), "c", "copy")
	return append(all, hint{"l", "log"})
}

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
		all = append(all, hint{name, cut(oneLine(o.LabelFor(s.walk.Facts())), maxHot)})
	}
	return all
}

// maxHot bounds the name of a key.
const maxHot = 28

// letter says whether a key is one that ctrl goes with.
func letter(hot string) bool {
	return len(hot) == 1 && strings.ToLower(hot) >= "a" && strings.ToLower(hot) <= "z"
}

// withFields says whether a question is typed into.
func withFields(ask *steps.Question) bool {
	return ask.Kind == steps.Line || ask.Kind == steps.Password || ask.Kind == flow.Form
}
