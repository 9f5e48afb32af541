package owned

import (
	"net/netip"
	"time"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/steps/flow"
	"camreset/steps/secure"
)

var (
	nameAt       = document.At{In: "DeviceInfo", Name: "deviceName"}
	timeModeAt   = document.At{In: "Time", Name: "timeMode"}
	localTimeAt  = document.At{In: "Time", Name: "localTime"}
	timeZoneAt   = document.At{In: "Time", Name: "timeZone"}
	serverKindAt = document.At{In: "NTPServer", Name: "addressingFormatType"}
	hostNameAt   = document.At{In: "NTPServer", Name: "hostName"}
	ipAddressAt  = document.At{In: "NTPServer", Name: "ipAddress"}
)

// The ids of what can be sent.
const (
	Name      = "name"
	Server    = "time-server"
	Zone      = "zone"
	Mailbox   = "mailbox"
	Questions = "questions"
)

// Wish is what the device is to have; an empty text leaves what is there.
type Wish struct{ Name, Zone, Server, Mailbox string }

// IDs are what of the name and the clock is to be sent, in that order: a clock that asks a
// server has to know it first.
func (w Wish) IDs() []string {
	var ids []string
	for _, x := range []struct{ id, text string }{{Name, w.Name}, {Server, w.Server}, {Zone, w.Zone + w.Server}} {
		if x.text != "" {
			ids = append(ids, x.id)
		}
	}
	return ids
}

// Setting is what is looked at, sent and read back for one id; nil where there is none. It
// is open while the device has something else.
func (w Wish) Setting(id string) *secure.Setting {
	switch id {
	case Name:
		return &secure.Setting{ID: id, Title: "Name", Pages: []string{pageDevice}, Judge: w.judgeName, Fix: w.fixName, Place: "Configuration > System > System Settings > Basic Information"}
	case Server:
		return &secure.Setting{ID: id, Title: "Time server", Pages: []string{pageServer}, Judge: w.judgeServer, Fix: w.fixServer, Place: placeTime}
	case Zone:
		return &secure.Setting{ID: id, Title: "Time zone", Pages: []string{pageTime}, Judge: w.judgeZone, Fix: w.fixZone, Place: placeTime}
	case Mailbox:
		return &secure.Setting{ID: id, Title: "Recovery e-mail", Pages: []string{pageMailbox}, Judge: w.judgeMailbox, Place: PlaceRecovery}
	case Questions:
		return &secure.Setting{ID: id, Title: "Security questions", Pages: []string{pageQuestions}, Judge: judgeQuestions, Place: PlaceRecovery}
	}
	return nil
}

const (
	placeTime = "Configuration > System > System Settings > Time Settings"
	// PlaceRecovery is where questions and mailbox are set on the device's page (maker's
	// manuals).
	PlaceRecovery = "Configuration > System > User Management > Account Security Settings"
)

// PlaceOf is where the setting of an id is on the device's page.
func PlaceOf(id string) string {
	if s := (Wish{}).Setting(id); s != nil {
		return s.Place
	}
	return ""
}

// judged is open where the device has something else.
func judged(as bool) secure.Finding {
	if as {
		return secure.Finding{Status: flow.OK, Detail: "It is as you want it."}
	}
	return secure.Finding{Status: flow.Warn, Detail: "It is not as you want it."}
}

func (w Wish) judgeName(_ secure.Known, p secure.Pages) secure.Finding {
	return judged(get(p, pageDevice, nameAt) == w.Name)
}

func (w Wish) fixName(_ secure.Known, p secure.Pages) (isapi.Page, bool) {
	return p[pageDevice].With(nameAt, w.Name)
}

// serverOf is the host from which the device has the time.
func serverOf(p secure.Pages) string {
	if get(p, pageServer, serverKindAt) == "ipaddress" {
		return get(p, pageServer, ipAddressAt)
	}
	return get(p, pageServer, hostNameAt)
}

func (w Wish) judgeServer(_ secure.Known, p secure.Pages) secure.Finding {
	return judged(serverOf(p) == w.Server)
}

func (w Wish) fixServer(_ secure.Known, p secure.Pages) (isapi.Page, bool) {
	kind, at := "hostname", hostNameAt
	if _, err := netip.ParseAddr(w.Server); err == nil {
		kind, at = "ipaddress", ipAddressAt
	}
	page, can := p[pageServer].With(serverKindAt, kind)
	if !can {
		return isapi.Page{}, false
	}
	if there, can := page.With(at, w.Server); can {
		return there, true
	}
	if at == hostNameAt {
		return page.Renamed(ipAddressAt, hostNameAt.Name, w.Server)
	}
	return page.Renamed(hostNameAt, ipAddressAt.Name, w.Server)
}

func (w Wish) judgeZone(_ secure.Known, p secure.Pages) secure.Finding {
	asks := w.Server == "" || get(p, pageTime, timeModeAt) == "NTP"
	return judged(asks && (w.Zone == "" || SameZone(get(p, pageTime, timeZoneAt), w.Zone)))
}

// fixZone sets the zone, the time of this computer as it is there, and that the clock asks
// its server where one is given.
func (w Wish) fixZone(k secure.Known, p secure.Pages) (isapi.Page, bool) {
	page, zone, can := p[pageTime], get(p, pageTime, timeZoneAt), true
	if w.Server != "" {
		if page, can = page.With(timeModeAt, "NTP"); !can {
			return isapi.Page{}, false
		}
	}
	if w.Zone != "" {
		if zone = w.Zone; zone != get(p, pageTime, timeZoneAt) {
			page, can = page.With(timeZoneAt, zone)
		}
	}
	offset, known := secure.ZoneOffset(zone)
	if !can || !known {
		return page, can
	}
	now := k.Now.In(time.FixedZone("", int(offset.Seconds())))
	if here, _ := HostZone(k.Now); SameZone(here, zone) {
		now = k.Now // with its summer time
	}
	form := "2006-01-02T15:04:05"
	if _, err := time.Parse(time.RFC3339, get(p, pageTime, localTimeAt)); err == nil {
		form = time.RFC3339
	}
	if timed, can := page.With(localTimeAt, now.Format(form)); can {
		return timed, true
	}
	return page, true
}

// mailboxOf is the address of the list, which has one.
func mailboxOf(p secure.Pages) string {
	if p[pageMailbox].Err != nil {
		return ""
	}
	return isapi.Clean(p[pageMailbox].Doc.First("emailAddress"))
}

func (w Wish) judgeMailbox(_ secure.Known, p secure.Pages) secure.Finding {
	return judged(mailboxOf(p) == w.Mailbox)
}

func judgeQuestions(_ secure.Known, p secure.Pages) secure.Finding {
	return judged(AreSet(questionsOf(p)))
}

// ToAnswer are the questions of the page that was just read.
func ToAnswer(p secure.Pages) []int { return Chosen(questionsOf(p)) }
