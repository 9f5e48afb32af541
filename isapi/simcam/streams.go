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
	return c.template("stream", "id", s.id(), "channel", s.channel, "codec", codec, "width", width, "height", height, "bits", bits)
}

// streamReads are the pages of the streams, with a still picture of each. Those of a recorder's further channels are
// unknown to a camera.
func streamReads() routes {
	const list = "/ISAPI/Streaming/channels"
	reads := routes{list: {{method: http.MethodGet, serve: (*Camera).streamingChannels}}}
	for _, s := range streams(recorderInputs) {
		only := choose(s.channel > 1, []Generation{RecorderGen}, nil)
		one := func(c *Camera, _ *call) reply { return documentReply(c.single(c.streamingChannel(s))) }
		path := fmt.Sprintf("%s/%d", list, s.id())
		reads[path] = []route{{method: http.MethodGet, only: only, serve: one}}
		reads[path+"/picture"] = []route{{method: http.MethodGet, only: only, serve: (*Camera).picture}}
	}
	return reads
}
