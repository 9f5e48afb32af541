package simcam

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// element is one of a document that a client sends.
type element struct {
	name  string
	text  string // without blanks around it
	inner []element
}

// maxDepth is how deep elements may be in each other.
const maxDepth = 16

var errXML = errors.New("simcam: no XML document")

// readElement reads a document to its end.
func readElement(document []byte) (element, error) {
	d := xml.NewDecoder(bytes.NewReader(document))
	var open []element
	var root *element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && root != nil {
			return *root, nil
		}
		if err != nil {
			return element{}, errXML
		}
		switch t := token.(type) {
		case xml.StartElement:
			if root != nil || len(open) == maxDepth {
				return element{}, errXML
			}
			open = append(open, element{name: t.Name.Local})
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(t)
			}
		case xml.EndElement:
			last := open[len(open)-1]
			last.text = strings.TrimSpace(last.text)
			if open = open[:len(open)-1]; len(open) == 0 {
				root = &last
				continue
			}
			open[len(open)-1].inner = append(open[len(open)-1].inner, last)
		}
	}
}

// at gives the first element that a path leads to.
func (e element) at(path ...string) (element, bool) {
	for _, name := range path {
		found := false
		for _, in := range e.inner {
			if in.name == name {
				e, found = in, true
				break
			}
		}
		if !found {
			return element{}, false
		}
	}
	return e, true
}

// covers tells whether a document has every element of another one, whatever is in them and beside them. Items of a list
// go by their id.
func (e element) covers(other element) bool {
	if hostForm(e.name) != hostForm(other.name) {
		return false
	}
	taken := make([]bool, len(e.inner))
	for _, wanted := range other.inner {
		found := false
		for i, in := range e.inner {
			if !taken[i] && in.identity() == wanted.identity() && in.covers(wanted) {
				taken[i], found = true, true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// identity tells items of a list apart. A host stands as its name or as its address, whichever is sent.
func (e element) identity() string {
	id, _ := e.at("id")
	return hostForm(e.name) + " " + id.text
}

func hostForm(name string) string { return choose(name == "hostName", "ipAddress", name) }

// escaped is a text inside an element.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}
