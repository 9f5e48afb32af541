package simcam

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// call is one request on its way through the camera.
type call struct {
	*http.Request
	body []byte
	caller
}

// reply is what the camera sends back.
type reply struct {
	status int
	kind   string // Content-Type
	body   string
	header http.Header
	lost   bool // hang up instead
}

// lost is the reply that never arrives.
var lost = reply{lost: true}

const (
	kindHTML = "text/html"
	kindPage = "text/html; charset=utf-8"
	kindXML  = `application/xml; charset="UTF-8"` // with quotes (observed)
)

func isISAPI(q *call) bool { return strings.HasPrefix(q.URL.Path, "/ISAPI/") }

func isPage(q *call) bool { return q.URL.Path == "/" || strings.HasPrefix(q.URL.Path, "/doc/") }

// send writes a reply. One to HTTP/1.0 is the last on its connection, and says so as devices do.
func (a reply) send(w http.ResponseWriter, r *http.Request, server string) {
	h := w.Header()
	if !r.ProtoAtLeast(1, 1) {
		h.Set("Connection", "close")
	}
	for name, values := range a.header {
		h[name] = values // as spelled: cameras write WWW-Authenticate
	}
	if server != "" {
		h.Set("Server", server)
	}
	if a.kind != "" {
		h.Set("Content-Type", a.kind)
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
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

// redirect sends a client on; one that writes keeps its method.
func redirect(to string, reading bool) reply {
	a := errorPage(http.StatusTemporaryRedirect)
	if reading {
		a = errorPage(http.StatusFound)
	}
	a.header = http.Header{"Location": {to}}
	return a
}
