package sadpxml

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Field is one element of an answer: with a value, or with fields of its own.
type Field struct {
	Name, Value string
	Inner       []Field
}

// Text is a field with a value.
func Text(name, value string) Field { return Field{Name: name, Value: value} }

// Number is a field with a number in decimal.
func Number(name string, n int) Field { return Text(name, strconv.Itoa(n)) }

// Bool is a field with true or false.
func Bool(name string, value bool) Field { return Text(name, fmt.Sprint(value)) }

// Style is how a device writes. The zero value is the usual way.
type Style struct {
	ForeignUUID bool   // under the Uuid of somebody else's message (observed: answers are sent to the group)
	Misspelled  bool   // false is spelled flase (observed in two of the fields)
	Blanks      bool   // a blank at the end of Types (observed)
	Colons      bool   // the MAC has colons (observed)
	CRLF        bool   // lines end in CR LF
	Cut         int    // messages end after that many bytes; 0 means whole
	Extra       string // put as it is before the end of every list of fields, well-formed or not
}

// foreignUuid is that of a message which somebody else sent.
const foreignUuid = "8282F1DB-2FA6-4709-B261-3C6B6A48CA17"

// Write makes a message, whose root is ProbeMatch or Hello, in the layout of real ones: the first element stands on the
// line of the root.
func (f Style) Write(root string, list []Field) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<" + root + ">")
	for _, e := range list {
		f.element(&b, e)
		b.WriteByte('\n')
	}
	b.WriteString(f.Extra + "</" + root + ">\n")
	message := b.Bytes()
	if f.CRLF {
		message = bytes.ReplaceAll(message, []byte("\n"), []byte("\r\n"))
	}
	if f.Cut > 0 && f.Cut < len(message) {
		message = slices.Clip(message[:f.Cut])
	}
	return message
}

// element writes a field with those inside it.
func (f Style) element(b *bytes.Buffer, e Field) {
	b.WriteString("<" + e.Name + ">")
	_ = xml.EscapeText(b, []byte(f.spell(e))) // a buffer takes everything
	for _, inner := range e.Inner {
		f.element(b, inner)
	}
	b.WriteString("</" + e.Name + ">")
}

// spell writes a value the way this device does.
func (f Style) spell(e Field) string {
	switch {
	case e.Name == "Uuid" && f.ForeignUUID:
		return foreignUuid
	case e.Name == "Types" && f.Blanks:
		return e.Value + " "
	case e.Name == "MAC" && !f.Colons:
		return strings.ReplaceAll(e.Value, ":", "-")
	case e.Value == "false" && f.Misspelled:
		return "flase"
	}
	return e.Value
}
