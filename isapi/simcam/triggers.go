package simcam

// eventTriggers lists what the device tells others when it happens: motion and a covered lens of every channel. The
// oldest firmware puts the list into another element (observed).
func (c *Camera) eventTriggers(*call) reply {
	input := choose(c.sc.Generation == RecorderGen, "dynVideoInputChannelID", "videoInputChannelID")
	var items []string
	for channel := 1; channel <= c.channels(); channel++ {
		for _, kind := range []string{"VMD", "tamperdetection"} {
			items = append(items, c.template("trigger", "kind", kind, "channel", channel, "input", input))
		}
	}
	all := c.list("EventTriggerList", items...)
	if c.sc.Generation == Legacy {
		all = c.list("EventNotification", all)
	}
	return documentReply(all)
}
