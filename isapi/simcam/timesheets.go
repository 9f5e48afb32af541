package simcam

import (
	"fmt"
	"net/netip"
	"regexp"
	"strconv"
	"time"
)

// deviceTime is how the maker writes a moment (maker's guide).
const deviceTime = "2006-01-02T15:04:05-07:00"

// timeSheets are the clock and where its time is from (maker's guide; the order of elements observed).
func timeSheets() map[string]sheet {
	return map[string]sheet{
		"/ISAPI/System/time":              {read: (*Camera).systemTime, take: takeTime},
		"/ISAPI/System/time/ntpServers/1": {read: (*Camera).ntpServer, take: takeNTPServer},
	}
}

// systemTime tells the clock and how it is set.
func (c *Camera) systemTime() string {
	now, zone := c.now(), c.settings.zone
	if zone == "" {
		zone = deviceZone(now)
	}
	return c.template("time", "mode", choose(c.settings.ntpMode, "NTP", "manual"), "now", now.Format(deviceTime), "zone", escaped(zone))
}

// takeTime sets the clock: to the time that is sent, or to that of the server, which is always there and right.
func takeTime(c *Camera, v *values, s *settings) bool {
	mode, zone := choose(s.ntpMode, "NTP", "manual"), deviceZone(c.now())
	v.word("timeMode", &mode, "NTP", "manual")
	v.line("timeZone", 1, 64, &zone)
	if !zoneForm.MatchString(zone) {
		return false
	}
	sent, _ := v.find("localTime")
	now, ok := readMoment(sent, zoneOf(zone))
	if s.ntpMode, s.zone = mode == "NTP", zone; s.ntpMode {
		s.ahead = 0
		return ok
	}
	s.ahead = now.Sub(c.clock.Now()).Round(time.Second)
	return ok
}

// readMoment reads a local time, with its distance to UTC or without.
func readMoment(text string, zone *time.Location) (time.Time, bool) {
	if t, err := time.Parse(deviceTime, text); err == nil {
		return t, true
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, true
	}
	t, err := time.ParseInLocation("2006-01-02T15:04:05", text, zone)
	return t, err == nil
}

// zoneForm is a zone as POSIX writes it, with hours behind UTC; what follows is about summer.
var zoneForm = regexp.MustCompile(`^[A-Za-z]{3,}([+-]?)(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(?:[A-Z].*)?$`)

// zoneOf is the zone of a text in that form, without summer time.
func zoneOf(text string) *time.Location {
	m := zoneForm.FindStringSubmatch(text)
	if m == nil {
		return time.UTC
	}
	seconds := 0
	for _, part := range m[2:] {
		n, _ := strconv.Atoi(part) // is of digits, or empty
		seconds = 60*seconds + n
	}
	return time.FixedZone("", choose(m[1] == "-", seconds, -seconds))
}

func (c *Camera) ntpServer() string {
	server := c.settings.ntp
	host := fmt.Sprintf(choose(server.byName, "<hostName>%s</hostName>\n", "<ipAddress>%s</ipAddress>\n"), escaped(server.host))
	return c.template("ntp", "kind", choose(server.byName, "hostname", "ipaddress"), "host", host,
		"port", server.port, "interval", server.interval)
}

// takeNTPServer takes a server by its name or by its address.
func takeNTPServer(_ *Camera, v *values, s *settings) bool {
	kind, host := choose(s.ntp.byName, "hostname", "ipaddress"), ""
	v.word("addressingFormatType", &kind, "hostname", "ipaddress")
	v.line(choose(kind == "hostname", "hostName", "ipAddress"), 1, 64, &host)
	v.number("portNo", 1, 65535, &s.ntp.port)
	v.number("synchronizeInterval", 1, 10080, &s.ntp.interval)
	_, err := netip.ParseAddr(host)
	s.ntp.byName, s.ntp.host = kind == "hostname", host
	return host != "" && (s.ntp.byName || err == nil)
}

// deviceZone writes the zone of a moment. The sign is turned, as in POSIX (observed).
func deviceZone(now time.Time) string {
	_, east := now.Zone()
	sign := choose(east > 0, "-", "+")
	return "CST" + sign + time.Time{}.Add(time.Duration(max(east, -east))*time.Second).Format("15:04:05")
}
