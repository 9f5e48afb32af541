package clients

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/steps/secure"
)

// The pages of a device that tell who logs in.
const (
	pageOnline = "/ISAPI/Security/onlineUser"
	pageLog    = "/ISAPI/ContentMgmt/logSearch"
)

// Online asks who is logged in.
var Online = isapi.PageRequest{Path: pageOnline}

// Asked are the pages that a look begins with: its log is searched by the device's own
// clock.
func Asked() []isapi.PageRequest { return append([]isapi.PageRequest{Online}, secure.ClockPages...) }

// Bounds of a search. Logs tell the oldest first, so that where more came than is read, the
// last minutes are searched by themselves.
const (
	hour      = time.Hour
	lately    = 3 * time.Minute
	perPage   = 100
	mostPages = 5
	lastPages = 2
	slack     = time.Minute // of the end of what is searched: the clocks go on
)

// Look is one look at who logs in. Begin makes it, Next says what else is to be read, and
// Add takes it.
type Look struct {
	Log, Online Told

	at    time.Time
	own   func(netip.Addr) bool
	ahead time.Duration // of the device's clock
	zone  *time.Location
	known bool // the device's clock is

	from    time.Time // of the search, by this computer's clock
	pages   int
	last    bool // the last minutes are searched
	more    bool
	broken  bool // a page did not come
	skip    int  // entries that were told
	events  []event
	present []event
}

// event is one login, told by the device.
type event struct {
	at      time.Time // by this computer's clock; zero where it is not told
	address netip.Addr
	user    string
	refused bool
}

// Begin makes a look of the pages that it begins with. own says of an address that it is
// this computer's, or the device's.
func Begin(pages secure.Pages, now time.Time, own func(netip.Addr) bool) *Look {
	l := &Look{at: now, own: own, from: now.Add(-hour), more: true}
	there, _, known := secure.DeviceTime(now, pages)
	if l.known = known; known {
		l.ahead, l.zone = there.Sub(now), there.Location()
	}
	online := pages[pageOnline]
	if l.Online = toldBy(online); l.Online == Yes {
		l.present = l.users(online.Doc)
	}
	if !known { // then its log cannot be asked for the last hour
		if l.Log = toldBy(pages[secure.ClockPages[0].Path]); l.Log == Yes {
			l.Log = Missing
		}
	}
	return l
}

func toldBy(p isapi.Page) Told {
	switch {
	case p.Path != "" && p.Err == nil && p.Doc != nil:
		return Yes
	case errors.Is(p.Err, isapi.ErrLowPrivilege):
		return NoRights
	case errors.Is(p.Err, isapi.ErrNotSupported), errors.Is(p.Err, isapi.ErrRefused):
		return Missing
	}
	return Failed
}

// Next is what is to be read next; false where the look is over.
func (l *Look) Next() (isapi.PageRequest, bool) {
	if !l.known || !l.more {
		return isapi.PageRequest{}, false
	}
	// The device's own time in its own zone: one that passes over the zone is right too.
	stamp := func(at time.Time) string { return at.Add(l.ahead).In(l.zone).Format(time.RFC3339) }
	return isapi.PageRequest{Path: pageLog, Body: fmt.Sprintf(`<CMSearchDescription version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">`+
		`<searchID>%s</searchID><metaId>log.std-cgi.com</metaId><timeSpanList><timeSpan><startTime>%s</startTime><endTime>%s</endTime></timeSpan></timeSpanList>`+
		`<maxResults>%d</maxResults><searchResultPostion>%d</searchResultPostion></CMSearchDescription>`, // the misspelling is the maker's
		l.id(), stamp(l.from), stamp(l.at.Add(slack)), perPage, l.skip)}, true
}

// id is one of its own for each search: a device may keep the answer to an older one.
func (l *Look) id() string {
	return fmt.Sprintf("%08X-0000-4000-8000-%012X", uint32(l.from.Unix()), uint64(l.at.UnixNano())&0xffffffffffff)
}

// Add takes a page that Next asked for. Where it did not come the look is over.
func (l *Look) Add(p isapi.Page) {
	told := toldBy(p)
	if l.pages++; l.pages == 1 || told == Yes {
		l.Log = told
	}
	if l.more = false; told != Yes {
		l.broken = true
		return
	}
	found, count := l.entries(p.Doc)
	l.events = append(l.events, found...)
	l.skip += count
	if count == 0 || !strings.EqualFold(strings.TrimSpace(p.Doc.First("responseStatusStrg")), "MORE") {
		return
	}
	switch {
	case l.last:
		l.more = l.pages < mostPages+lastPages
		l.broken = !l.more
	case l.pages < mostPages:
		l.more = true
	default: // what came last counts most
		from := l.at.Add(-lately)
		l.events = slices.DeleteFunc(l.events, func(e event) bool { return !e.at.Before(from) })
		l.from, l.skip, l.last, l.more = from, 0, true, true
	}
}

