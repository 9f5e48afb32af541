package simcam

import (
	"fmt"
	"net/http"
)

// recorderInputs is how many cameras hang on a recorder.
const recorderInputs = 2

// inputProxies lists the cameras behind a recorder (observed form).
func (c *Camera) inputProxies(*call) reply {
	var items []string
	for channel := 1; channel <= recorderInputs; channel++ {
		items = append(items, c.inputProxy(channel))
	}
	return documentReply(c.list("InputProxyChannelList", items...))
}

// inputProxy is one of them: an invented camera in the recorder's own network, 192.168.254 (maker's manuals).
func (c *Camera) inputProxy(channel int) string {
	camera := identify(Scenario{Generation: Session, Unit: 40 + channel})
	return c.template("proxy", "channel", channel, "host", 1+channel,
		"model", camera.Model, "serial", camera.Serial, "firmware", camera.Firmware+" "+camera.Build)
}

// inputProxyReads are the pages of these cameras.
func inputProxyReads() routes {
	const list = "/ISAPI/ContentMgmt/InputProxy/channels"
	only := []Generation{RecorderGen}
	reads := routes{list: {{method: http.MethodGet, only: only, serve: (*Camera).inputProxies}}}
	for channel := 1; channel <= recorderInputs; channel++ {
		one := func(c *Camera, _ *call) reply { return documentReply(c.single(c.inputProxy(channel))) }
		reads[fmt.Sprintf("%s/%d", list, channel)] = []route{{method: http.MethodGet, only: only, serve: one}}
	}
	return reads
}
