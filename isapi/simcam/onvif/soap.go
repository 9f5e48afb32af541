// Package onvif is ONVIF from a device's side, as far as clients ask before everything else: who is there, what the
// clock says, what it can do, what it is. Messages are files in the form of real replies, with marks for what differs.
//
// To add an action, put the body of its answer into a file NAME.xml here and answer it with [Answer].
package onvif

import (
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"strings"
)

// ContentType is that of every message.
const ContentType = "application/soap+xml; charset=utf-8"

// Path is where the one service is that every ONVIF device has.
const Path = "/onvif/device_service"

//go:embed *.xml
var files embed.FS

// Envelope is a request as ONVIF clients write it, in whatever namespaces.
type Envelope struct {
	XMLName xml.Name `xml:"Envelope"`
	Header  struct {
		MessageID string
		Token     UsernameToken `xml:"Security>UsernameToken"`
	}
	Body struct {
		Action struct {
			XMLName xml.Name
			Types   string // of devices that are looked for
		} `xml:",any"`
	}
}

// Read reads a request; the error is that of encoding/xml.
func Read(message []byte) (*Envelope, error) {
	e := &Envelope{}
	return e, xml.Unmarshal(message, e)
}

// Action is the name of what is asked, such as GetCapabilities.
func (e *Envelope) Action() string { return e.Body.Action.XMLName.Local }

// Answer is the message for a request: that of the file with that name. Marks are name and value in turn; values are
// put in as they are.
func Answer(name string, marks ...any) string {
	return enveloped("<env:Body>" + fill(name, marks...) + "</env:Body>\n")
}

// Fault is the message that refuses a request (observed forms).
func Fault(code, subcode, reason string) string {
	return Answer("fault", "code", code, "subcode", subcode, "reason", reason)
}

// enveloped is a message. Two of its namespaces are the maker's own (observed).
func enveloped(inner string) string { return fill("envelope", "inner", inner) }

// fill puts values for the marks of a file, which is part of the program, so it is there.
func fill(name string, marks ...any) string {
	text, _ := files.ReadFile(name + ".xml")
	pairs := make([]string, 0, len(marks))
	for i := 0; i+1 < len(marks); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{{%s}}", marks[i]), fmt.Sprint(marks[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(string(text))
}

// Escape gives a text as it may stand in a message.
func Escape(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}
