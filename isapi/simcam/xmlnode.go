package simcam

import (
	"encoding/xml"
	"fmt"
	"net/http"
)

// node is one element of an XML page that only tells something: a text, or further elements.
type node struct {
	XMLName xml.Name
	document
	Text  string `xml:",chardata"`
	Inner []node
}

// leaf is an element with a text.
func leaf(name string, value any) node {
	return node{XMLName: xml.Name{Local: name}, Text: fmt.Sprint(value)}
}

// branch is an element with elements.
func branch(name string, inner ...node) node {
	return node{XMLName: xml.Name{Local: name}, Inner: inner}
}

// part is such an element with the attributes of a root: cameras repeat them inside a page, recorders don't (both
// observed).
func (c *Camera) part(name string, inner ...node) node {
	n := branch(name, inner...)
	if c.sc.Generation != RecorderGen {
		n.document = c.document()
	}
	return n
}

// tell answers with a whole page.
func (c *Camera) tell(root node) reply {
	root.document = c.document()
	return xmlReply(http.StatusOK, root)
}
