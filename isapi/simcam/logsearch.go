package simcam

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// logPage is how many entries one reply has at most (inference).
const logPage = 100

// search is a question to the log; the misspelling is the maker's.
type search struct {
	XMLName  xml.Name
	ID       string `xml:"searchID"`
	Kind     string `xml:"metaId"`
	Spans    []span `xml:"timeSpanList>timeSpan"`
	Most     int    `xml:"maxResults"`
	Position int    `xml:"searchResultPostion"`
}

type span struct {
	Start string `xml:"startTime"`
	End   string `xml:"endTime"`
}

// logSearch tells entries of the log, the newest last (maker's guide). What comes after the last one that fits is told by
// another position.
func (c *Camera) logSearch(q *call) reply {
	var asked search
	if xml.Unmarshal(q.body, &asked) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	if asked.XMLName.Local != "CMSearchDescription" {
		return c.status(q, http.StatusBadRequest, invalidContent, "badXmlContent")
	}
	found, ok := c.found(asked)
	if !ok || asked.Most < 1 || asked.Position < 0 {
		return c.badParameters(q)
	}
	found = found[min(asked.Position, len(found)):]
	word := choose(len(found) > 0, "OK", "NO MATCHES")
	if most := min(asked.Most, logPage); len(found) > most {
		found, word = found[:most], "MORE"
	}
	var items strings.Builder
	for _, e := range found {
		items.WriteString(c.template("logentry", "kind", e.kind, "at", e.at.Format(deviceTime), "user", escaped(e.user), "address", escaped(e.address)))
	}
	return documentReply(c.template("logsearch", "id", escaped(asked.ID), "word", word, "count", len(found), "items", items.String()))
}

// found are all entries of some kinds within some times; no times are all.
func (c *Camera) found(asked search) (list []logEntry, ok bool) {
	type times struct{ start, end time.Time }
	var spans []times
	for _, s := range asked.Spans {
		start, ok1 := readMoment(strings.TrimSpace(s.Start), c.now().Location())
		end, ok2 := readMoment(strings.TrimSpace(s.End), c.now().Location())
		if !ok1 || !ok2 {
			return nil, false
		}
		spans = append(spans, times{start, end})
	}
	kind := strings.TrimSpace(asked.Kind)
	if kind != logRoot && !strings.HasPrefix(kind, logRoot+"/") {
		return nil, false
	}
	for _, e := range c.logged {
		in := len(spans) == 0
		for _, s := range spans {
			in = in || !e.at.Before(s.start) && !e.at.After(s.end)
		}
		if in && (e.kind == kind || strings.HasPrefix(e.kind, kind+"/")) {
			list = append(list, e)
		}
	}
	return list, true
}

// onlineUsers lists the sessions that are open, the oldest first. A digest opens none (inference).
func (c *Camera) onlineUsers(*call) reply {
	var items []string
	for i, s := range c.ram.inOrder() {
		items = append(items, c.template("onlineuser", "id", fmt.Sprint(i+1), "name", AdminUser, "at", s.opened.Format(deviceTime), "address", escaped(s.address)))
	}
	return documentReply(c.list("OnlineUserList", items...))
}
