package simcam

import (
	"fmt"
	"net/http"
)

// recorderInputs is how many cameras hang on a recorder.
const recorderInputs = 2

// inputProxies lists the cameras behind a recorder (observed form). They are invented.
func (c *Camera) inputProxies(*call) reply {
	var list []node
	for channel := 1; channel <= recorderInputs; channel++ {
		list = append(list, inputProxy(channel))
	}
	return c.tell(branch("InputProxyChannelList", list...))
}

func inputProxy(channel int) node {
	camera := identify(Scenario{Generation: Session, Unit: 40 + channel})
	return branch("InputProxyChannel",
		leaf("id", channel), leaf("name", fmt.Sprintf("Camera %02d", channel)),
		branch("sourceInputPortDescriptor",
			leaf("proxyProtocol", "HIKVISION"), leaf("addressingFormatType", "ipaddress"),
			leaf("ipAddress", fmt.Sprintf("192.168.254.%d", 1+channel)), // a recorder's own network (maker's manuals)
			leaf("managePortNo", 8000), leaf("srcInputPort", 1), leaf("userName", AdminUser), leaf("streamType", "auto"),
			leaf("model", camera.Model), leaf("serialNumber", camera.Serial),
			leaf("firmwareVersion", camera.Firmware+" "+camera.Build), leaf("deviceID", "")))
}

// inputProxyReads are the pages of these cameras.
func inputProxyReads() map[string][]route {
	const list = "/ISAPI/ContentMgmt/InputProxy/channels"
	only := []Generation{RecorderGen}
	reads := map[string][]route{list: {{method: http.MethodGet, only: only, serve: (*Camera).inputProxies}}}
	for channel := 1; channel <= recorderInputs; channel++ {
		reads[fmt.Sprintf("%s/%d", list, channel)] = []route{{
			method: http.MethodGet, only: only, serve: func(c *Camera, _ *call) reply { return c.tell(inputProxy(channel)) },
		}}
	}
	return reads
}
