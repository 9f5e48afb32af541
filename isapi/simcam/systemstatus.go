package simcam

import "time"

// systemStatus tells the clock, how long the device has run, and its load, which is invented.
func (c *Camera) systemStatus(*call) reply {
	seconds := int(c.clock.Now().Sub(c.booted) / time.Second)
	return documentReply(c.template("status", "now", c.now().Format(deviceTime), "seconds", seconds))
}
