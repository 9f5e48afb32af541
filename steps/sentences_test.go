package steps

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"camreset/steps/flow"
	"camreset/steps/steptest"
	"camreset/steps/text"
)

// sentencesFile holds everything that the program can say, to be read from top to bottom.
const sentencesFile = "testdata/sentences.txt"

// go test ./steps -run TestAllSentences -update
func TestAllSentences(t *testing.T) {
	t.Parallel()
	got := printSentences(t)
	if *update {
		if err := os.WriteFile(sentencesFile, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(sentencesFile)
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(old) || line != old[i] {
			t.Fatalf("%s holds other sentences than the program, from line %d on: %q.\nRead the new ones after `go test ./steps -run TestAllSentences -update`", sentencesFile, i+1, line)
		}
	}
	if got != string(want) {
		t.Fatalf("%s holds sentences that the program has no more: `go test ./steps -run TestAllSentences -update`", sentencesFile)
	}
}

// prompter writes the sentences of the steps, in the order of the walk.
type prompter struct {
	strings.Builder
	states []steptest.State
	checks []shownCheck
	// rows are the checks whose rows stand above, with the step at which they do.
	rows map[string]ID
}

func printSentences(t *testing.T) string {
	p := &prompter{states: steptest.States(), checks: readChecks(t), rows: map[string]ID{}}
	for _, s := range Guide().Steps() {
		p.step(s)
	}
	p.WriteString("=== rows of no step ===\n\n")
	for _, c := range p.checks {
		p.check("", c.id, c.title)
	}
	above := strings.Join(strings.Fields(p.String()), " ")
	file := ""
	for _, w := range readTexts(t) {
		if w.shownIn(above) {
			continue
		}
		if w.file != file {
			file = w.file
			fmt.Fprintf(p, "\n=== %s ===\n\n", file)
		}
		for _, line := range strings.Split(strings.TrimSpace(w.text), "\n") {
			p.line(2, "%s", line)
		}
	}
	return p.String()
}

// line writes one line; what is empty gets no blanks.
func (p *prompter) line(indent int, format string, args ...any) {
	p.WriteString(strings.TrimRight(strings.Repeat(" ", indent)+fmt.Sprintf(format, args...), " ") + "\n")
}

func (p *prompter) step(s Step) {
	p.line(0, "=== %s: %s ===", s.ID, s.Title)
	p.said("", one(s.Say))
	p.said("value", many(s.Values, func(v flow.Value) string { return fmt.Sprintf("%s: %s", v.Name, v.Value) }))
	p.said("to do", many(s.List, func(i flow.Item) string { return strings.TrimSpace(fmt.Sprintf("%s %s", i.Do, i.At)) }))
	p.said("box", one(s.Box))
	p.said("sheet", many(s.Sheet, Text.String))
	p.said("drawing", many(s.Drawings, func(d flow.Drawing) string { return d.Say.String() }))
	p.said("state", one(s.State))
	options := slices.Clone(s.Aside)
	if q := s.Ask; q != nil {
		p.said("asks", one(q.PromptFor))
		p.said("typed", fixed(q.Typed))
		for _, f := range q.Fields {
			p.said("field "+f.Key, fixed(f.Prompt))
		}
		options = slices.Concat(q.Options, options)
	}
	for _, o := range options {
		p.option(o)
	}
	p.said("help", fixed(s.Help))
	for _, c := range s.Checks {
		p.check(s.ID, c.ID, c.Title.String())
	}
	if s.Ask != nil && s.Ask.Do != nil {
		p.check(s.ID, s.Ask.Do.ID, s.Ask.Do.Title.String())
	}
	for _, o := range options {
		if o.Do != nil {
			p.check(s.ID, o.Do.ID, o.Do.Title.String())
		}
	}
	p.line(0, "")
}

func (p *prompter) option(o Option) {
	visible := func(says func(*Facts) []string) func(*Facts) []string {
		return func(f *Facts) []string {
			if o.When != nil && !o.When(f) {
				return nil
			}
			return says(f)
		}
	}
	name := fmt.Sprintf("(%s)", o.Key)
	p.said(name, visible(func(f *Facts) []string { return []string{o.LabelFor(f).String()} }))
	p.said(name+" beside", visible(func(f *Facts) []string {
		var cells []string
		for _, c := range many(o.Cells, Text.String)(f) {
			cells = append(cells, cmp.Or(c, "-"))
		}
		return []string{strings.Join(cells, " | ")}
	}))
	p.said(name+" costs", visible(func(f *Facts) []string {
		if o.Cost == nil {
			return nil
		}
		return []string{o.Cost(f).String()}
	}))
	p.said(name+" shut", visible(one(o.Shut)))
	p.said(name+" about", visible(one(o.About)))
}

// said writes what is said in the states: the first text whole, of the others the
// sentences that are new, each with the first state in which it is.
func (p *prompter) said(label string, says func(*Facts) []string) {
	type heard struct {
		text, first string
		states      int
	}
	var all []heard
	for _, s := range p.states {
		f := s.Facts
		for _, text := range says(&f) {
			i := slices.IndexFunc(all, func(h heard) bool { return h.text == text })
			if i < 0 {
				i, all = len(all), append(all, heard{text, s.Name, 0})
			}
			all[i].states++
		}
	}
	above := ""
	for _, h := range all {
		words, where := h.text, ""
		if above != "" {
			words = newSentences(h.text, above)
		}
		if strings.TrimSpace(words) == "" {
			continue
		}
		above += " " + h.text
		if h.states < len(p.states) {
			where = " [" + h.first + "]"
		}
		p.line(2, "%s%s", strings.TrimSpace(label+"  "+words), where)
	}
}

var sentenceEnd = regexp.MustCompile(`[.!?]"? +`)

// newSentences are those of a text that do not stand above.
func newSentences(text, above string) string {
	var all []string
	for len(text) > 0 {
		sentence := text
		if end := sentenceEnd.FindStringIndex(text); end != nil {
			sentence = text[:end[1]]
		}
		text = text[len(sentence):]
		if sentence = strings.TrimSpace(sentence); !strings.Contains(above, sentence) {
			all = append(all, sentence)
		}
	}
	return strings.Join(all, " ")
}

// check writes the rows of a check, at the first step that has it.
func (p *prompter) check(at ID, id, title string) {
	key := id + "  " + title
	if first, above := p.rows[key]; above {
		if at != "" {
			p.line(2, "row %s, as at %s", key, first)
		}
		return
	}
	i := slices.IndexFunc(p.checks, func(c shownCheck) bool { return c.id == id && c.title == title })
	if i < 0 {
		p.line(2, "row %s", key)
		return
	}
	p.rows[key] = at
	p.line(2, "row %s", key)
	for _, r := range p.checks[i].rows {
		p.line(6, "%-4s  %s", r.status, r.detail)
		if r.hint != "" {
			p.line(12, "%s", r.hint)
		}
		for _, piece := range r.pieces {
			p.line(12, "where %s", piece)
		}
	}
}

// fixed, one and many are what is said in a state.
func fixed(t Text) func(*Facts) []string {
	return func(*Facts) []string { return []string{t.String()} }
}

func one(says func(*Facts) text.Text) func(*Facts) []string {
	return func(f *Facts) []string {
		if says == nil {
			return nil
		}
		return []string{says(f).String()}
	}
}

func many[T any](has func(*Facts) []T, says func(T) string) func(*Facts) []string {
	return func(f *Facts) []string {
		var all []string
		if has != nil {
			for _, e := range has(f) {
				all = append(all, says(e))
			}
		}
		return all
	}
}
