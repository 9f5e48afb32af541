package secure

import (
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
// (CST-8:00:00 is UTC+8; ISAPI guide, chapter time).
func DeviceTime(p Pages) (at time.Time, known bool) {
	text, _ := p.text(pageTime, localTimeAt)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, true
	}
	zone, _ := p.text(pageTime, timeZoneAt)
	offset, ok := ZoneOffset(zone)
	if !ok {
		return time.Time{}, false
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", text, time.FixedZone("", int(offset.Seconds())))
	return at, err == nil
}

func clock(k Known, p Pages) Finding {
	at, known := DeviceTime(p)
	mode, _ := p.text(pageTime, timeModeAt)
	byNetwork := mode == "NTP"
	if !known {
		return Finding{Status: flow.Skip}
	}
	off := at.Sub(k.Now).Abs()
	_, here := k.Now.Zone()
	_, there := at.Zone()
	switch {
	case off > maxDrift && byNetwork:
		return Finding{Status: flow.Warn, Detail: "Its clock is wrong by " + about(off) + ", although it asks a time server: it does not reach that server.", Do: "Give it a time server that it reaches"}
	case off > maxDrift:
		return Finding{Status: flow.Warn, Detail: "Its clock is wrong by " + about(off) + ". Recordings bear the wrong time, and codes for a new password may be refused.", Do: "Set its clock"}
	case here != there:
		return Finding{Status: flow.Warn, Detail: "Its clock is right, but set for another time zone than this computer's.", Do: "Choose its time zone"}
	case !byNetwork:
		return Finding{Status: flow.OK, Detail: "Its clock is right. Nothing keeps it so: it asks no time server."}
	}
	return Finding{Status: flow.OK, Detail: "Its clock is right, and it asks a time server."}
}

// clockRight sets the clock to this computer's, told in the device's own zone.
func clockRight(k Known, p Pages) (isapi.Page, bool) {
	at, known := DeviceTime(p)
	mode, _ := p.text(pageTime, timeModeAt)
	if !known || mode == "NTP" || at.Sub(k.Now).Abs() <= maxDrift {
		return isapi.Page{}, false
	}
	text, _ := p.text(pageTime, localTimeAt)
	form := "2006-01-02T15:04:05"
	if _, err := time.Parse(time.RFC3339, text); err == nil {
		form = time.RFC3339
	}
	return p[pageTime].With(localTimeAt, k.Now.In(at.Location()).Format(form))
}

// about is a stretch of time in a few words.
func about(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return plural(int(d/(24*time.Hour)), "day")
	case d >= 2*time.Hour:
		return plural(int(d/time.Hour), "hour")
	}
	return plural(int(d/time.Minute), "minute")
}
