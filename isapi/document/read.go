package document

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Read makes a tree of a reply's body and says what it is: "json", "html", the
// lower-case name of the XML root, or "" for anything else. What breaks off or
// goes beyond the bounds is kept as far as it was whole; what is broken in the
// middle costs no more than itself.
func Read(body []byte, contentType string) (doc *Node, root string) {
	text := strings.TrimSpace(decode(body))
	switch {
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		doc = readJSON(text)
		if len(doc.Kids) == 0 {
			return nil, ""
		}
		return doc, "json"
	case !strings.HasPrefix(text, "<"):
		return nil, ""
	}
	if isHTML(text, contentType) {
		return nil, "html"
	}
	outermost := XML(text, -1).Kids
	if len(outermost) == 0 {
		return nil, ""
	}
	doc = outermost[0] // the first document counts
	if root = strings.ToLower(doc.Name); root == "html" {
		return nil, root
	}
	return doc, root
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

// Title gives the title of a web page, as it stands there.
func Title(body []byte) string {
	_, rest, ok := bytes.Cut(body, []byte("<title>"))
	if !ok {
		_, rest, ok = bytes.Cut(body, []byte("<TITLE>"))
	}
	text, _, closed := bytes.Cut(rest, []byte("<"))
	if !ok || !closed {
		return ""
	}
	return decode(text)
}
