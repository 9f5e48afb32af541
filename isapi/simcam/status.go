package simcam

import (
	"encoding/xml"
	"fmt"
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
	return c.say(q, httpStatus, c.newStatus(q, code, sub))
}

// say prints a status as XML, or as JSON where the client asked for it.
func (c *Camera) say(q *call, httpStatus int, s responseStatus) reply {
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

// starting refuses a write during the start, as observed: 403 Invalid Operation.
func (c *Camera) starting(q *call) reply {
	if isPage(q) {
		return c.notice(http.StatusForbidden, "The camera is still starting. Try again in half a minute.")
	}
	return c.status(q, http.StatusForbidden, invalidOperation, "invalidOperation")
}

// errorPage is the page of the web server inside many cameras.
func errorPage(status int) reply {
	text := http.StatusText(status)
	detail := "<pre></pre>"
	if status == http.StatusUnauthorized {
		detail = "<p>Authentication Error: Access Denied! Authorization required.</p>"
	}
	return reply{status: status, kind: kindHTML, body: fmt.Sprintf(
		"<!DOCTYPE html>\n<html><head><title>Document Error: %s</title></head>\n"+
			"<body><h2>Access Error: %d -- %s</h2>\n%s</body></html>\n", text, status, text, detail)}
}
