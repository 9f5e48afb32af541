// Package sadpxml is the XML of SADP from the device's side: how a device reads a [Request], and how it writes an
// answer of [Field] values in its own [Style].
package sadpxml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Request is one as the devices read it: one line of XML, an element for everything. Fields are named as the elements.
type Request struct {
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

// ErrAnswer marks what other devices send to the group, and no device answers.
var ErrAnswer = errors.New("simcam: no request")

var errForm = errors.New("simcam: not the form the firmware expects")

// Read reads a request. One that does not begin with XML or has more than one line stays unanswered: devices are
// only known to understand such. An inquiry may have a line break after its declaration, and name any encoding that
// ASCII is part of, as programs send it that find devices (several of them). ErrAnswer tells that it is none.
func Read(message []byte) (*Request, error) {
	if bytes.Contains(message, []byte("<ProbeMatch")) || bytes.Contains(message, []byte("<Hello")) {
		return nil, ErrAnswer
	}
	p := &Request{}
	decoder := xml.NewDecoder(bytes.NewReader(message))
	decoder.CharsetReader = func(_ string, same io.Reader) (io.Reader, error) { return same, nil }
	if err := decoder.Decode(p); err != nil {
		return nil, err
	}
	p.Uuid, p.Types = strings.TrimSpace(p.Uuid), strings.TrimSpace(p.Types)
	line := message
	if p.Inquires() {
		line = message[max(bytes.Index(message, []byte("<Probe")), 0):]
	}
	if p.XMLName.Local != "Probe" || message[0] != '<' || bytes.ContainsAny(line, "\r\n") {
		return nil, errForm
	}
	return p, nil
}

// Inquires tells whether a request only asks who is there.
func (p *Request) Inquires() bool { return p.Types == "inquiry" || p.Types == "inquiry_v32" }

// everyMAC in an inquiry means all devices, as no MAC does; no command can be meant for all.
const everyMAC = "ffffffffffff"

// IsFor tells whether a request is meant for the device of that MAC, or for all.
func (p *Request) IsFor(mac string) bool {
	asked := plainMAC(p.MAC)
	return p.MAC == "" || asked == plainMAC(mac) || asked == everyMAC && p.Inquires()
}

func plainMAC(mac string) string {
	return strings.ToLower(strings.NewReplacer("-", "", ":", "").Replace(strings.TrimSpace(mac)))
}