// Whole says whether the log was read to its end.
func (l *Look) Whole() bool { return l.Log == Yes && !l.more && !l.broken }

// users are those that are logged in now.
func (l *Look) users(doc *document.Node) (all []event) {
	for i, n := range doc.All("OnlineUser") {
		if i == perPage {
			break
		}
		if e, ok := l.event(n, "loginTime"); ok {
			all = append(all, e)
		}
	}
	return all
}

// entries are the logins of one page of the log; count is how many entries it has.
func (l *Look) entries(doc *document.Node) (all []event, count int) {
	list := doc.All("logDescriptor")
	if len(list) == 0 {
		list = doc.All("searchMatchItem")
	}
	list = list[:min(len(list), perPage)]
	for _, n := range list {
		refused, login := kind(n.First("metaId", "metaID"))
		if !login {
			continue
		}
		e, ok := l.event(n, "StartDateTime", "time", "dateTime", "startTime")
		// An answer may hold what was not asked for.
		if !ok || !e.at.IsZero() && (e.at.Before(l.from) || e.at.After(l.at.Add(slack))) {
			continue
		}
		if e.refused = refused; e.at.After(l.at) {
			e.at = l.at
		}
		all = append(all, e)
	}
	return all, len(list)
}

// lockWords are ends of a kind of entry that tell of a lock after wrong logins.
var lockWords = []string{"loginlock", "userlock", "iplock", "lockip", "lockuser", "lockaccount", "accountlock"}

// kind reads the kind of an entry: log.std-cgi.com/Exception/illegalAccess is a login that
// was refused, log.std-cgi.com/Operation/login one that was right.
func kind(meta string) (refused, login bool) {
	word := strings.ToLower(strings.TrimSpace(meta[strings.LastIndex(meta, "/")+1:]))
	has := func(part string) bool { return strings.Contains(word, part) }
	switch {
	case has("illegal"), has("illlogin"), word == "lock", slices.ContainsFunc(lockWords, has) && !has("unlock"):
		return true, true
	case has("login") && !has("unlock"):
		return false, true
	}
	return false, false
}

// event reads who it was, and when; false for this computer, the device itself, and what
// is no address.
func (l *Look) event(n *document.Node, times ...string) (e event, ok bool) {
	for _, name := range []string{"ipAddress", "remoteHostIP", "remoteHostAddress", "remoteIP", "ipv6Address"} {
		a, err := netip.ParseAddr(strings.TrimSpace(n.First(name)))
		a = a.Unmap().WithZone("")
		if err == nil && a.IsValid() && !a.IsUnspecified() && !a.IsLoopback() && !a.IsMulticast() {
			e.address = a
			break
		}
	}
	if !e.address.IsValid() || l.own != nil && l.own(e.address) {
		return event{}, false
	}
	e.user, e.at = isapi.CleanTo(n.First("userName"), 32), l.time(n.First(times...))
	return e, true
}

// time reads a time of the device, by this computer's clock; zero where it is not
// understood. Many devices write their own time with a Z behind it.
func (l *Look) time(text string) time.Time {
	text = strings.TrimSpace(text)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		at = at.Add(-l.ahead)
		if !strings.HasSuffix(text, "Z") || !l.known || !at.Before(l.from) && !at.After(l.at.Add(slack)) {
			return at
		}
	}
	if !l.known {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", strings.TrimSuffix(text, "Z"), l.zone)
	if err != nil {
		return time.Time{}
	}
	return at.Add(-l.ahead)
}

// clients are those who came, the one that was refused most first.
func (l *Look) clients() []Client {
	slices.SortStableFunc(l.events, func(a, b event) int { return a.at.Compare(b.at) })
	var all []Client
	at := map[netip.Addr]int{}
	of := func(e event) *Client {
		i, known := at[e.address]
		if !known {
			i = len(all)
			at[e.address], all = i, append(all, Client{Address: e.address.String()})
		}
		return &all[i]
	}
	for _, e := range l.events {
		c := of(e)
		if e.refused {
			if !c.Last.IsZero() {
				c.Gap = min(max(c.Gap, e.at.Sub(c.Last)), longGap)
			}
			c.Refused, c.LoggedIn = c.Refused+1, false
			c.Last = e.at
			continue
		}
		c.LoggedIn, c.In, c.User = true, e.at, cmp.Or(e.user, c.User)
	}
	for _, e := range l.present {
		c := of(e)
		c.User = cmp.Or(e.user, c.User)
		if e.at.After(c.In) {
			c.In = e.at
		}
		c.LoggedIn = true
	}
	slices.SortStableFunc(all, func(a, b Client) int { return cmp.Compare(b.Refused, a.Refused) })
	return all[:min(len(all), most)]
}
