package simcam

import (
	"encoding/xml"
	"net/http"
)

// Status codes of a ResponseStatus with their texts (maker's guide).
const (
	statusOK         = 1
	deviceError      = 3
	invalidOperation = 4
	invalidFormat    = 5
	invalidContent   = 6
)

var statusTexts = map[int]string{
	statusOK:         "OK",
	deviceError:      "Device Error",
	invalidOperation: "Invalid Operation",
	invalidFormat:    "Invalid XML Format",
	invalidContent:   "Invalid XML Content",
}

// responseStatus is the reply to most writes and to most refusals.
type responseStatus struct {
	XMLName xml.Name `xml:"ResponseStatus"`
	document
	RequestURL string `xml:"requestURL"`
	Code       int    `xml:"statusCode"`
	Text       string `xml:"statusString"`
	Sub        string `xml:"subStatusCode"`
	Lock       string `xml:"lockStatus,omitempty"`
	RetryTimes *int   `xml:"retryTimes"`
	ResLock    *int   `xml:"resLockTime"`
	UnlockTime *int   `xml:"unlockTime"`
}

// document holds the attributes of a root element.
type document struct {
	Version   string `xml:"version,attr,omitempty"`
	Namespace string `xml:"xmlns,attr,omitempty"`
}

// xmlReply prints value as a device does: with a prologue, without indentation.
func xmlReply(status int, value any) reply {
	text, err := xml.Marshal(value)
	if err != nil { // only a fault in our own structs can cause it
		return errorPage(http.StatusInternalServerError)
	}
	return reply{status: status, kind: kindXML, body: xml.Header + string(text) + "\n"}
}

func (c *Camera) newStatus(q *call, code int, sub string) responseStatus {
	return responseStatus{
		document: c.document(), RequestURL: q.RequestURI, Code: code, Text: statusTexts[code], Sub: sub,
	}
}

func (c *Camera) status(q *call, httpStatus, code int, sub string) reply {
	return c.statusReply(q, httpStatus, c.newStatus(q, code, sub))
}

// statusReply prints a status as XML, or as JSON where the client asked for it.
func (c *Camera) statusReply(q *call, httpStatus int, s responseStatus) reply {
	if c.wantsJSON(q) {
		return s.json(httpStatus)
	}
	return xmlReply(httpStatus, s)
}

func (c *Camera) ok(q *call) reply { return c.status(q, http.StatusOK, statusOK, "ok") }

func (c *Camera) notSupported(q *call) reply {
	return c.status(q, http.StatusForbidden, invalidOperation, "notSupport")
}

func (c *Camera) badParameters(q *call) reply {
	return c.status(q, http.StatusBadRequest, invalidContent, "badParameters")
}

// riskPassword refuses a weak password. Its status code is 1, which elsewhere means success: sources agree on
// the numbers (0x10000002 begins with the status code), and clients have to read the sub-status.
func (c *Camera) riskPassword(q *call) reply {
	return c.status(q, http.StatusBadRequest, statusOK, "riskPassword")
}
