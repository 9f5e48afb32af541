package simcam

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
)

// Pages of XML that only tell something are files, in the form of real replies, with marks for what differs.

// attributes are the marks {{root}} and {{part}}: cameras repeat the attributes of a root inside a page, recorders
// don't (both observed).
func (c *Camera) attributes() (root, inside string) {
	if d := c.document(); d != (document{}) {
		root = fmt.Sprintf(` version="%s" xmlns="%s"`, d.Version, d.Namespace)
	}
	if c.sc.Generation != RecorderGen {
		inside = root
	}
	return root, inside
}

// template fills the marks of a file in pages/; marks are name and value in turn.
func (c *Camera) template(name string, marks ...any) string {
	root, inside := c.attributes()
	pairs := []string{"{{root}}", root, "{{part}}", inside}
	for i := 0; i+1 < len(marks); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{{%s}}", marks[i]), fmt.Sprint(marks[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(pageFile(name + ".xml"))
}

// list puts the items of a list between its tags.
func (c *Camera) list(root string, items ...string) string {
	attributes, _ := c.attributes()
	return "<" + root + attributes + ">\n" + strings.Join(items, "") + "</" + root + ">\n"
}

// single makes an item of a list a page of its own: it is the root then.
func (c *Camera) single(item string) string {
	root, inside := c.attributes()
	if root == inside {
		return item
	}
	return strings.Replace(item, ">", root+">", 1)
}

// documentReply answers with a page.
func documentReply(text string) reply {
	return reply{status: http.StatusOK, kind: kindXML, body: xml.Header + text}
}

// choose picks one of two values for a mark.
func choose[T any](yes bool, then, otherwise T) T {
	if yes {
		return then
	}
	return otherwise
}
