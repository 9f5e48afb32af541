package sadp

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"camreset/isapi/document"
)

// Bounds of a datagram. Real ones have 45 elements at most and texts below 300
// bytes; the element that opens them stands in the first line.
const (
	maxDatagram = 64 << 10
	maxFields   = 256
	maxName     = 64
	maxValue    = 4 << 10
)

// Parse reads a datagram, also one with a bare &, odd bytes or a cut end, as real
// devices send them. Zero bytes often follow it.
func Parse(datagram []byte) (Message, error) {
	if len(datagram) > maxDatagram {
		return Message{}, fmt.Errorf("%w: %d bytes", ErrUnreadable, len(datagram))
	}
	root := rootIn(tree(datagram))
	if root == nil {
		return Message{}, ErrUnreadable
	}
	fields := make(map[string]string, len(root.Kids))
	gather(fields, root)
	return messageOf(root.Name, fields, !root.Ended), nil
}

// tree reads XML. Bytes and characters that can't be are marked, not dropped: what
// has to go on exactly as told may not pass for whole.
func tree(datagram []byte) *document.Node {
	text := strings.ToValidUTF8(string(bytes.TrimPrefix(datagram, []byte("\ufeff"))), string(utf8.RuneError))
	return document.XML(text, utf8.RuneError)
}

// rootIn finds the element of this protocol.
func rootIn(n *document.Node) *document.Node {
	for _, kid := range n.Kids {
		if known(kid.Name) {
			return kid
		}
		if root := rootIn(kid); root != nil {
			return root
		}
	}
	return nil
}

// known reports whether a root element is one of this protocol.
func known(root string) bool { return root == rootMatch || root == rootHello || root == rootProbe }

// gather notes the elements of the first level. One without an end of its own seems
// to hold those behind it.
func gather(fields map[string]string, n *document.Node) {
	for _, kid := range n.Kids {
		keep(fields, kid.Name, kid.Text)
		if !kid.Ended {
			gather(fields, kid)
		}
	}
}

// keep notes an element. Of several with one name the first that has a text
// counts: one device of another maker that speaks this protocol sends DeviceType
// twice.
func keep(fields map[string]string, name, text string) {
	if len(name) > maxName || len(text) > maxValue || len(fields) >= maxFields || fields[name] != "" {
		return
	}
	fields[name] = text
}
