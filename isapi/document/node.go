package document

import "strings"

// Node is one element of a reply, XML or JSON alike. Namespaces and attributes are
// left out: one device uses several namespaces (DS-7616NI-K2, V4.74.210), and none tells
// its kind.
type Node struct {
	Name  string  // local, as told; names are compared without case
	Text  string  // up to the first tag in it, without blanks around; empty where it was cut off
	Kids  []*Node // in document order
	Ended bool    // of XML: its own end tag came

	full bool // a tag has come in it: what follows is no text of its own
}

// First gives the text of the first element that has one of these names:
// children before deeper ones, and the first of duplicates. A nil node has none.
func (n *Node) First(names ...string) string {
	if n == nil {
		return ""
	}
	for _, name := range names {
		for _, kid := range n.Kids {
			if strings.EqualFold(kid.Name, name) {
				return kid.Text
			}
		}
	}
	for _, kid := range n.Kids {
		if text := kid.First(names...); text != "" {
			return text
		}
	}
	return ""
}

// All gives every element of this name, in document order.
func (n *Node) All(name string) []*Node {
	if n == nil {
		return nil
	}
	var found []*Node
	for _, kid := range n.Kids {
		if strings.EqualFold(kid.Name, name) {
			found = append(found, kid)
		}
		found = append(found, kid.All(name)...)
	}
	return found
}
