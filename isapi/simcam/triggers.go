package simcam

import "fmt"

// eventTriggers lists what the device tells others when it happens: motion and a covered lens of every channel. The
// oldest firmware puts the list into another element (observed).
func (c *Camera) eventTriggers(*call) reply {
	var list []node
	for channel := 1; channel <= c.channels(); channel++ {
		list = append(list, c.eventTrigger("VMD", channel), c.eventTrigger("tamperdetection", channel))
	}
	all := branch("EventTriggerList", list...)
	if c.sc.Generation == Legacy {
		all.document = c.document()
		all = branch("EventNotification", all)
	}
	return c.tell(all)
}

func (c *Camera) eventTrigger(kind string, channel int) node {
	number := "videoInputChannelID"
	if c.sc.Generation == RecorderGen {
		number = "dynVideoInputChannelID"
	}
	return c.part("EventTrigger",
		leaf("id", fmt.Sprintf("%s-%d", kind, channel)), leaf("eventType", kind),
		leaf("eventDescription", kind+" Event trigger Information"), leaf(number, channel),
		branch("EventTriggerNotificationList",
			c.part("EventTriggerNotification",
				leaf("id", "center"), leaf("notificationMethod", "center"), leaf("notificationRecurrence", "beginning"))))
}
