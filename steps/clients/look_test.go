package clients

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"camreset/isapi"
	"camreset/steps/secure"
)

var (
	now    = time.Date(2026, 3, 14, 15, 9, 26, 0, time.UTC)
	device = now.Add(-48 * time.Hour).In(time.FixedZone("", 8*3600)) // its clock is wrong, and in another zone
	own    = func(a netip.Addr) bool { return a == netip.MustParseAddr("192.168.1.5") }
)

func page(path, body string) isapi.Page { return isapi.PageOf(path, body) }

// opened is a look at a device with these users.
func opened(users string) *Look {
	return Begin(secure.Pages{
		"/ISAPI/System/time": page("/ISAPI/System/time", "<Time><timeMode>manual</timeMode><localTime>"+device.Format(time.RFC3339)+"</localTime></Time>"),
		pageOnline:           page(pageOnline, "<OnlineUserList>"+users+"</OnlineUserList>"),
	}, now, own)
}

// entry is one of the log, some time ago.
func entry(kind, address string, ago time.Duration) string {
	return fmt.Sprintf("<searchMatchItem><logDescriptor><metaId>log.std-cgi.com/%s</metaId><StartDateTime>%s</StartDateTime><userName>admin</userName><ipAddress>%s</ipAddress></logDescriptor></searchMatchItem>",
		kind, device.Add(-ago).Format(time.RFC3339), address)
}

func found(word string, entries ...string) isapi.Page {
	return page(pageLog, "<CMSearchResult><responseStatusStrg>"+word+"</responseStatusStrg><matchList>"+strings.Join(entries, "")+"</matchList></CMSearchResult>")
}

const illegal = "Exception/illegalAccess"

func read(l *Look, pages ...isapi.Page) Seen {
	for _, p := range pages {
		if _, more := l.Next(); more {
			l.Add(p)
		}
	}
	return Seen{}.Take(l, time.Time{})
}

func TestWhoWasRefused(t *testing.T) {
	s := read(opened(""), found("OK",
		entry(illegal, "192.168.1.10", 50*time.Second), entry(illegal, "192.168.1.10", 30*time.Second), entry(illegal, "192.168.1.10", 10*time.Second),
		entry("Operation/login", "192.168.1.5", 5*time.Second), entry(illegal, "192.168.1.5", 5*time.Second), // this computer
		entry("Operation/login", "192.168.1.20", 20*time.Second), entry("Operation/clockSync", "192.168.1.21", 20*time.Second),
		entry("Exception/illLogin", "fe80::1%eth0", 2*time.Minute), entry("Information/userLock", "10.0.0.9", 3*time.Minute), entry("Operation/logout", "10.0.0.8", 0),
		entry(illegal, "192.168.1.30", 2*time.Hour), // it was not asked for
	))
	want := []Client{
		{Address: "192.168.1.10", Refused: 3, Last: now.Add(-10 * time.Second), Gap: 20 * time.Second},
		{Address: "10.0.0.9", Refused: 1, Last: now.Add(-3 * time.Minute)},
		{Address: "fe80::1", Refused: 1, Last: now.Add(-2 * time.Minute)},
		{Address: "192.168.1.20", User: "admin", LoggedIn: true, In: now.Add(-20 * time.Second)},
	}
	for i := range s.All {
		s.All[i].Last, s.All[i].In = s.All[i].Last.UTC(), s.All[i].In.UTC()
	}
	if !slices.Equal(s.All, want) {
		t.Errorf("%+v", s.All)
	}
	if got := s.Rows(time.Time{}); len(got) != 3 || got[0].State != Tries || got[1].State != Quiet {
		t.Errorf("%+v", got)
	}
}

