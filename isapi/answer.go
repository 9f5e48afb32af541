package isapi

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"camreset/isapi/auth"
	"camreset/isapi/document"
	"camreset/isapi/value"
	"camreset/isapi/wire"
)

// Reply is what every probe tells about its answer. All texts are cleaned.
type Reply struct {
	Done        bool   // an HTTP answer came (Err may still tell that it broke off)
	Status      int    // HTTP status
	Server      string // Server header
	ContentType string
	Root        string      // lower-case name of the XML root, or "html", "json", ""
	Title       string      // title of a web page
	Realm       string      // realm of the first challenge
	Location    string      // a redirect that was refused because it leads to another host
	Sub         string      // subStatusCode of the maker's ResponseStatus
	Code        int         // its statusCode: 1 and 7 are success
	Challenges  []Challenge // the logins offered
	Portal      bool        // a page of the maker's newer web interface
	Err         error       // why there is no answer, or no whole one
	Took        time.Duration

	print uint64 // fingerprint of the body: tells a page that answers everything
}

// answer is one HTTP answer, read to its end.
type answer struct {
	Reply
	body      []byte
	doc       *document.Node
	url       *url.URL // where it came from
	location  string   // Location header as it came
	cookies   []*http.Cookie
	sent      bool // the request may have reached the device
	single    bool // no other connection of ours was open meanwhile
	tlsRecord bool // the first byte was that of a TLS alert or handshake
}

// failed is an answer that there is none.
func failed(err error) *answer { return &answer{Reply: Reply{Err: err}} }

// answerOf gives the answer that came over the wire; its body is not taken apart yet.
func answerOf(came *wire.Response) *answer {
	a := &answer{
		Reply: Reply{Done: came.Done, Status: came.Status, Err: came.Err}, url: came.URL, body: came.Body,
		sent: came.Sent, single: came.Single, tlsRecord: came.TLSRecord,
	}
	if !came.Done {
		return a
	}
	a.Server, a.ContentType = Clean(came.Header.Get("Server")), Clean(came.Header.Get("Content-Type"))
	a.location = came.Header.Get("Location")
	a.cookies = (&http.Response{Header: came.Header}).Cookies()
	a.Challenges = auth.Challenges(came.Header)
	if len(a.Challenges) > 0 {
		a.Realm = a.Challenges[0].Realm
	}
	return a
}

// parse takes the body apart.
func (a *answer) parse() {
	body := a.body
	a.doc, a.Root = document.Read(body, a.ContentType)
	a.Root = Clean(a.Root)
	a.Sub = subOf(a.doc)
	a.Code, _ = value.Number(a.doc.First("statusCode"), 99)
	if a.Root == "html" {
		a.Title = Clean(document.Title(body))
		a.Portal = a.Status/100 == 2 && bytes.Contains(body, []byte(portalSheet))
	}
	hash := fnv.New64a()
	_, _ = hash.Write(body)
	a.print = hash.Sum64()
}

// portalSheet is named in the maker's newer pages, those behind /doc/index.html.
const portalSheet = "shepherd.css"

// hungUp reports that the device ended the connection instead of answering.
func (a *answer) hungUp() bool { return wire.HungUp(a.Err) }

// lost makes the error of a request that got no answer: if it may have reached
// the device, what the device did is not known.
func (a *answer) lost() {
	if a.Err != nil && a.sent && !errors.Is(a.Err, ErrLost) {
		a.Err = fmt.Errorf("%w: %w", ErrLost, a.Err)
	}
}

// succeeded reports whether the device says that it did it: statusCode 1, or 7,
// which asks for a restart on top (ISAPI guide, error codes). HTTP 200 alone says
// nothing.
func (a *answer) succeeded() bool {
	return a.Err == nil && a.Status/100 == 2 && (a.Code == 1 || a.Code == 7) && sentinelOf(a.Sub) == nil
}

// stale reports a refusal that says nothing of the password: the nonce was too old.
func (a *answer) stale() bool {
	c, ok := auth.Choose(a.Challenges)
	return a.Err == nil && a.Status == 401 && ok && c.Scheme != Basic && c.Stale
}

// realmOf is the realm of the challenge that would be answered; asks is false for
// an answer that asks for no login.
func (a *answer) realmOf() (realm string, asks bool) {
	if a.Err != nil || a.Status != 401 {
		return "", false
	}
	c, ok := auth.Choose(a.Challenges)
	switch {
	case ok:
		return c.Realm, true
	case lockOf(a.doc).Locked == Yes: // it offers no login now, and none leaves
		return "", false
	}
	return a.Realm, true
}

// activation reads the state from a refusal: notActivated and hasActivated of
// the ISAPI guide's error codes.
func (a *answer) activation() Tri {
	switch said := sentinelOf(a.Sub); {
	case errors.Is(said, ErrInactive):
		return No
	case errors.Is(said, ErrAlreadyActive):
		return Yes
	}
	return Unknown
}

func (a *answer) userActivated() Tri {
	if a.Root == "usercheck" || a.Root == "json" {
		if told := value.ParseTri(a.doc.First("isActivated")); told != Unknown {
			return told
		}
	}
	return a.activation()
}

// sessionOnly reports a refusal that offers no login known here, so that only
// the session login may be left.
func (a *answer) sessionOnly() bool {
	known := func(c Challenge) bool { return c.Scheme != "" }
	return a.Err == nil && a.Status == 401 && !slices.ContainsFunc(a.Challenges, known)
}

// saysYes reports whether a body is one that only a logged-in user gets. A 200
// with a web page, or with nothing, is none.
func (a *answer) saysYes() bool {
	said := a.doc.First("statusValue")
	switch a.Root {
	case "usercheck", "sessionlogin", "json":
		return said == "200" || said == "" && (strings.EqualFold(a.doc.First("statusString"), "OK") || a.Code == 1)
	case "responsestatus":
		return a.Code == 1
	}
	return a.Root == "deviceinfo"
}

// letThrough reports an answer to a login that was not refused as a login, and
// doesn't say that it was right either: there is no such path, or what came is of
// a form that is not known.
func (a *answer) letThrough() bool {
	switch {
	case a.Status == 404, errors.Is(sentinelOf(a.Sub), ErrNotSupported):
		return true
	case a.Status/100 != 2 || sentinelOf(a.Sub) != nil:
		return false
	}
	return a.Code == 0 && a.doc.First("statusValue") == ""
}

// aboutThePath reports a refusal that concerns what was asked for, not the login:
// the next request of the same login may go out.
func (a *answer) aboutThePath() bool {
	return a.Done && a.Err == nil && a.sent && a.Status != 401 && lockOf(a.doc).Locked != Yes
}
