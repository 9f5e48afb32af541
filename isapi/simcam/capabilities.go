package simcam

// capabilities tells a logged-in client what the device has, as far as programs read it before everything else. Real
// pages have some hundred elements more.
func (c *Camera) capabilities(*call) reply {
	recorder := c.sc.Generation == RecorderGen
	video := c.part("VideoCap", leaf("videoInputPortNums", 0), leaf("videoOutputPortNums", 0))
	inputs, talk := 1, 1
	if recorder {
		video, inputs, talk = c.part("VideoCap", leaf("videoInputPortNums", 0), leaf("videoOutputPortNums", 3)), 4, 2
	}
	system := []node{
		leaf("isSupportDst", true), c.networkCapabilities(),
		c.part("IOCap", leaf("IOInputPortNums", inputs), leaf("IOOutputPortNums", 1)),
		video, c.part("AudioCap", leaf("audioInputNums", 1), leaf("audioOutputNums", 1)),
	}
	if recorder {
		system = append(system, leaf("isSupportHolidy", false)) // the maker's spelling
	}
	all := []node{
		branch("SysCap", append(system, leaf("isSupportSubscribeEvent", true))...),
		leaf("voicetalkNums", talk), leaf("isSupportSnapshot", true), c.part("SecurityCap", c.securityParts()...), c.eventCapabilities(),
	}
	if recorder {
		all = append(all, branch("RacmCap", leaf("isSupportZeroChan", false), leaf("inputProxyNums", recorderInputs), leaf("nasNums", 8)))
	} else {
		all = append(all, c.part("RacmCap", leaf("nasNums", 8)))
	}
	return c.tell(branch("DeviceCap", all...))
}

func (c *Camera) networkCapabilities() node {
	return c.part("NetworkCap",
		leaf("isSupportWireless", false), leaf("isSupportPPPoE", true), leaf("isSupport802_1x", true),
		leaf("isSupportNtp", true), leaf("isSupportUpnp", true), leaf("isSupportDdns", true), leaf("isSupportHttps", true),
		leaf("isSupportEZVIZ", c.sc.Generation.since(Session)),
		leaf("isSupportIntegrate", c.sc.Generation.since(Session))) // where ONVIF is switched on and off
}

func (c *Camera) securityParts() []node {
	parts := []node{leaf("supportUserNums", 32)}
	if c.sc.Generation.since(Session) {
		parts = append(parts, leaf("keyIterateNum", keyRounds), leaf("isSupportUserCheck", true), leaf("isSupportONVIFUserManagement", true))
	}
	return parts
}

func (c *Camera) eventCapabilities() node {
	recorder := c.sc.Generation == RecorderGen
	return c.part("EventCap",
		leaf("isSupportHDFull", true), leaf("isSupportHDError", true), leaf("isSupportNicBroken", true),
		leaf("isSupportIpConflict", true), leaf("isSupportIllAccess", true), leaf("isSupportRecordException", recorder),
		leaf("isSupportMotionDetection", !recorder), leaf("isSupportTamperDetection", !recorder))
}
