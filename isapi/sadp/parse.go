package sadp

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Bounds of a datagram. Real ones have 45 elements at most and texts below 300
// bytes; the element that opens them stands in the first line.
const (
	maxDatagram = 64 << 10
	maxFields   = 256
	maxName     = 64
	maxValue    = 4 << 10
)

// Parse reads a datagram: first as XML, and where that fails, because real
// devices send a bare &, odd bytes or a cut end, element by element.
func Parse(datagram []byte) (Message, error) {
	if len(datagram) > maxDatagram {
		return Message{}, fmt.Errorf("%w: %d bytes", ErrUnreadable, len(datagram))
	}
	datagram = bytes.TrimPrefix(datagram, []byte("\ufeff"))
	if root, fields, err := parseXML(datagram); err == nil {
		return messageOf(root, fields, false), nil
	}
	root, fields, cut := parseLoose(datagram)
	if root == "" {
		return Message{}, ErrUnreadable
	}
	return messageOf(root, fields, cut), nil
}

// known reports whether a root element is one of this protocol.
func known(root string) bool { return root == rootMatch || root == rootHello || root == rootProbe }

// parseXML reads well-formed datagrams up to the end of the root; what follows
// it, often zero bytes, doesn't count.
func parseXML(datagram []byte) (string, map[string]string, error) {
	d := xml.NewDecoder(bytes.NewReader(datagram))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	fields, root, name, text := map[string]string{}, "", "", strings.Builder{}
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return "", nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch depth++; {
			case depth == 1 && !known(t.Name.Local):
				return "", nil, ErrUnreadable
			case depth == 1:
				root = t.Name.Local
			case depth == 2:
				name = t.Name.Local
				text.Reset()
			}
		case xml.CharData:
			if depth == 2 {
				text.Write(t)
			}
		case xml.EndElement:
			switch depth--; depth {
			case 1:
				keep(fields, name, text.String())
			case 0:
				return root, fields, nil
			}
		}
	}
}

// keep notes an element. Of several with one name the first that has a text
// counts (observed: DeviceType twice).
func keep(fields map[string]string, name, text string) {
	text = strings.TrimSpace(text)
	if len(name) > maxName || len(text) > maxValue || len(fields) >= maxFields || fields[name] != "" {
		return
	}
	fields[name] = text
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&")

// parseLoose looks for "<Name>text<" and cares for nothing else. A text that
// runs into the end of the datagram is dropped: half an address is a wrong one.
func parseLoose(datagram []byte) (root string, fields map[string]string, cut bool) {
	fields = map[string]string{}
	rest := string(datagram)
	for {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			return root, fields, true
		}
		if strings.HasPrefix(after, "!--") {
			_, rest, _ = strings.Cut(after, "-->")
			continue
		}
		tag, text, found := strings.Cut(after, ">")
		if !found {
			return root, fields, true
		}
		rest = text
		if inner := strings.LastIndexByte(tag, '<'); inner >= 0 {
			tag = tag[inner+1:] // the tag before never ended
		}
		switch tag = strings.TrimSpace(tag); {
		case root != "" && tag == "/"+root:
			return root, fields, false
		case root == "":
			if known(tag) {
				root = tag
			}
		case isName(tag):
			value, _, ended := strings.Cut(text, "<")
			if !ended {
				return root, fields, true
			}
			keep(fields, tag, entities.Replace(value))
		}
	}
}

// isName reports whether a tag is a plain opening one, as all of the protocol's.
func isName(tag string) bool {
	return tag != "" && !strings.ContainsFunc(tag, func(r rune) bool {
		return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
