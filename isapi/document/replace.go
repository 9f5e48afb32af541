package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// At names one element of a document: the child Name of the first element In, at any
// depth, whose child Key has the text Is; where Key is empty, of the first In that has
// such a child. Names are compared without namespace and case.
type At struct{ In, Key, Is, Name string }

// Replace gives an XML document with the text of one element replaced, and its name where
// name is another one: a host stands as hostName or as ipAddress. Everything else stays
// byte for byte as it came: older firmware insists on its own order and namespaces. ok is
// false where there is no such element, it holds others, or the document is not whole.
func Replace(body []byte, at At, name, value string) (changed []byte, ok bool) {
	root, whole := spans(body)
	if !whole {
		return nil, false
	}
	kid := root.find(at)
	if kid == nil || len(kid.kids) > 0 {
		return nil, false
	}
	var escaped bytes.Buffer
	if xml.EscapeText(&escaped, []byte(value)) != nil {
		return nil, false
	}
	if !strings.EqualFold(name, kid.name) {
		tag := strings.TrimSuffix(kid.tag, kid.name) + name
		return slices.Concat(body[:kid.start], []byte("<"+tag+">"+escaped.String()+"</"+tag+">"), body[kid.end:]), true
	}
	if kid.empty { // <name/>
		tag := strings.TrimRight(string(body[kid.start:kid.end]), "/> \t\r\n")
		written := tag + ">" + escaped.String() + "</" + kid.tag + ">"
		return slices.Concat(body[:kid.start], []byte(written), body[kid.end:]), true
	}
	return slices.Concat(body[:kid.from], escaped.Bytes(), body[kid.to:]), true
}

// Get gives the text of an element; found is false where there is none.
func Get(doc *Node, at At) (text string, found bool) {
	if doc == nil {
		return "", false
	}
	all := doc.All(at.In)
	if strings.EqualFold(doc.Name, at.In) {
		all = append([]*Node{doc}, all...)
	}
	for _, n := range all {
		if at.Key != "" && !slices.ContainsFunc(n.Kids, func(k *Node) bool {
			return strings.EqualFold(k.Name, at.Key) && strings.EqualFold(k.Text, at.Is)
		}) {
			continue
		}
		for _, k := range n.Kids {
			if strings.EqualFold(k.Name, at.Name) {
				return k.Text, true
			}
		}
	}
	return "", false
}

// span is an element with where it stands: its tags from start to end, what is between
// them from from to to.
type span struct {
	name, tag            string
	start, from, to, end int
	empty                bool
	text                 []byte
	kids                 []*span
}

func (s *span) find(at At) *span {
	fits := at.Key == "" || slices.ContainsFunc(s.kids, func(k *span) bool {
		return strings.EqualFold(k.name, at.Key) && strings.EqualFold(strings.TrimSpace(string(k.text)), at.Is)
	})
	if strings.EqualFold(s.name, at.In) && fits {
		for _, k := range s.kids {
			if strings.EqualFold(k.name, at.Name) {
				return k
			}
		}
	}
	for _, k := range s.kids {
		if found := k.find(at); found != nil {
			return found
		}
	}
	return nil
}

// spans reads where the elements of a document stand; whole is false for one that is
// broken, beyond the bounds, or in another charset than UTF-8.
func spans(body []byte) (root *span, whole bool) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	root = &span{}
	open, count := []*span{root}, 0
	for {
		start := int(decoder.InputOffset())
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return root, len(open) == 1 && len(root.kids) == 1
		}
		if err != nil {
			return nil, false
		}
		at := int(decoder.InputOffset())
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			if count++; count > maxElements || len(open) > maxDepth {
				return nil, false
			}
			tag := token.Name.Local
			if token.Name.Space != "" {
				tag = token.Name.Space + ":" + tag
			}
			s := &span{name: token.Name.Local, tag: tag, start: start, from: at}
			s.empty = bytes.HasSuffix(body[start:at], []byte("/>"))
			last.kids = append(last.kids, s)
			open = append(open, s)
		case xml.CharData:
			last.text = append(last.text, token...)
		case xml.EndElement:
			if len(open) == 1 || token.Name.Local != last.name {
				return nil, false
			}
			last.to, last.end = start, at
			open = open[:len(open)-1]
		}
	}
}

// WithoutProlog gives an XML document from its first element on.
func WithoutProlog(text string) string {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if strings.HasPrefix(text, "<?xml") {
		if end := strings.Index(text, "?>"); end >= 0 {
			text = strings.TrimSpace(text[end+2:])
		}
	}
	return text
}
