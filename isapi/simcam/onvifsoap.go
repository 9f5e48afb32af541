package simcam

import (
	"encoding/xml"
	"net/http"
)

const kindSOAP = "application/soap+xml; charset=utf-8"

// envelope is a request as ONVIF clients write it, in whatever namespaces.
type envelope struct {
	XMLName xml.Name `xml:"Envelope"`
	Header  struct {
		MessageID string
		Token     usernameToken `xml:"Security>UsernameToken"`
	}
	Body struct {
		Action struct {
			XMLName xml.Name
			Types   string // of devices that are looked for
		} `xml:",any"`
	}
}

func readEnvelope(message []byte) (*envelope, error) {
	e := &envelope{}
	return e, xml.Unmarshal(message, e)
}

// enveloped is a message. Two of its namespaces are the maker's own (observed).
func (c *Camera) enveloped(inner string) string { return c.sheet("onvif-envelope", "inner", inner) }

// soap answers a request.
func (c *Camera) soap(name string, marks ...any) reply {
	body := "<env:Body>" + c.sheet("onvif-"+name, marks...) + "</env:Body>\n"
	return reply{status: http.StatusOK, kind: kindSOAP, body: c.enveloped(body)}
}

// fault refuses one (observed forms and statuses).
func (c *Camera) fault(status int, code, subcode, reason string) reply {
	a := c.soap("fault", "code", code, "subcode", subcode, "reason", reason)
	a.status = status
	return a
}
