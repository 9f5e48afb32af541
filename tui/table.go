package tui

import (
	"slices"
	"strings"

	"camreset/isapi/value"
	"camreset/steps"
	"camreset/steps/facts"

	"github.com/charmbracelet/x/ansi"
)

// table is the question of a Pick while it is being answered: the entries that
// match what is typed, under them the options, and one cursor that runs
// through both. It is never changed; every method returns the next one.
type table struct {
	titles []string
	// tail is the column whose cells are cut at their beginning, or -1.
	tail int
	// widths are those of the widest cells, titles included, and words those of the
	// widest words.
	widths, words []int
	rows          []row
	typed         string
	// shown are the rows that match what is typed.
	shown []row
	// below are the places under the rows.
	below []place
	// cursor counts the shown rows and then the places below.
	cursor int
	// top is the first row in sight.
	top int
	// moved is true once the user has moved the cursor or typed.
	moved bool
}

// row is an entry as it is drawn, and its cells in small letters as they are
// searched.
type row struct {
	key, text string
	cells     []string
	// alone is true for a row of one cell that stands over all columns: a walk that can
	// be gone on with.
	alone bool
}

// place is where the cursor can stand.
type place struct {
	kind placeKind
	key  string
}

type placeKind int

const (
	onEntry placeKind = iota
	// onTyped takes what was typed as it is.
	onTyped
	onOption
)

// newTable is the table as a step begins with it.
func newTable(w steps.Walk, order []string) *table {
	ask, f := w.Step().Ask, w.Facts()
	t := (&table{}).filled(w, order)
	if i := slices.Index(t.below, place{onOption, firstOf(ask, f)}); i >= 0 {
		t.cursor = len(t.shown) + i
	}
	return t
}

// filled is the table with the entries and options of now. The cursor stays on
// what it was on; if that is gone, it goes to the nearest. Where nobody has moved
// it yet it goes to the entry that is first now, or else to the first that comes: that is
// what was waited for.
func (t *table) filled(w steps.Walk, order []string) *table {
	ask := w.Step().Ask
	next := &table{titles: ask.Columns, tail: slices.Index(ask.Columns, ask.Tail), typed: t.typed, top: t.top, moved: t.moved,
		widths: make([]int, len(ask.Columns)), words: make([]int, len(ask.Columns))}
	for i, title := range ask.Columns {
		next.widths[i] = ansi.StringWidth(title)
	}
	for _, e := range ask.Table(w.Facts()) {
		r := newRow(e, len(ask.Columns))
		for i, cell := range r.cells {
			if r.alone {
				break
			}
			if w := ansi.StringWidth(cell); w > next.widths[i] {
				next.widths[i] = w
			}
			next.words[i] = max(next.words[i], widestWord(cell))
		}
		next.rows = append(next.rows, r)
	}
	next.match(w, order)
	next.cursor = next.follow(t)
	first := firstOf(ask, w.Facts())
	switch i := slices.IndexFunc(next.shown, func(r row) bool { return r.key == first }); {
	case t.moved:
	case i >= 0:
		next.cursor = i
	case first == "" && t.at().kind != onEntry && len(next.shown) > 0:
		next.cursor, next.top = 0, 0
	}
	if t.at().kind == onEntry && next.at().kind == onEntry {
		next.top += next.cursor - t.cursor // what came above is above
	}
	return next
}

// firstOf is the answer that is first now; empty where none is.
func firstOf(ask *steps.Question, f *facts.Facts) string {
	if ask.First == nil {
		return ""
	}
	return string(ask.First(f))
}

// newRow is an entry in so many columns.
func newRow(e steps.Entry, columns int) row {
	r := row{key: e.Key, cells: make([]string, columns), alone: len(e.Cells) == 1 && columns > 1}
	for i, cell := range e.Cells[:min(len(e.Cells), columns)] {
		r.cells[i] = oneLineOf(cell)
	}
	texts := slices.Clone(r.cells)
	for _, word := range e.Also {
		texts = append(texts, oneLineOf(word))
	}
	r.text = strings.ToLower(strings.Join(texts, "\n"))
	return r
}

// filtered is the table with what is typed now: the cursor is on the row that
// has it as a whole, else on the first that matches, else on what was typed.
// With nothing typed any more it stays.
func (t *table) filtered(w steps.Walk, order []string, typed string) *table {
	if typed == t.typed {
		return t
	}
	next := *t
	next.typed, next.top, next.moved = typed, 0, true
	next.match(w, order)
	next.cursor = next.first()
	if next.wanted() == "" {
		next.cursor = next.follow(t)
	}
	return &next
}

