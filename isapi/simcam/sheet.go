package simcam

import (
	"encoding/xml"
	"net/http"
)

// sheet is a page of settings: what a GET of it gives, a PUT gives back as a whole with something changed.
type sheet struct {
	since Generation
	only  []Generation
	read  func(*Camera) string
	// take makes other settings of those that are there; false refuses the document, and they stay as they are. Maps and
	// lists in them are not to be changed but replaced. It is nil where nothing can be changed.
	take func(*Camera, *values, *settings) bool
}

// routes are the calls of a page.
func (s sheet) routes() []route {
	get := func(c *Camera, _ *call) reply { return documentReply(s.read(c)) }
	list := []route{{method: http.MethodGet, since: s.since, only: s.only, serve: get}}
	if s.take != nil {
		put := func(c *Camera, q *call) reply { return c.put(q, s) }
		list = append(list, route{method: http.MethodPut, since: s.since, only: s.only, change: true, serve: put})
	}
	return list
}

// put takes a page back. Older firmware wants all of it (one source), so all of them do here; elements that are not
// known are left aside.
func (c *Camera) put(q *call, s sheet) reply {
	sent, err := readElement(q.body)
	if err != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	own, err := readElement([]byte(xml.Header + s.read(c)))
	if err != nil || !sent.covers(own) {
		return c.status(q, http.StatusBadRequest, invalidContent, "badXmlContent")
	}
	next, v := c.settings, &values{element: sent}
	if !s.take(c, v, &next) || v.bad {
		return c.badParameters(q)
	}
	c.settings = next
	c.applySettings()
	return c.ok(q)
}

// sheetRoutes are the calls of all pages of settings.
func sheetRoutes() routes {
	all := routes{}
	for _, sheets := range []map[string]sheet{networkSheets(), securitySheets(), timeSheets()} {
		for path, s := range sheets {
			all[path] = s.routes()
		}
	}
	return all
}
