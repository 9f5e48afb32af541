package simcam

import (
	"slices"
	"strconv"
	"strings"
)

// values takes single values out of a document. Those that are not there leave what they would change as it is; one that
// cannot be makes bad true.
type values struct {
	element
	bad bool
}

// find gives the text at a path of names with a slash between them.
func (v *values) find(path string) (string, bool) {
	e, there := v.at(strings.Split(path, "/")...)
	return e.text, there
}

// flag takes a truth value.
func (v *values) flag(path string, to *bool) {
	if text, there := v.find(path); there {
		*to = text == "true"
		v.bad = v.bad || text != "true" && text != "false"
	}
}

// number takes a whole number within limits.
func (v *values) number(path string, least, most int, to *int) {
	if text, there := v.find(path); there {
		n, err := strconv.Atoi(text)
		*to = n
		v.bad = v.bad || err != nil || n < least || n > most
	}
}

// word takes one of some words.
func (v *values) word(path string, to *string, words ...string) {
	if text, there := v.find(path); there {
		*to = text
		v.bad = v.bad || !slices.Contains(words, text)
	}
}

// line takes a text of some length.
func (v *values) line(path string, least, most int, to *string) {
	if text, there := v.find(path); there {
		*to = text
		v.bad = v.bad || len(text) < least || len(text) > most
	}
}
