package simcam

import (
	"fmt"
	"net/http"
)

// stream is one of the two pictures that are sent of one channel: 101 is the main one of channel 1, 102 the smaller.
type stream struct{ channel, kind int }

func (s stream) id() int { return s.channel*100 + s.kind }

func streams(channels int) []stream {
	var all []stream
	for channel := 1; channel <= channels; channel++ {
		all = append(all, stream{channel, 1}, stream{channel, 2})
	}
	return all
}

// channels is one for a camera, and one for each camera behind a recorder.
func (c *Camera) channels() int { return choose(c.sc.Generation == RecorderGen, recorderInputs, 1) }

// streamingChannels lists the streams, with the elements that programs read; real lists have more.
func (c *Camera) streamingChannels(*call) reply {
	var items []string
	for _, s := range streams(c.channels()) {
		items = append(items, c.streamingChannel(s))
	}
	return documentReply(c.list("StreamingChannelList", items...))
}

func (c *Camera) streamingChannel(s stream) string {
	codec, width, height, bits := choose(c.sc.Generation.since(Session), "H.265", "H.264"), 2688, 1520, 4096
	if s.kind == 2 {
		codec, width, height, bits = "H.264", 352, 288, 512
	}
	return c.template("stream", "id", s.id(), "channel", s.channel, "codec", codec, "width", width, "height", height, "bits", bits, "security", c.streamSecurity())
}

// streamReads are the pages of the streams, with a still picture of each. Those of a recorder's further channels are
// unknown to a camera.
func streamReads() routes {
	const list = "/ISAPI/Streaming/channels"
	reads := routes{list: {{method: http.MethodGet, serve: (*Camera).streamingChannels}}}
	for _, s := range streams(recorderInputs) {
		only := choose(s.channel > 1, []Generation{RecorderGen}, nil)
		path := fmt.Sprintf("%s/%d", list, s.id())
		reads[path] = sheet{only: only, read: func(c *Camera) string { return c.single(c.streamingChannel(s)) }, take: takeStream}.routes()
		reads[path+"/picture"] = []route{{method: http.MethodGet, only: only, serve: (*Camera).picture}}
	}
	return reads
}

// streamSecurity is how video asks for a login, which is one setting of all streams here. The newest firmware has a page
// of its own for the scheme, and so have recorders.
func (c *Camera) streamSecurity() string {
	if c.sc.Generation == RecorderGen {
		return ""
	}
	scheme := "<certificateType>" + certificateType(c.settings.basicRTSP) + "</certificateType>\n"
	if c.sc.Generation == Portal {
		scheme = ""
	}
	return fmt.Sprintf("<Security>\n<enabled>%t</enabled>\n%s</Security>\n", !c.settings.openRTSP, scheme)
}

// takeStream changes that, and leaves the picture as it is.
func takeStream(c *Camera, v *values, s *settings) bool {
	if c.sc.Generation == RecorderGen {
		return true
	}
	on := !s.openRTSP
	v.flag("Transport/Security/enabled", &on)
	if s.openRTSP = !on; c.sc.Generation != Portal {
		v.scheme("Transport/Security/certificateType", &s.basicRTSP)
	}
	return true
}