// match sets what can be chosen: the rows in which every typed word is found,
// what was typed if it is an answer that no row has, and the options.
func (t *table) match(w steps.Walk, order []string) {
	t.shown, t.below = t.rows, nil
	typed := t.wanted()
	if typed != "" {
		t.shown = matching(t.rows, strings.Fields(strings.ToLower(typed)))
	}
	if typed != "" && (len(t.shown) == 0 || t.exact() < 0 && valid(w, typed)) {
		t.below = append(t.below, place{onTyped, typed})
	}
	for _, o := range order {
		t.below = append(t.below, place{onOption, o})
	}
}

// matching are the rows in which each word is found.
func matching(rows []row, words []string) []row {
	var out []row
	for _, r := range rows {
		if !slices.ContainsFunc(words, func(word string) bool { return !r.has(word) }) {
			out = append(out, r)
		}
	}
	return out
}

// has finds a word that is typed, and a MAC in whichever spelling.
func (r row) has(word string) bool {
	if strings.Contains(r.text, word) {
		return true
	}
	mac := value.MACDigits(word)
	return mac != "" && mac != word && strings.Contains(r.text, mac)
}

// valid says whether a Pick takes what was typed as an answer of its own.
func valid(w steps.Walk, typed string) bool {
	ask := w.Step().Ask
	return ask.Valid == nil || ask.Valid(w.Facts(), typed).IsZero()
}

// wanted is what was typed, as it is an answer.
func (t *table) wanted() string { return strings.TrimSpace(t.typed) }

// exact is the shown row of which a cell is just what was typed, or -1.
func (t *table) exact() int {
	typed := strings.ToLower(t.wanted())
	mac := value.MACDigits(typed)
	return slices.IndexFunc(t.shown, func(r row) bool {
		texts := strings.Split(r.text, "\n")
		return slices.Contains(texts, typed) || mac != "" && slices.Contains(texts, mac)
	})
}

// first is where the cursor goes for what is typed.
func (t *table) first() int { return max(t.exact(), 0) }

// size is how many places there are.
func (t *table) size() int { return len(t.shown) + len(t.below) }

// at is the place under the cursor.
func (t *table) at() place { return t.place(t.cursor) }

func (t *table) place(i int) place {
	switch n := len(t.shown); {
	case i < n:
		return place{onEntry, t.shown[i].key}
	case i < t.size():
		return t.below[i-n]
	}
	return place{kind: onTyped, key: t.wanted()} // there is nothing to stand on
}

// follow is where the cursor of an older table stands in this one: on the same
// place, else on the nearest of its kind, of two the later one.
func (t *table) follow(old *table) int {
	now := make(map[place]int, t.size())
	for i := range t.size() {
		now[t.place(i)] = i
	}
	if old.size() == 0 {
		return 0
	}
	kind := old.at().kind
	for distance := range old.size() {
		for _, i := range []int{old.cursor + distance, old.cursor - distance} {
			if i < 0 || i >= old.size() || old.place(i).kind != kind {
				continue
			}
			if to, still := now[old.place(i)]; still {
				return to
			}
		}
	}
	if kind == onEntry { // all rows are others
		return max(min(old.cursor, len(t.shown)-1), 0)
	}
	return t.first()
}

// to puts the cursor on a place, as far as there is one. rows is how many rows
// are in sight.
func (t *table) to(i, rows int) *table {
	next := *t
	next.moved = true
	next.cursor = max(min(i, t.size()-1), 0)
	next.top = next.from(rows)
	return &next
}

// paged moves the cursor by a page, and never over an edge of the rows that it
// was not on.
func (t *table) paged(down bool, rows int) *table {
	last := len(t.shown) - 1
	switch {
	case down && t.cursor >= last:
		return t.to(t.size(), rows)
	case down:
		return t.to(min(t.cursor+rows, last), rows)
	case t.cursor > last:
		return t.to(last, rows)
	}
	return t.to(t.cursor-rows, rows)
}

// from is the first row in sight when there are so many: where it was, as far
// as the cursor is in sight then.
func (t *table) from(rows int) int {
	top := t.top
	if t.cursor < len(t.shown) {
		top = max(min(top, t.cursor), t.cursor-rows+1)
	}
	return max(min(top, len(t.shown)-rows), 0)
}

// widestWord is how wide the widest word of a cell is.
func widestWord(cell string) int {
	widest := 0
	for word := range strings.FieldsSeq(cell) {
		widest = max(widest, ansi.StringWidth(word))
	}
	return widest
}
