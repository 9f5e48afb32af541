package secure

import (
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/steps/flow"
)

// maxDrift is how far a clock may be off: codes for a new password, and certificates, hold
// for hours, and recordings should bear the right minute.
const maxDrift = 2 * time.Minute

var (
	timeModeAt  = document.At{In: "Time", Name: "timeMode"}
	localTimeAt = document.At{In: "Time", Name: "localTime"}
	timeZoneAt  = document.At{In: "Time", Name: "timeZone"}
)

// ClockPages are what DeviceTime reads.
var ClockPages = []isapi.PageRequest{{Path: pageTime}}

// DeviceTime reads a device's clock. Older firmware leaves out how far its zone is from
// UTC: then the zone is known from the POSIX name, whose sign is the other way round
// (CST-8:00:00 is UTC+8; ISAPI guide, chapter time). Whether summer time holds there is not
// told: it is taken to where the clock is nearer to now, and exact is false.
func DeviceTime(now time.Time, p Pages) (at time.Time, exact, known bool) {
	text, _ := p.text(pageTime, localTimeAt)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, true, true
	}
	name, _ := p.text(pageTime, timeZoneAt)
	offset, ok := ZoneOffset(name)
	at, err := time.ParseInLocation(localForm, text, time.FixedZone("", int(offset.Seconds())))
	if !ok || err != nil {
		return time.Time{}, false, false
	}
	if !strings.Contains(name, "DST") && !strings.Contains(name, ",") {
		return at, true, true
	}
	summer, _ := time.ParseInLocation(localForm, text, time.FixedZone("", int((offset+time.Hour).Seconds())))
	if summer.Sub(now).Abs() < at.Sub(now).Abs() {
		at = summer
	}
	return at, false, true
}

// localForm is a time without its distance from UTC.
const localForm = "2006-01-02T15:04:05"

func clock(k Known, p Pages) Finding {
	at, exact, known := DeviceTime(k.Now, p)
	mode, _ := p.text(pageTime, timeModeAt)
	byNetwork := strings.EqualFold(mode, "NTP")
	if !known {
		return Finding{Status: flow.Skip}
	}
	off := at.Sub(k.Now).Abs()
	_, here := k.Now.Zone()
	_, there := at.Zone()
	switch {
	case off > maxDrift && byNetwork:
		return Finding{Status: flow.Warn, Detail: "Its clock and this computer's are " + about(off) + " apart, although it is set to ask a time server. Where this computer is right, it does not reach that server, and recordings bear the wrong time.", Do: "Give it a time server that it reaches"}
	case off > maxDrift:
		return Finding{Status: flow.Warn, Detail: "Its clock and this computer's are " + about(off) + " apart. Where this computer is right, recordings bear the wrong time, and codes for a new password may be refused.", Do: "Set its clock"}
	case exact && here != there && !k.OwnZone:
		return Finding{Status: flow.Warn, Detail: "Its clock is right, but set for another time zone than this computer's. Recordings bear the time of that zone.", Do: "Choose its time zone"}
	case strings.EqualFold(mode, "manual"):
		return Finding{Status: flow.OK, Detail: "Its clock is right. Nothing keeps it so: it asks no time server."}
	case byNetwork:
		return Finding{Status: flow.OK, Detail: "Its clock is right, and it asks a time server."}
	}
	return Finding{Status: flow.OK, Detail: "Its clock is right."}
}

// clockRight sets the clock to this computer's, told in the device's own zone.
func clockRight(k Known, p Pages) (isapi.Page, bool) {
	at, exact, _ := DeviceTime(k.Now, p)
	mode, _ := p.text(pageTime, timeModeAt)
	if !exact || strings.EqualFold(mode, "NTP") || at.Sub(k.Now).Abs() <= maxDrift {
		return isapi.Page{}, false
	}
	text, _ := p.text(pageTime, localTimeAt)
	form := localForm
	if _, err := time.Parse(time.RFC3339, text); err == nil {
		form = time.RFC3339
	}
	return p[pageTime].With(localTimeAt, k.Now.In(at.Location()).Format(form))
}

// about is a stretch of time in a few words.
func about(d time.Duration) string {
	const year = 365 * 24 * time.Hour
	switch {
	case d >= 2*year:
		return plural(int(d/year), "year")
	case d >= 48*time.Hour:
		return plural(int(d/(24*time.Hour)), "day")
	case d >= 2*time.Hour:
		return plural(int(d/time.Hour), "hour")
	}
	return plural(int(d/time.Minute), "minute")
}
