package simcam

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// probe is one request as the devices read it: one line of XML, an element for everything.
type probe struct {
	XMLName  xml.Name
	Uuid     string
	Types    string
	MAC      string
	Code     string
	GUID     string
	Password struct {
		Text string `xml:",chardata"`
		Salt string `xml:"bSalt,attr"`
	}
	IPv4Address    string
	IPv4SubnetMask string
	IPv4Gateway    string
	DHCP           string
	CommandPort    string
	HttpPort       string
	Questions      []struct {
		ID     string
		Answer string
	} `xml:"QuestionList>Question"`
}

// errOthers marks what other devices send to the group.
var errOthers = errors.New("simcam: no request")

// readProbe reads a request. One that does not begin with XML or has more than one line stays unanswered: devices are
// only known to understand such. An inquiry may have a line break after its declaration, and name any encoding that
// ASCII is part of, as programs send it that find devices (several of them).
func readProbe(message []byte) (*probe, error) {
	if bytes.Contains(message, []byte("<ProbeMatch")) || bytes.Contains(message, []byte("<Hello")) {
		return nil, errOthers
	}
	p := &probe{}
	decoder := xml.NewDecoder(bytes.NewReader(message))
	decoder.CharsetReader = func(_ string, same io.Reader) (io.Reader, error) { return same, nil }
	if err := decoder.Decode(p); err != nil {
		return nil, err
	}
	p.Uuid, p.Types = strings.TrimSpace(p.Uuid), strings.TrimSpace(p.Types)
	line := message
	if p.inquires() {
		line = message[max(bytes.Index(message, []byte("<Probe")), 0):]
	}
	if p.XMLName.Local != "Probe" || message[0] != '<' || bytes.ContainsAny(line, "\r\n") {
		return nil, errFormat
	}
	return p, nil
}

// inquires tells whether a request only asks who is there.
func (p *probe) inquires() bool { return p.Types == "inquiry" || p.Types == "inquiry_v32" }

// everyMAC in an inquiry means all devices, as no MAC does; no command can be meant for all.
const everyMAC = "ffffffffffff"

// isFor tells whether a request is meant for the device of that MAC, or for all.
func (p *probe) isFor(mac string) bool {
	asked := plainMAC(p.MAC)
	return p.MAC == "" || asked == plainMAC(mac) || asked == everyMAC && p.inquires()
}

func plainMAC(mac string) string {
	return strings.ToLower(strings.NewReplacer("-", "", ":", "").Replace(strings.TrimSpace(mac)))
}

// field is one element of an answer: with a value, or with fields of its own.
type field struct {
	name, value string
	inner       []field
}

// foreignUuid is that of a message which somebody else sent.
const foreignUuid = "8282F1DB-2FA6-4709-B261-3C6B6A48CA17"

// write makes a message in the layout of real ones: the first element stands on the line of the root.
func (f SADPForm) write(root string, list []field) []byte {
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

func (f SADPForm) element(b *bytes.Buffer, e field) {
	b.WriteString("<" + e.name + ">")
	_ = xml.EscapeText(b, []byte(f.spell(e))) // a buffer takes everything
	for _, inner := range e.inner {
		f.element(b, inner)
	}
	b.WriteString("</" + e.name + ">")
}

// spell writes a value the way this device does.
func (f SADPForm) spell(e field) string {
	switch {
	case e.name == "Uuid" && f.ForeignUuid:
		return foreignUuid
	case e.name == "Types" && f.Blanks:
		return e.value + " "
	case e.name == "MAC" && !f.Colons:
		return strings.ReplaceAll(e.value, ":", "-")
	case e.value == "false" && f.Misspelled:
		return "flase"
	}
	return e.value
}
