package isapi

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"
)

// Bounds of a document. The deepest real reply has 9 levels, the longest some
// 3,000 elements.
const (
	maxDepth    = 64
	maxElements = 20_000
	maxValue    = 8 << 10  // bytes of one value; the longest, a key, has 1,024
	maxToken    = 64 << 10 // bytes of one tag, text or comment: a tag of a megabyte grows to 100
)

// node is one element of a reply, XML or JSON alike, under its lower-case local
// name. Namespaces and attributes are left out: one device uses several
// namespaces, and none tells its kind (observed).
type node struct {
	name string
	text string
	kids []*node
	raw  []byte // the text of one that is still open
}

// first gives the text of the first element that has one of these names:
// children before deeper ones, and the first of duplicates. A nil node has none.
func (n *node) first(names ...string) string {
	if n == nil {
		return ""
	}
	for _, name := range names {
		name = strings.ToLower(name)
		for _, kid := range n.kids {
			if kid.name == name {
				return kid.text
			}
		}
	}
	for _, kid := range n.kids {
		if text := kid.first(names...); text != "" {
			return text
		}
	}
	return ""
}

// all gives every element of this name, in document order.
func (n *node) all(name string) []*node {
	if n == nil {
		return nil
	}
	var found []*node
	for _, kid := range n.kids {
		if kid.name == strings.ToLower(name) {
			found = append(found, kid)
		}
		found = append(found, kid.all(name)...)
	}
	return found
}

// read makes a tree of a reply's body and says what it is: "json", "html", the
// lower-case name of the XML root, or "" for anything else. What breaks off or
// goes beyond the bounds is kept as far as it was whole.
func read(body []byte, contentType string) (doc *node, root string) {
	text := strings.TrimSpace(decode(body))
	switch {
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		doc = readJSON(text)
		if len(doc.kids) == 0 {
			return nil, ""
		}
		return doc, "json"
	case !strings.HasPrefix(text, "<"):
		return nil, ""
	}
	if isHTML(text, contentType) {
		return nil, "html"
	}
	if doc = readXML(text); doc == nil {
		return nil, ""
	}
	if doc.name == "html" {
		return nil, "html"
	}
	return doc, doc.name
}

// decode gives the body as text. What is valid UTF-8 is UTF-8 whatever the
// prolog declares; the rest is taken as Latin-1, where every byte has a meaning.
func decode(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if utf8.Valid(body) {
		return string(body)
	}
	var text strings.Builder
	text.Grow(2 * len(body))
	for _, b := range body {
		text.WriteRune(rune(b))
	}
	return text.String()
}

// isHTML tells a web page from XML by its beginning, and only then by the
// header: firmwares send XML as text/html too.
func isHTML(text, contentType string) bool {
	head := strings.ToLower(text[:min(len(text), 512)])
	if strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") {
		return true
	}
	if !strings.Contains(strings.ToLower(contentType), "text/html") {
		return false
	}
	for _, tag := range []string{"<head", "<body", "<script", "<title", "<meta", "<frameset"} {
		if strings.Contains(head, tag) {
			return true
		}
	}
	return false
}

// readXML reads leniently: no prolog, any charset, bare ampersands, unclosed
// ends. Declared entities are never expanded.
func readXML(text string) *node {
	source := &leash{Reader: strings.NewReader(strings.Map(xmlRune, text))}
	decoder := xml.NewDecoder(source)
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root := &node{}
	open := []*node{root}
	for count := 0; count < maxElements; {
		source.left = maxToken
		token, err := decoder.RawToken()
		if err != nil {
			break
		}
		innermost := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			if count++; len(open) > maxDepth {
				count = maxElements
				break
			}
			n := &node{name: strings.ToLower(token.Name.Local)}
			innermost.kids = append(innermost.kids, n)
			open = append(open, n)
		case xml.CharData:
			if len(innermost.raw) < maxValue {
				innermost.raw = append(innermost.raw, token...)
			}
		case xml.EndElement:
			open = closeElement(open, strings.ToLower(token.Name.Local))
		}
	}
	if len(root.kids) == 0 {
		return nil
	}
	return root.kids[0] // the first document counts
}

// leash bounds what the decoder takes for one token: it keeps the whole token,
// and 32 times as much for a tag with many attributes.
type leash struct {
	*strings.Reader
	left int
}

// ReadByte is what the decoder reads with.
func (l *leash) ReadByte() (byte, error) {
	if l.left--; l.left < 0 {
		return 0, io.EOF
	}
	return l.Reader.ReadByte()
}

// closeElement ends the innermost open element of this name with all inside it;
// an end that fits nothing is passed over. One that never ends has no text: half a
// value is none.
func closeElement(open []*node, name string) []*node {
	for i := len(open) - 1; i > 0; i-- {
		if open[i].name == name {
			for _, n := range open[i:] {
				n.text, n.raw = strings.TrimSpace(string(n.raw)), nil
			}
			return open[:i]
		}
	}
	return open
}

// xmlRune drops the characters that XML forbids, so that one of them in a name
// does not cost the whole reply.
func xmlRune(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
		return -1
	}
	return r
}

// readJSON reads the same tree from JSON; numbers and words become text. An
// object that wraps one object only, {"ActivateStatus":{…}}, gives its name.
func readJSON(text string) *node {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	root := &node{}
	count := 0
	jsonValue(decoder, root, 0, &count)
	if len(root.kids) == 1 && len(root.kids[0].kids) > 0 {
		return root.kids[0]
	}
	return root
}

// jsonValue reads one value into n and reports whether reading can go on.
func jsonValue(decoder *json.Decoder, n *node, depth int, count *int) bool {
	token, err := decoder.Token()
	if *count++; err != nil || depth > maxDepth || *count > maxElements {
		return false
	}
	switch token := token.(type) {
	case json.Delim:
		return jsonList(decoder, n, token, depth, count)
	case string:
		n.text = strings.TrimSpace(token)
	case json.Number:
		n.text = token.String()
	case bool:
		n.text = map[bool]string{true: "true", false: "false"}[token]
	}
	return true
}

// jsonList reads the members of an object, or the items of an array as unnamed
// children.
func jsonList(decoder *json.Decoder, n *node, delim json.Delim, depth int, count *int) bool {
	for decoder.More() {
		kid := &node{}
		if delim == '{' {
			key, err := decoder.Token()
			if err != nil {
				return false
			}
			kid.name, _ = key.(string)
			kid.name = strings.ToLower(kid.name)
		}
		whole := jsonValue(decoder, kid, depth+1, count)
		n.kids = append(n.kids, kid)
		if !whole {
			return false
		}
	}
	_, err := decoder.Token()
	return err == nil
}
