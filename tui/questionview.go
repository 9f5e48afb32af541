package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// ask is the question with its answers and what the lit one is about, in at most room
// lines, and how many it would need. The lit answer is always among them.
func (s *screen) ask(p plan, width, room int) (lines []string, needs int) {
	if !s.question.asks() || room <= 0 {
		return nil, 1
	}
	prompt := s.promptLines(width)
	var about []string
	if p.about {
		said, longest := s.about(min(width, textWidth))
		about = append(about, said...)
		for len(about) < longest {
			about = append(about, "")
		}
		if len(about) > 0 && s.question.table == nil {
			about = append([]string{""}, about...)
		}
	}
	if p.gaps && len(prompt) > 0 && (s.question.table != nil || s.question.form()) {
		prompt = append(prompt, "")
	}
	if s.question.table != nil {
		return s.askPick(prompt, about, width, room)
	}
	titles, body, lit := s.answerLines(p, width)
	refusal := s.refusalLines(min(width, textWidth))
	if s.question.typing() && len(refusal) > 0 && len(body) > lit+1 && len(prompt)+len(body)+len(refusal) <= room {
		body, refusal = slices.Insert(body, lit+1, refusal...), nil // right under its field
	}
	if titles != "" {
		prompt = append(prompt, titles)
	}
	needs = len(prompt) + len(body) + len(refusal) + len(about)
	if needs > room {
		prompt = s.lessPrompt(prompt, titles, room-min(len(body), 3)-min(len(refusal), 1), width)
	}
	space := room - len(prompt)
	refused := shortened(refusal, min(len(refusal), max(space-1, 0)), width)
	if len(refused) > 0 && len(refused) > space-min(len(body), 3) {
		refused = shortened(refusal, max(space-min(len(body), 3), 1), width)
		if space < 2 {
			refused = nil
		}
	}
	keep := max(min(len(body), space-len(refused)), 1)
	lines = append(prompt, s.around(body, lit, keep, width)...)
	lines = append(lines, refused...)
	return append(lines, shortened(about, room-len(lines), width)...), needs
}

// lessPrompt is a prompt in fewer lines.
func (s *screen) lessPrompt(prompt []string, titles string, room, width int) []string {
	if titles != "" && len(prompt) > room {
		prompt = prompt[:len(prompt)-1]
	}
	switch {
	case len(prompt) <= room || len(prompt) == 0:
		return prompt
	case room < 1:
		return nil
	}
	return []string{cut(strings.Join(prompt, " "), width)}
}

// askPick is the question of a table.
func (s *screen) askPick(prompt, about []string, width, room int) (lines []string, needs int) {
	needs = len(prompt) + s.question.table.height() + len(about) + len(s.refusalLines(width))
	if room < min(needs, 8) {
		prompt = nil
	}
	return append(prompt, s.pickLines(room-len(prompt), width, about)...), min(needs, room)
}

// wants is how many lines the question would fill with all that it has.
func (s *screen) wants(width int) int {
	if t := s.question.table; t != nil {
		return len(s.promptLines(width)) + 1 + t.height() + len(s.refusalLines(width)) + 1
	}
	_, needs := s.ask(plans[len(plans)-1], width, 1<<20)
	return needs
}

// leastAsk is how many lines it needs for the lit answer and those about it.
func (s *screen) leastAsk(width int) int {
	least := min(len(s.question.list.keys)+len(s.question.fields), 3)
	if s.question.table != nil {
		least = 5
	}
	return least + min(len(s.refusalLines(width)), 2)
}

// answerLines are the fields and the options, and the line that has the light.
func (s *screen) answerLines(p plan, width int) (titles string, lines []string, lit int) {
	titles, options, cursor := s.optionLines(width)
	fields, focus := s.fieldLines(width)
	if len(fields) == 0 {
		return titles, options, cursor
	}
	lines, lit = fields, focus
	if !s.question.typing() {
		lit = len(fields) + cursor
	}
	if len(options) > 0 && p.gaps {
		lines = append(lines, "")
		if !s.question.typing() {
			lit++
		}
	}
	return titles, append(lines, options...), lit
}

// fieldLines are the fields, each behind its label or under it, and the line of the one
// that has the focus.
func (s *screen) fieldLines(width int) (lines []string, focus int) {
	q := s.question
	if len(q.fields) == 0 || q.table != nil {
		return nil, 0
	}
	indent, labels := strings.Repeat(" ", s.indent(width)), q.labelWidth()
	for i := range q.fields {
		label := q.labels[i]
		here := i == q.focus
		mark := strings.Repeat(" ", s.pointer())
		if here {
			mark = s.look.accent.Render(s.look.here) + " "
		}
		if len(q.fields) == 1 && len(q.list.keys) == 0 {
			mark, indent = "", "" // there is nothing else
		}
		if q.under(width) {
			if label != "" {
				lines = append(lines, wrap(label, width)...)
			}
			if here {
				focus = len(lines)
			}
			lines = append(lines, mark+s.fieldView(i))
			continue
		}
		if here {
			focus = len(lines)
		}
		lines = append(lines, indent+mark+label+strings.Repeat(" ", labels-ansi.StringWidth(label)+min(labels, 1)*labelGap)+s.fieldView(i))
	}
	return lines, focus
}

// fieldView draws a field in one line.
func (s *screen) fieldView(i int) string {
	f := s.question.fields[i]
	view, _, _ := strings.Cut(f.view(), "\n")
	if f.secret && !f.bare {
		view = strings.ReplaceAll(view, "*", s.look.dot)
	}
	return view
}

// promptLines is the question itself; that of a line stands before its field.
func (s *screen) promptLines(width int) []string {
	prompt := s.walk.Step().Ask.PromptFor(s.walk.Facts())
	if len(s.question.labels) > 0 && !s.question.form() || prompt.IsZero() {
		return nil
	}
	return wrap(words(prompt), min(width, textWidth))
}