func TestTimesOfDevices(t *testing.T) {
	for text, want := range map[string]time.Time{
		device.Format(time.RFC3339):                now,
		device.UTC().Format(time.RFC3339):          now, // Z, and meant so
		device.Format("2006-01-02T15:04:05") + "Z": now, // Z, and its own time
		device.Format("2006-01-02T15:04:05"):       now,
		"yesterday":                                {},
		"":                                         {},
		"2026-99-99T00:00:00Z":                     {},
		device.Add(-time.Minute).Format(time.RFC3339Nano): now.Add(-time.Minute),
	} {
		if got := opened("").time(text); !got.Equal(want) {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestSearchAsksForTheLastHourByTheDevicesClock(t *testing.T) {
	q, more := opened("").Next()
	if !more || q.Path != pageLog {
		t.Fatal(q, more)
	}
	for _, want := range []string{
		"<metaId>log.std-cgi.com</metaId>", "<startTime>" + device.Add(-time.Hour).Format(time.RFC3339) + "<", "<maxResults>100<", "<searchResultPostion>0<", "+08:00",
	} {
		if !strings.Contains(q.Body, want) {
			t.Errorf("%q is not in %s", want, q.Body)
		}
	}
}

// A log that never ends, with ten thousand entries of anything.
func TestHostileLogIsBounded(t *testing.T) {
	var all []string
	for i := range 10_000 {
		all = append(all, entry(illegal, fmt.Sprintf("10.%d.%d.%d", i/65536, i/256%256, i%256), time.Duration(i%3600)*time.Second))
	}
	for _, odd := range []string{"", "local", "127.0.0.1", "0.0.0.0", "::", "224.0.0.1", "\x1b[31m10.0.0.1", "10.0.0.1\r\n", "10.0.0.1.5", "999.1.1.1"} {
		all = append([]string{entry(illegal, odd, time.Second)}, all...)
	}
	all = append([]string{strings.Replace(entry("Operation/login", "10.9.9.9", time.Second), ">admin<", ">\x1b]0;x\x07\u202eadmin"+strings.Repeat("x", 9000)+"<", 1)}, all...)
	l, asked := opened(strings.Repeat("<OnlineUser><userName>x</userName><clientAddress><ipAddress>10.8.8.8</ipAddress></clientAddress></OnlineUser>", 5000)), 0
	for {
		if _, more := l.Next(); !more {
			break
		}
		asked++
		l.Add(found("MORE", all...))
	}
	s := Seen{}.Take(l, time.Time{})
	if asked != mostPages+lastPages || len(s.All) > most || len(l.events) > perPage*(mostPages+lastPages) || len(l.present) > perPage {
		t.Errorf("%d pages, %d clients, %d entries, %d users", asked, len(s.All), len(l.events), len(l.present))
	}
	if !s.Shown.IsZero() {
		t.Error("a log without an end counts as read")
	}
	for _, c := range s.All {
		if a, err := netip.ParseAddr(c.Address); err != nil || !a.IsGlobalUnicast() {
			t.Errorf("%q is no address", c.Address)
		}
		if len(c.User) > 64 || strings.ContainsFunc(c.User, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("the user is %q", c.User)
		}
	}
	for range 4 {
		s = s.Take(l, time.Time{})
	}
	if len(s.All) > most {
		t.Errorf("%d clients after some looks", len(s.All))
	}
}

// More came than is read: what came last counts.
func TestLongLog(t *testing.T) {
	l := opened("")
	for range mostPages {
		l.Add(found("MORE", entry(illegal, "192.168.1.10", 30*time.Minute)))
	}
	q, more := l.Next()
	if !more || !strings.Contains(q.Body, "<startTime>"+device.Add(-lately).Format(time.RFC3339)) || !strings.Contains(q.Body, "<searchResultPostion>0<") {
		t.Fatalf("%v %+v", more, q)
	}
	l.Add(found("OK", entry(illegal, "192.168.1.10", 5*time.Second)))
	s := Seen{}.Take(l, time.Time{})
	if _, more := l.Next(); more || len(s.All) != 1 || s.All[0].Refused != mostPages+1 || !s.All[0].Last.Equal(now.Add(-5*time.Second)) {
		t.Errorf("%+v", s.All)
	}
}

func TestWhatIsNotTold(t *testing.T) {
	for err, want := range map[error]Told{isapi.ErrNotSupported: Missing, isapi.ErrRefused: Missing, isapi.ErrLowPrivilege: NoRights, isapi.ErrAuth: Failed, nil: Failed} {
		l := opened("")
		l.Add(isapi.Page{Path: pageLog, Err: err})
		if s := (Seen{}).Take(l, time.Time{}); s.Log != want || !s.Shown.IsZero() {
			t.Errorf("%v: %q", err, s.Log)
		}
	}
	noClock := Begin(secure.Pages{}, now, own)
	if _, more := noClock.Next(); more {
		t.Error("a log is searched by no clock")
	}
}

// A look that failed says nothing of those who were seen before.
func TestLookThatFailed(t *testing.T) {
	s := read(opened(""), found("OK", entry(illegal, "192.168.1.10", 10*time.Second), entry(illegal, "192.168.1.10", 30*time.Second)))
	l := opened("")
	l.at = now.Add(time.Hour)
	l.Add(isapi.Page{Path: pageLog, Err: isapi.ErrUnreachable})
	s = s.Take(l, time.Time{})
	if is := s.Of(s.All[0], time.Time{}); is != Tries || s.Log != Yes || !s.At.Equal(l.at) {
		t.Errorf("%q, %+v", is, s)
	}
}

func TestStates(t *testing.T) {
	at := func(d time.Duration) time.Time { return now.Add(-d) }
	for name, c := range map[string]struct {
		client Client
		since  time.Time
		want   State
	}{
		"tries":                     {Client{Refused: 5, Last: at(10 * time.Second), Gap: 20 * time.Second}, at(time.Hour), Tries},
		"tries, slowly":             {Client{Refused: 5, Last: at(6 * time.Minute), Gap: 5 * time.Minute}, at(time.Hour), Tries},
		"quiet":                     {Client{Refused: 5, Last: at(90 * time.Second), Gap: 20 * time.Second}, at(time.Hour), Quiet},
		"quiet, slow":               {Client{Refused: 5, Last: at(9 * time.Minute), Gap: 5 * time.Minute}, at(time.Hour), Quiet},
		"stopped":                   {Client{Refused: 5, Last: at(3 * time.Minute), Gap: 20 * time.Second}, at(time.Hour), Stopped},
		"once":                      {Client{Refused: 1, Last: at(3 * time.Minute)}, at(time.Hour), Quiet},
		"once, long ago":            {Client{Refused: 1, Last: at(11 * time.Minute)}, at(time.Hour), Stopped},
		"let in":                    {Client{Refused: 5, Last: at(3 * time.Minute), LoggedIn: true, In: at(time.Minute)}, at(time.Hour), Entered},
		"let in, and refused since": {Client{Refused: 5, Last: at(time.Second), LoggedIn: true, In: at(time.Minute)}, at(time.Hour), Tries},
		"let in before":             {Client{LoggedIn: true, In: at(2 * time.Hour), Before: true}, at(time.Hour), Old},
		"refused, let in before":    {Client{Refused: 1, Last: at(3 * time.Hour), LoggedIn: true, In: at(2 * time.Hour)}, at(time.Hour), Old},
	} {
		if is := (Seen{Shown: now}).Of(c.client, c.since); is != c.want {
			t.Errorf("%s: %q", name, is)
		}
	}
}

func TestSound(t *testing.T) {
	var all []Client
	for i := range 40 {
		all = append(all, Client{Address: []string{"x\x1b[1m", "10.0.0.1"}[i%2], Name: "a\x1bb\u202e", Refused: -1, Gap: -1})
	}
	s := Seen{All: all, Recorders: all, Looks: -3}.Sound()
	if len(s.All) != most || s.All[0].Name != isapi.Clean("a\x1bb\u202e") || s.All[0].Refused != 0 || s.Looks != 0 || len(s.Recorders) != most {
		t.Errorf("%+v", s)
	}
}
