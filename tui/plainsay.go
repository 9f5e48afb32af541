package tui

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"camreset/steps"
	"camreset/steps/flow"
)

// head says the step's words, once for each visit. Of a sequence they are said once:
// from there on each change is.
func (p *plain) head(w steps.Walk) {
	switch {
	case w.Turn() < p.turn:
		return // told of where the walk stood before
	case w.Turn() == p.turn:
		p.moved(w)
		return
	}
	p.turn = w.Turn()
	within, station := w.Sequence()
	further := within != nil && within.ID == p.sequence && station > 0 && w.Step().Ask == nil
	if p.sequence = ""; within != nil {
		p.sequence = within.ID
	}
	if further {
		p.moved(w)
		return
	}
	p.rows, p.counts, p.state = map[string]printed{}, map[string]counted{}, ""
	p.print(p.headLines(w)...)
	p.items, p.body = listed(w), nil
	if s := w.Step(); s.Ask == nil || s.Hand != "" || len(s.Checks) == 0 {
		p.show(w)
	}
}

// show tells what there is to read at a step: at once, or, where something is measured
// first, before the question, when it is known. Of what was told before only the lines
// that have changed are.
func (p *plain) show(w steps.Walk) {
	lines := p.bodyLines(w)
	fresh := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(p.body, line) })
	if p.body = lines; len(fresh) > 0 {
		p.print(fresh...)
	}
	p.items = listed(w)
}

// headLines are the title of a step, and what it says.
func (p *plain) headLines(w steps.Walk) []string {
	step, f := w.Step(), w.Facts()
	title := words(step.TitleFor(w.Facts()))
	if !p.keys {
		title = ended(title, ".")
	}
	lines := []string{"", title}
	add := func(said string) {
		if said != "" {
			lines = append(lines, wrap(said, p.width)...)
		}
	}
	if step.Say != nil {
		add(words(step.Say(f)))
	}
	return lines
}

// bodyLines are what has to be read or looked at.
func (p *plain) bodyLines(w steps.Walk) []string {
	step, f := w.Step(), w.Facts()
	var lines []string
	add := func(said string) {
		if said != "" {
			lines = append(lines, wrap(said, p.width)...)
		}
	}
	if step.Box != nil {
		if written := oneLine(step.Box(f)); written != "" {
			lines = append(lines, written)
		}
	}
	if step.Values != nil {
		for _, v := range step.Values(f) {
			if v.Mark != "" {
				lines = append(lines, p.row(steps.Row{Title: v.Name, Result: steps.Result{Status: v.Mark, Detail: v.Value}})...)
				continue
			}
			lines = append(lines, wrap(oneLine(v.Name)+": "+oneLine(v.Value), p.room())...)
		}
	}
	for i, item := range listed(w) {
		lines = append(lines, itemLines(i, item, p.width)...)
	}
	if step.Drawings != nil {
		for _, d := range step.Drawings(f) {
			add(oneLine(d.Say)) // which names it
		}
	}
	for _, line := range sheet(w) {
		add(line)
	}
	if modules := pictured(w); modules != nil {
		code, width, height := drawn(modules, p.width, math.MaxInt, plainPaper())
		if code == nil {
			code = wrap(tooSmall(width, height, p.width, height), p.width)
		}
		lines = append(lines, code...)
	}
	return lines
}

// listed is what there is to do at a step.
func listed(w steps.Walk) []flow.Item {
	if list := w.Step().List; list != nil {
		return list(w.Facts())
	}
	return nil
}

// itemLines are one thing to do, with what it is done with and what was found of it.
func itemLines(i int, item flow.Item, width int) []string {
	lines := hang(strconv.Itoa(i+1)+". ", words(item.Do), width)
	if at := oneLine(item.At); at != "" {
		lines = append(lines, at)
	}
	if found := oneLine(item.Found); found != "" {
		lines = append(lines, wrap(ended("Step "+strconv.Itoa(i+1)+": "+found, "."), width)...)
	}
	return lines
}

// moved says what has changed in the list: what was found, and what is to be done now.
func (p *plain) moved(w steps.Walk) {
	before := p.items
	p.items = listed(w)
	for i, item := range p.items {
		was := flow.Item{}
		if i < len(before) {
			was = before[i]
		}
		step := "tep " + strconv.Itoa(i+1) + ": "
		if found := oneLine(item.Found); found != "" && found != oneLine(was.Found) {
			p.print(wrap(ended("S"+step+found, "."), p.width)...)
		}
		if item.Now && !was.Now {
			p.print(wrap(ended("Now s"+step+oneLine(item.Do), "."), p.width)...)
		}
	}
}

// stands says, on a terminal, how things stand where none of the checks was told.
func (p *plain) stands(w steps.Walk) {
	state := w.Step().State
	if p.keys || state == nil || w.Busy() {
		return
	}
	for _, r := range w.Rows() {
		if going(r) || tells(r) {
			return
		}
	}
	if said := strings.TrimSpace(words(state(w.Facts()))); said != p.state {
		p.state = said
		p.print(wrap(ended(said, "."), p.width)...)
	}
}
