package sadp

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"camreset/isapi"
)

// Bounds of what is kept of one record: a list holds many. Real ones have 45
// elements at most, and less than 2 KB in all.
const (
	maxElements = 96
	maxRecord   = 4 << 10
)

// Elements are all that a device told, cleaned: of each element a line with its
// name on the wire and one with its text, by name. One string for a record keeps a
// list of a thousand small, and two records comparable.
type Elements string

// ElementsOf packs elements; names and texts must have gone through isapi.Clean.
func ElementsOf(told map[string]string) Elements {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(told)) {
		b.WriteString(name + "\n" + told[name] + "\n")
	}
	return Elements(b.String())
}

// All gives every element by its name.
func (e Elements) All() iter.Seq2[string, string] {
	return func(yield func(name, text string) bool) {
		for rest := string(e); rest != ""; {
			name, after, _ := strings.Cut(rest, "\n")
			text, next, _ := strings.Cut(after, "\n")
			if !yield(name, text) {
				return
			}
			rest = next
		}
	}
}

// Get gives the text of an element, empty where there is none.
func (e Elements) Get(wanted string) string {
	for name, text := range e.All() {
		if name == wanted {
			return text
		}
	}
	return ""
}

// record is what a device told while it is read: texts by names, cleaned.
type record map[string]string

// recordFrom cleans the elements of a message. Of one beyond the bounds those that
// come first in the alphabet are kept: the same ones every time.
func recordFrom(fields map[string]string) (r record, whole bool) {
	size := 0
	r = make(record, min(len(fields), maxElements))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		clean, text := isapi.Clean(name), isapi.Clean(fields[name])
		if size += len(clean) + len(text); size > maxRecord || len(r) >= maxElements {
			return r, false
		}
		r[clean] = text
	}
	return r, true
}
