package simcam

import (
	"fmt"
	"net/http"
)

// stream is one of the two pictures that a camera sends of one channel: 101 is the main one of channel 1, 102 the
// smaller one.
type stream struct{ channel, kind int }

func (s stream) id() int { return s.channel*100 + s.kind }

// streams are those of a device: one channel of a camera, one for each camera behind a recorder.
func streams(channels int) []stream {
	var all []stream
	for channel := 1; channel <= channels; channel++ {
		all = append(all, stream{channel, 1}, stream{channel, 2})
	}
	return all
}

func (c *Camera) channels() int {
	if c.sc.Generation == RecorderGen {
		return recorderInputs
	}
	return 1
}

// streamingChannels lists the streams (the elements that programs read; real lists have more).
func (c *Camera) streamingChannels(*call) reply {
	var list []node
	for _, s := range streams(c.channels()) {
		list = append(list, c.streamingChannel(s))
	}
	return c.tell(branch("StreamingChannelList", list...))
}

func (c *Camera) streamingChannel(s stream) node {
	codec, width, height, bits := "H.264", 2688, 1520, 4096
	if c.sc.Generation.since(Session) {
		codec = "H.265"
	}
	if s.kind == 2 {
		codec, width, height, bits = "H.264", 704, 576, 512
	}
	return c.part("StreamingChannel",
		leaf("id", s.id()), leaf("channelName", fmt.Sprintf("Camera %02d", s.channel)), leaf("enabled", true),
		branch("Transport", leaf("maxPacketSize", 1000),
			branch("ControlProtocolList",
				branch("ControlProtocol", leaf("streamingTransport", "RTSP")),
				branch("ControlProtocol", leaf("streamingTransport", "HTTP"))),
			branch("Security", leaf("enabled", true))),
		branch("Video", leaf("enabled", true), leaf("videoInputChannelID", s.channel), leaf("videoCodecType", codec),
			leaf("videoScanType", "progressive"), leaf("videoResolutionWidth", width), leaf("videoResolutionHeight", height),
			leaf("videoQualityControlType", "VBR"), leaf("vbrUpperCap", bits), leaf("maxFrameRate", 2500), leaf("GovLength", 50)),
		branch("Audio", leaf("enabled", false), leaf("audioInputChannelID", s.channel), leaf("audioCompressionType", "G.711ulaw")))
}

// streamReads are the pages of the streams, with a still picture of each. Those of a recorder's further channels are
// unknown to a camera.
func streamReads() map[string][]route {
	const list = "/ISAPI/Streaming/channels"
	reads := map[string][]route{list: {{method: http.MethodGet, serve: (*Camera).streamingChannels}}}
	for _, s := range streams(recorderInputs) {
		var who []Generation
		if s.channel > 1 {
			who = []Generation{RecorderGen}
		}
		one := fmt.Sprintf("%s/%d", list, s.id())
		reads[one] = []route{{method: http.MethodGet, only: who, serve: func(c *Camera, _ *call) reply { return c.tell(c.streamingChannel(s)) }}}
		reads[one+"/picture"] = []route{{method: http.MethodGet, only: who, serve: (*Camera).picture}}
	}
	return reads
}
