package simcam

import "time"

// deviceTime is how the maker writes a moment (maker's guide).
const deviceTime = "2006-01-02T15:04:05-07:00"

// systemStatus tells the clock, how long the device has run, and its load, which is invented.
func (c *Camera) systemStatus(*call) reply {
	seconds := int(c.clock.Now().Sub(c.booted) / time.Second)
	return documentReply(c.template("status", "now", c.now().Format(deviceTime), "seconds", seconds))
}

// deviceZone writes the zone of a moment. The sign is turned, as in POSIX (observed).
func deviceZone(now time.Time) string {
	_, east := now.Zone()
	sign := choose(east > 0, "-", "+")
	return "CST" + sign + time.Time{}.Add(time.Duration(max(east, -east))*time.Second).Format("15:04:05")
}
